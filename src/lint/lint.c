/* lint.c - collects the findings of a snapshot, once.
 *
 * Mistakes within one file were found when it was read, and conflicts between
 * files when the snapshot was built; everything else is found here, after the
 * snapshot is published. */
#include "lint/lint.h"

#include "base/map.h"
#include "base/mem.h"
#include "lint/checks.h"
#include "store/media_use.h"

#include <pthread.h>
#include <stdlib.h>

struct listed {
    const struct diagnostic *found;
    bool is_shown; /* to everybody, in a count */
};

struct lint {
    pthread_mutex_t mutex; /* held while they are made */
    bool is_made;
    struct media *media; /* a reference, or NULL */
    bool is_restricted;
    struct map only; /* then: the paths of which diagnostics are wanted */
    struct owner_schemas owner; /* a reference */
    struct arena arena;
    struct diagnostics own;
    struct diagnostics hidden; /* of what is not published */
    struct findings findings;
    struct listed *items; /* sorted */
    size_t count, capacity;
};

static void lint_free(struct lint *lint)
{
    (void)pthread_mutex_destroy(&lint->mutex);
    media_unref(lint->media);
    schemas_unref(lint->owner.schemas);
    map_release(&lint->only);
    arena_release(&lint->arena);
    free(lint);
}

void lint_attach(struct snapshot *snapshot, struct media *media)
{
    struct lint *lint = mem_alloc(1, sizeof *lint);
    (void)pthread_mutex_init(&lint->mutex, NULL);
    lint->media = media_ref(media);
    lint->own.arena = &lint->arena;
    lint->hidden.arena = &lint->arena;
    snapshot->lint = lint;
    snapshot->free_lint = lint_free;
}

void lint_judge_by(struct snapshot *snapshot, const struct owner_schemas *owner)
{
    struct lint *lint = snapshot->lint;
    lint->owner = *owner;
    (void)schemas_ref(lint->owner.schemas);
}

const struct subschema *lint_find_schema(const struct snapshot *snapshot,
                                         const struct entry *entry)
{
    const struct lint *lint = snapshot->lint;
    return lint != NULL && entry->collection != NULL
               ? owner_schema_of(&lint->owner, entry)
               : NULL;
}

bool lint_has_schemas(const struct snapshot *snapshot)
{
    const struct lint *lint = snapshot->lint;
    return lint != NULL && lint->owner.schemas != NULL;
}

void lint_restrict(struct snapshot *snapshot, const struct slice *paths,
                   size_t count)
{
    struct lint *lint = snapshot->lint;
    lint->is_restricted = true;
    for (size_t i = 0; i < count; i++)
        map_put(&lint->only, paths[i], lint);
}

/* What /_ready shows to everybody must reveal nothing about unpublished
 * documents. */
static bool is_shown(const struct source *source, const struct entry *entry)
{
    return source->is_broken || entry->source != NULL;
}

static void gather(struct lint *lint, const struct diagnostics *from,
                   bool are_shown)
{
    for (size_t i = 0; i < from->count; i++) {
        const struct diagnostic *found = &from->items[i];
        if (lint->is_restricted && map_find(&lint->only, found->path) == NULL &&
            found->code != DIAGNOSTIC_SCHEMA_UNREADABLE)
            continue;
        lint->items = arena_grow(&lint->arena, lint->items, lint->count,
                                 &lint->capacity, sizeof *lint->items);
        lint->items[lint->count++] = (struct listed){
            .found = found,
            /* Nor must it reveal whether a draft uses a setting. */
            .is_shown = are_shown && found->code != DIAGNOSTIC_SETTING_UNUSED,
        };
    }
}

/* Whoever has one document judged by a schema wants to know what is wrong with
 * that. */
static void unrestrict_schemas(struct lint *lint)
{
    struct schema_file_facts facts;
    size_t cursor = 0;
    while (lint->is_restricted && lint->owner.schemas != NULL &&
           schemas_next(lint->owner.schemas, &cursor, &facts))
        map_put(&lint->only, facts.path, lint);
}

static void gather_all(struct lint *lint, const struct snapshot *snapshot)
{
    gather(lint, &snapshot->diagnostics, true);
    gather(lint, &lint->own, true);
    gather(lint, &lint->hidden, false);
    for (size_t i = 0; i < snapshot->source_count; i++) {
        const struct source *source = snapshot->sources[i];
        bool are_shown = is_shown(source, &snapshot->entries[i]);
        gather(lint, &source->diagnostics, are_shown);
        gather(lint, meta_faults(snapshot->metas[i]), are_shown);
    }
}

static int compare_listed(const void *left, const void *right)
{
    const struct diagnostic *a = ((const struct listed *)left)->found;
    const struct diagnostic *b = ((const struct listed *)right)->found;
    int order = slice_compare(a->path, b->path);
    if (order == 0)
        order = (a->line > b->line) - (a->line < b->line);
    if (order == 0)
        order = (a->column > b->column) - (a->column < b->column);
    if (order == 0)
        order = (a->code > b->code) - (a->code < b->code);
    return order != 0 ? order : slice_compare(a->message, b->message);
}

/* A notice that several files have becomes one, of the first of them; `notices`
 * maps what they say to it. */
static bool is_in_other_file(struct lint *lint, struct map *notices,
                             struct listed *listed)
{
    const struct diagnostic *found = listed->found;
    if (diagnostic_severity(found->code) != SEVERITY_NOTICE)
        return false;
    struct diagnostic *first = map_find(notices, found->message);
    if (first != NULL && first->code == found->code) {
        first->more++;
        return true;
    }
    first = arena_alloc(&lint->arena, 1, sizeof *first);
    *first = *found;
    (void)map_add(notices, first->message, first);
    listed->found = first;
    return false;
}

/* Sorts what was gathered. A link that is defined once and used twice has one
 * mistake, not two. */
static void sort_and_merge(struct lint *lint)
{
    struct map notices = {0};
    size_t kept = 0;
    if (lint->count > 1)
        qsort(lint->items, lint->count, sizeof *lint->items, compare_listed);
    for (size_t i = 0; i < lint->count; i++) {
        struct listed *listed = &lint->items[i];
        bool is_repeated =
            kept > 0 && compare_listed(&lint->items[kept - 1], listed) == 0;
        if (!is_repeated && !is_in_other_file(lint, &notices, listed))
            lint->items[kept++] = *listed;
    }
    lint->count = kept;
    map_release(&notices);
}

static struct findings count(const struct lint *lint)
{
    struct findings findings = {0};
    for (size_t i = 0; i < lint->count; i++) {
        const struct listed *listed = &lint->items[i];
        enum severity severity = diagnostic_severity(listed->found->code);
        findings.counts[severity]++;
        findings.shown_counts[severity] += listed->is_shown ? 1 : 0;
    }
    return findings;
}

static bool is_shown_file(const void *context, const struct media_file *file)
{
    return !media_use_hides(context, file);
}

/* What is not published must not count: neither as a file that a link was meant
 * for nor as one that makes its folder known. */
static void drop_hidden_media(struct lint *lint,
                              const struct snapshot *snapshot)
{
    if (lint->media == NULL || snapshot->media != lint->media ||
        !media_use_hides_any(snapshot))
        return;
    struct media *rest = media_without(lint->media, is_shown_file, snapshot);
    media_unref(lint->media);
    lint->media = rest;
}

static const struct lint *lint_of(const struct snapshot *snapshot)
{
    struct lint *lint = snapshot->lint;
    (void)pthread_mutex_lock(&lint->mutex);
    if (!lint->is_made) {
        drop_hidden_media(lint, snapshot);
        check_references(snapshot, &lint->own);
        check_links(snapshot, lint->media, &lint->own);
        check_fields(snapshot, &lint->own);
        check_dates(snapshot, &lint->own);
        check_schemas(snapshot, &lint->own);
        check_copies(snapshot, &lint->own);
        check_owner_schemas(snapshot, &lint->owner, &lint->own, &lint->hidden);
        unrestrict_schemas(lint);
        gather_all(lint, snapshot);
        sort_and_merge(lint);
        lint->findings = count(lint);
        lint->is_made = true;
    }
    (void)pthread_mutex_unlock(&lint->mutex);
    return lint;
}

const struct findings *lint_findings(const struct snapshot *snapshot)
{
    return &lint_of(snapshot)->findings;
}

void lint_each_diagnostic(const struct snapshot *snapshot,
                          void (*visit)(void *context,
                                        const struct diagnostic *found),
                          void *context)
{
    const struct lint *lint = lint_of(snapshot);
    for (size_t i = 0; i < lint->count; i++)
        visit(context, lint->items[i].found);
}
