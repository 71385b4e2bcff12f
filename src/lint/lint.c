/* lint.c - collects the findings of a snapshot, once.
 *
 * Mistakes within one file were found when it was read, and conflicts between
 * files when the snapshot was built; everything else is found here, after the
 * snapshot is published. */
#include "lint/lint.h"

#include "base/mem.h"
#include "lint/checks.h"

#include <pthread.h>
#include <stdlib.h>

struct lint {
    pthread_mutex_t mutex; /* held while they are made */
    bool is_made;
    struct media *media; /* a reference, or NULL */
    struct arena arena;
    struct diagnostics own;
    struct findings findings;
};

static void lint_free(struct lint *lint)
{
    (void)pthread_mutex_destroy(&lint->mutex);
    media_unref(lint->media);
    arena_release(&lint->arena);
    free(lint);
}

void lint_attach(struct snapshot *snapshot, struct media *media)
{
    struct lint *lint = mem_alloc(1, sizeof *lint);
    (void)pthread_mutex_init(&lint->mutex, NULL);
    lint->media = media_ref(media);
    lint->own.arena = &lint->arena;
    snapshot->lint = lint;
    snapshot->free_lint = lint_free;
}

/* What /_ready shows to everybody must reveal nothing about unpublished
 * documents. */
static bool is_shown(const struct source *source, const struct entry *entry)
{
    return source->is_broken || entry->source != NULL;
}

/* Nor must it reveal whether a draft uses a setting. */
static size_t count_unused(const struct diagnostics *own)
{
    size_t count = 0;
    for (size_t i = 0; i < own->count; i++)
        count += own->items[i].code == DIAGNOSTIC_SETTING_UNUSED ? 1 : 0;
    return count;
}

static struct findings count(const struct snapshot *snapshot,
                             const struct diagnostics *own)
{
    const struct diagnostics *built = &snapshot->diagnostics;
    size_t total = built->count + own->count, errors = built->error_count;
    size_t shown = total - count_unused(built), shown_errors = errors;
    for (size_t i = 0; i < snapshot->source_count; i++) {
        const struct source *source = snapshot->sources[i];
        size_t of_source =
            source->diagnostics.count + meta_faults(snapshot->metas[i])->count;
        total += of_source;
        errors += source->diagnostics.error_count;
        if (!is_shown(source, &snapshot->entries[i]))
            continue;
        shown += of_source;
        shown_errors += source->diagnostics.error_count;
    }
    return (struct findings){
        .error_count = errors,
        .warning_count = total - errors,
        .shown_error_count = shown_errors,
        .shown_warning_count = shown - shown_errors,
    };
}

static const struct lint *lint_of(const struct snapshot *snapshot)
{
    struct lint *lint = snapshot->lint;
    (void)pthread_mutex_lock(&lint->mutex);
    if (!lint->is_made) {
        check_references(snapshot, &lint->own);
        check_links(snapshot, lint->media, &lint->own);
        check_fields(snapshot, &lint->own);
        lint->findings = count(snapshot, &lint->own);
        lint->is_made = true;
    }
    (void)pthread_mutex_unlock(&lint->mutex);
    return lint;
}

const struct findings *lint_findings(const struct snapshot *snapshot)
{
    return &lint_of(snapshot)->findings;
}

static int compare_diagnostics(const void *left, const void *right)
{
    const struct diagnostic *a = *(const struct diagnostic *const *)left;
    const struct diagnostic *b = *(const struct diagnostic *const *)right;
    int order = slice_compare(a->path, b->path);
    if (order == 0)
        order = (a->line > b->line) - (a->line < b->line);
    if (order == 0)
        order = (a->column > b->column) - (a->column < b->column);
    return order != 0 ? order : slice_compare(a->message, b->message);
}

static size_t gather(const struct diagnostics *from,
                     const struct diagnostic **all, size_t count)
{
    for (size_t i = 0; i < from->count; i++)
        all[count++] = &from->items[i];
    return count;
}

void lint_each_diagnostic(const struct snapshot *snapshot,
                          void (*visit)(void *context,
                                        const struct diagnostic *found),
                          void *context)
{
    const struct lint *lint = lint_of(snapshot);
    size_t total = lint->findings.error_count + lint->findings.warning_count;
    const struct diagnostic **all = mem_alloc(total + 1, sizeof *all);
    size_t count = gather(&snapshot->diagnostics, all, 0);
    count = gather(&lint->own, all, count);
    for (size_t i = 0; i < snapshot->source_count; i++) {
        count = gather(&snapshot->sources[i]->diagnostics, all, count);
        count = gather(meta_faults(snapshot->metas[i]), all, count);
    }
    qsort(all, count, sizeof *all, compare_diagnostics);
    for (size_t i = 0; i < count; i++)
        visit(context, all[i]);
    free(all);
}
