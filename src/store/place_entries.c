/* place_entries.c - decides which sources are served, and in which collection.
 *
 *     posts/a.md    published    posts/a
 *     posts/b.md    a draft      counted; an entry of a preview only
 *     authors.yml   people       kept for the step that makes them
 *
 * A document that is left out here is invisible to all later steps: without an
 * entry it has no slug, no tags and no neighbours. */
#include "store/builder.h"

#include "base/map.h"
#include "base/mem.h"
#include "layout/rules.h"
#include "store/entries.h"
#include "store/people.h"

#include <stdlib.h>

/* Updates the next time at which a document appears or expires without an
 * edit. */
static void note_transition(const struct builder *builder,
                            const struct meta *meta)
{
    struct snapshot *snapshot = builder->snapshot;
    int64_t next_ms = meta_next_transition_ms(
        meta, &root_of(builder, meta->source)->policy, builder->input->now_ms);
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

/* Counts and rejects documents that need a token. */
static bool is_served(struct builder *builder, const struct meta *meta)
{
    struct left_out *left_out = &builder->snapshot->left_out;
    enum status status = status_of(builder, meta);

    if (meta->source->is_broken)
        left_out->broken++;
    else
        count_left_out(left_out, status);
    return !meta->source->is_broken &&
           (status == STATUS_PUBLISHED || builder->input->is_preview);
}

/* A part of a page is served with the page. That it is not a page itself may be
 * a surprise, but one warning for all parts is enough. */
static bool is_part_served(struct builder *builder, const struct meta *part,
                           const struct meta *owner)
{
    struct snapshot *snapshot = builder->snapshot;
    if (!is_served(builder, owner))
        return false;
    if (part->kind != SOURCE_MARKDOWN ||
        map_put(&builder->owners, owner->source->path, (void *)owner) != NULL)
        return true;
    snapshot->diagnostics.path = owner->source->path;
    diagnostics_add(&snapshot->diagnostics, DIAGNOSTIC_BUNDLE_PART, 0, 0,
                    "rename this file to _index.md if they are meant to be "
                    "pages of their own",
                    "Hugo treats %.*s and everything else in this folder as "
                    "part of this page (a leaf bundle): it has no page of its "
                    "own and is not in any list",
                    SLICE_FMT(part->source->path));
    return true;
}

static void warn_of_missing_body(struct snapshot *snapshot,
                                 const struct meta *meta)
{
    struct slice type = meta->type;
    snapshot->diagnostics.path = meta->source->path;
    diagnostics_add(
        &snapshot->diagnostics, DIAGNOSTIC_BODY_MISSING, 0, 0,
        "save it as .md, with these fields between two lines of ---",
        "documents of type %.*s have a body, but this is a data "
        "file; it is served as data",
        SLICE_FMT(type));
}

static void warn_of_missing_date(struct snapshot *snapshot,
                                 const struct meta *meta)
{
    snapshot->diagnostics.path = meta->source->path;
    diagnostics_add(
        &snapshot->diagnostics, DIAGNOSTIC_SLUG_UNDATED, 0, 0,
        "give it a `date`, or change the `slug` pattern of the collection",
        "the slugs of the collection contain dates, but this document has no "
        "date; it keeps its own slug");
}

/* A part of a page is not published before the page. */
static enum status status_with(const struct builder *builder,
                               const struct meta *meta,
                               const struct meta *owner)
{
    enum status status = status_of(builder, meta);
    return status == STATUS_PUBLISHED && owner != NULL
               ? status_of(builder, owner)
               : status;
}

/* Returns the document without the keys that its collection hides. */
static const struct meta *hide_fields(struct builder *builder, size_t index,
                                      const struct names *keys)
{
    struct meta **full = &builder->snapshot->metas[index];
    struct meta **shown = &builder->shown[index];
    uint64_t rule = (*full)->rule;
    for (size_t i = 0; i < keys->count; i++)
        rule = hash_bytes(keys->items[i], rule);
    if (*shown == NULL || (*shown)->full != *full || (*shown)->rule != rule) {
        meta_unref(*shown);
        *shown = meta_hide(*full, keys);
        (*shown)->rule = rule;
    }
    meta_unref(*full);
    *full = meta_ref(*shown);
    return *shown;
}

static void fill_entry(struct entry *entry, const struct meta *meta,
                       const struct place *place)
{
    entry->source = meta->source;
    entry->meta = meta;
    entry->is_document = meta->kind == SOURCE_MARKDOWN;
    entry->slug = place->slug; /* preliminary until assign_slugs() */
    entry->path_in_collection = place->path_in_collection;
    entry->short_slug = place->short_slug;
    entry->name = meta->title;
    entry->sort_name = meta->sort_title;
    entry->traits = meta->traits;
    entry->sort_number = meta->title_number;
    entry->sort_date = entry_date_number(meta->date);
    entry->is_listed = !meta->is_hidden && !place->is_unlisted;
    entry->is_route =
        entry->is_listed || (entry->is_document && !place->is_unlisted);
    entry->weight = place->weight;
}

static void warn_of_place(struct snapshot *snapshot, const struct meta *meta,
                          const struct place *place,
                          const struct collection_policy *rule, bool takes_url)
{
    if (meta->kind == SOURCE_MARKDOWN && rules_lack_date(rule, meta))
        warn_of_missing_date(snapshot, meta);
    if (place->lacks_body)
        warn_of_missing_body(snapshot, meta);
    snapshot->diagnostics.path = meta->source->path;
    if (meta->url != NULL && !takes_url)
        warn_of_computed_key(&snapshot->diagnostics, "url", meta->url);
    if (place->is_reserved)
        diagnostics_add(&snapshot->diagnostics, DIAGNOSTIC_COLLECTION_RESERVED,
                        0, 0, "rename the folder",
                        "the API uses the name of this folder itself; the "
                        "document is served as a page");
}

/* The index of a source among those of its root. */
static size_t index_in_root(const struct builder *builder, size_t index)
{
    return builder->indexes != NULL ? builder->indexes[index] : index;
}

/* Finds the place of a document; false if it is not a document, or if the
 * operator's filter excludes it. */
static bool find_place(struct builder *builder, size_t index,
                       const struct meta *meta, struct place *ret_place,
                       const struct collection_policy **ret_rule)
{
    struct snapshot *snapshot = builder->snapshot;
    const struct built_root *root = root_of(builder, meta->source);
    struct meta buffer;
    *ret_place = layout_place(
        &root->layout,
        meta_without_language(&root->languages, index_in_root(builder, index),
                              meta, &buffer),
        &snapshot->arena);
    snapshot->left_out.held_back += ret_place->is_held_back ? 1 : 0;
    if (ret_place->is_left_out || ret_place->is_held_back)
        return false;
    *ret_rule = rules_place(builder->policy, meta, ret_place, &snapshot->arena);
    snapshot->left_out.filtered += ret_place->is_left_out ? 1 : 0;
    return !ret_place->is_left_out;
}

static void place_entry(struct builder *builder, size_t index,
                        struct entry *entry)
{
    struct snapshot *snapshot = builder->snapshot;
    const struct meta *meta = snapshot->metas[index];
    const struct built_root *root = root_of(builder, meta->source);
    const struct collection_policy *rule;
    struct place place;

    if (!find_place(builder, index, meta, &place, &rule))
        return;
    place_translation(&root->languages, index_in_root(builder, index), meta,
                      &place, &snapshot->arena);
    if (builder->input->is_preview) /* uses dates that may be hidden later */
        entry->status = status_with(builder, meta, place.owner);
    if (rule != NULL && rule->hidden_fields.count > 0)
        meta = hide_fields(builder, index, &rule->hidden_fields);
    if (is_people_file(&root->layout, meta, &place)) {
        builder->people =
            arena_grow(&snapshot->arena, builder->people, builder->people_count,
                       &builder->people_capacity, sizeof *builder->people);
        builder->people[builder->people_count++] = meta;
        return;
    }
    if (place.owner != NULL && !is_part_served(builder, meta, place.owner))
        return;
    warn_of_place(snapshot, meta, &place, rule,
                  layout_takes_url(&root->layout, meta));
    fill_entry(entry, meta, &place);
    entry->collection = collection_named(snapshot, place.collection);
    list_add(&entry->collection->all, &snapshot->arena, entry);
    put_path(snapshot, meta->source->path, entry);
    struct slice id = layout_link_id(&root->layout, meta, &snapshot->arena);
    if (id.data != NULL)
        (void)map_add(&snapshot->link_ids, id, entry);
}

static void find_languages_of(const struct builder *builder,
                              struct built_root *root)
{
    struct arena *arena = &builder->snapshot->arena;
    struct slice said = builder->policy->language;
    size_t count = root->count;
    if (!languages_are_possible(&root->layout, count))
        return; /* most sites stop here */
    bool *is_published = mem_alloc(count + 1, sizeof *is_published);
    bool *is_whole = mem_alloc(count + 1, sizeof *is_whole);
    for (size_t i = 0; i < count; i++) {
        is_whole[i] = !root->sources[i]->is_broken;
        is_published[i] = is_whole[i] && status_of(builder, root->metas[i]) ==
                                             STATUS_PUBLISHED;
    }
    root->languages =
        languages_find(&root->layout, count, is_published, said, arena);
    if (builder->input->is_preview) {
        const struct languages published = root->languages;
        root->languages =
            languages_find(&root->layout, count, is_whole, said, arena);
        languages_keep_addresses(&root->languages, &published, is_published,
                                 count);
    }
    free(is_published);
    free(is_whole);
}

void find_languages(struct builder *builder)
{
    for (size_t i = 0; i < builder->snapshot->root_count; i++)
        find_languages_of(builder, &builder->roots[i]);
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
        const struct meta *meta = builder->metas[i];
        snapshot->entries[i] = (struct entry){.path_rank = (uint32_t)i};
        meta_prefetch(snapshot->metas, count, i);
        note_transition(builder, meta);
        if (is_served(builder, meta))
            place_entry(builder, i, &snapshot->entries[i]);
    }
}
