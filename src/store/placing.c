/* placing.c - which sources are served, and in which collection.
 *
 *     posts/a.md    published    posts/a
 *     posts/b.md    a draft      counted; an entry of a preview only
 *     authors.yml   people       kept for the step that makes them
 *
 * Nothing that a later step looks at is of a document that is left out here:
 * what has no entry has no slug, no tags and no neighbours. */
#include "store/builder.h"

#include "base/mem.h"
#include "store/ahead.h"
#include "store/collate.h"
#include "store/entries.h"
#include "store/hidden.h"
#include "store/people.h"
#include "store/place.h"
#include "store/publication.h"
#include "store/rules.h"

#include <stdlib.h>

/* A document is not published before the sections are that it is in. */
static enum status status_of(const struct builder *builder,
                             const struct source *source)
{
    const struct policy *policy = &builder->snapshot->policy;
    int64_t now_ms = builder->input->now_ms;
    enum status status = status_at(source, policy, now_ms);
    const struct source *section = source;
    while (status == STATUS_PUBLISHED &&
           (section = section_around(&builder->layout, section)) != NULL)
        status = status_at(section, policy, now_ms);
    return status;
}

/* The next moment at which the clock alone makes a document come or go. */
static void note_transition(struct snapshot *snapshot,
                            const struct source *source, int64_t now_ms)
{
    int64_t next_ms = transition_after(source, &snapshot->policy, now_ms);
    if (next_ms < snapshot->next_transition_ms)
        snapshot->next_transition_ms = next_ms;
}

static void count_left_out(struct left_out *left_out, enum status status)
{
    size_t *const counts[STATUS_COUNT] = {
        [STATUS_DRAFT] = &left_out->drafts,
        [STATUS_SCHEDULED] = &left_out->scheduled,
        [STATUS_EXPIRED] = &left_out->expired,
    };
    if (counts[status] != NULL)
        ++*counts[status];
}

/* Counts and refuses what nobody without a token may see. */
static bool is_served(struct builder *builder, const struct source *source)
{
    struct left_out *left_out = &builder->snapshot->left_out;
    enum status status = status_of(builder, source);

    if (source->is_broken)
        left_out->broken++;
    else
        count_left_out(left_out, status);
    return !source->is_broken &&
           (status == STATUS_PUBLISHED || builder->input->is_preview);
}

/* A part of a page is served with it; that it is no page itself may be a
 * surprise, but one warning for all of them is enough. */
static bool is_part_served(struct builder *builder, const struct source *part,
                           const struct source *owner)
{
    struct snapshot *snapshot = builder->snapshot;
    if (!is_served(builder, owner))
        return false;
    if (part->kind != SOURCE_MARKDOWN ||
        map_put(&builder->owners, owner->path, (void *)owner) != NULL)
        return true;
    snapshot->diagnostics.path = owner->path;
    diagnostics_add(&snapshot->diagnostics, DIAGNOSTIC_BUNDLE_PART, 0, 0,
                    "rename it to _index.md if they are pages of their own",
                    "to Hugo %.*s, and what else is below this folder, are "
                    "parts of this page: they have no page and are in no list",
                    SLICE_FMT(part->path));
    return true;
}

static void warn_of_missing_body(struct snapshot *snapshot,
                                 const struct source *source)
{
    struct slice type = source_type(source);
    snapshot->diagnostics.path = source->path;
    diagnostics_add(&snapshot->diagnostics, DIAGNOSTIC_BODY_MISSING, 0, 0,
                    "save it as .md, with these fields between lines of ---",
                    "a document of the type %.*s has a body, which a file of "
                    "data has not; it is served as data",
                    SLICE_FMT(type));
}

static void warn_of_lacking_date(struct snapshot *snapshot,
                                 const struct source *source)
{
    snapshot->diagnostics.path = source->path;
    diagnostics_add(&snapshot->diagnostics, DIAGNOSTIC_SLUG_UNDATED, 0, 0,
                    "give it a `date`, or a `slug` and the collection another "
                    "pattern",
                    "the slugs of the collection have dates in them, and this "
                    "document has none; it keeps the slug of its own");
}

static void warn_of_url(struct snapshot *snapshot, const struct source *source)
{
    snapshot->diagnostics.path = source->path;
    warn_of_computed_key(&snapshot->diagnostics, "url", source->notes.url);
}

/* A part of a page is not published before the page is. */
static enum status status_with(const struct builder *builder,
                               const struct source *source,
                               const struct source *owner)
{
    enum status status = status_of(builder, source);
    return status == STATUS_PUBLISHED && owner != NULL
               ? status_of(builder, owner)
               : status;
}

static void place_entry(struct builder *builder, size_t index,
                        struct entry *entry)
{
    struct snapshot *snapshot = builder->snapshot;
    struct source *source = snapshot->sources[index];
    struct source buffer;
    const struct source *plain =
        without_language(&builder->languages, index, source, &buffer);
    struct place place =
        plain == source
            ? place_noted(&builder->layout, source, &snapshot->arena)
            : place_source(&builder->layout, plain, &snapshot->arena);

    if (place.is_left_out)
        return;
    const struct collection_policy *rule =
        rules_place(builder->policy, source, &place, &snapshot->arena);
    if (place.is_left_out) {
        snapshot->left_out.filtered++;
        return;
    }
    place_translation(&builder->languages, index, source, &place,
                      &snapshot->arena);
    if (builder->input->is_preview) /* by dates that may be hidden now */
        entry->status = status_with(builder, source, place.owner);
    if (rule != NULL && rule->hidden_fields.count > 0)
        source =
            hide_fields_of_source(&builder->hider, index, &rule->hidden_fields);
    if (is_people_file(&builder->layout, source, &place)) {
        builder->people =
            arena_grow(&snapshot->arena, builder->people, builder->people_count,
                       &builder->people_capacity, sizeof *builder->people);
        builder->people[builder->people_count++] = source;
        return;
    }
    if (place.owner != NULL && !is_part_served(builder, source, place.owner))
        return;
    if (source->kind == SOURCE_MARKDOWN && rules_lack_date(rule, source))
        warn_of_lacking_date(snapshot, source);
    if (place.lacks_body)
        warn_of_missing_body(snapshot, source);
    if (source->notes.url != NULL && !layout_takes_url(&builder->layout))
        warn_of_url(snapshot, source);
    if (place.is_reserved) {
        snapshot->diagnostics.path = source->path;
        diagnostics_add(&snapshot->diagnostics, DIAGNOSTIC_COLLECTION_RESERVED,
                        0, 0, "rename the folder",
                        "the folder's name is one that the API uses; the "
                        "document is served as a page");
    }
    entry->source = source;
    entry->is_document = source->kind == SOURCE_MARKDOWN;
    entry->collection = collection_named(snapshot, place.collection);
    entry->slug = place.slug; /* a wish, until assign_slugs() */
    entry->path_in_collection = place.path_in_collection;
    entry->name = source->title;
    entry->sort_name = source->sort_title;
    entry->traits = source->notes.traits; /* without what is hidden */
    entry->shape = source->notes.shape;
    entry->sort_number = source->notes.title_number;
    entry->sort_date = sort_number_of_date(source->date);
    entry->is_listed = !source->is_hidden && !place.is_unlisted;
    entry->weight = place.weight;
    list_add(&entry->collection->all, &snapshot->arena, entry);
    map_put(&snapshot->paths, source->path, entry);
}

/* What there is of languages among what is served. */
void find_languages(struct builder *builder)
{
    struct snapshot *snapshot = builder->snapshot;
    if (!may_have_languages(snapshot))
        return; /* most sites: this is all that languages cost them */
    size_t count = snapshot->source_count;
    bool *is_out = mem_alloc(count + 1, sizeof *is_out);
    bool *is_whole = mem_alloc(count + 1, sizeof *is_whole);
    for (size_t i = 0; i < count; i++) {
        look_ahead(snapshot->sources, count, i);
        const struct source *source = snapshot->sources[i];
        is_whole[i] = !source->is_broken;
        is_out[i] =
            is_whole[i] && status_of(builder, source) == STATUS_PUBLISHED;
    }
    builder->languages = languages_of(snapshot, &builder->layout, is_out);
    if (builder->input->is_preview) {
        const struct languages published = builder->languages;
        builder->languages = languages_of(snapshot, &builder->layout, is_whole);
        keep_addresses(&builder->languages, &published, is_out, count);
    }
    free(is_out);
    free(is_whole);
}

void place_entries(struct builder *builder)
{
    struct snapshot *snapshot = builder->snapshot;
    size_t count = snapshot->source_count;
    snapshot->entries =
        arena_objects(&snapshot->arena, count, sizeof(struct entry));
    map_reserve(&snapshot->paths, count);
    map_reserve(&snapshot->urls, count);
    snapshot->next_transition_ms = INT64_MAX;
    for (size_t i = 0; i < count; i++) {
        look_ahead(snapshot->sources, count, i);
        snapshot->entries[i] = (struct entry){
            .path_rank = (uint32_t)i,
            .traits = snapshot->sources[i]->notes.traits,
        };
        note_transition(snapshot, snapshot->sources[i], builder->input->now_ms);
        if (is_served(builder, snapshot->sources[i]))
            place_entry(builder, i, &snapshot->entries[i]);
    }
}
