/* build.c - the order in which a snapshot comes to be.
 *
 *     1. place     every published source gets an entry in a collection
 *     2. slugs     the oldest document of a name keeps it; then urls, and the
 *                  addresses of before
 *     3. links     authors, tags and categories; entries for mere names
 *     4. orders    every list a client can ask for
 *     5. checks    references that lead nowhere
 *
 * Each step needs all of the one before, so each walks all entries; and all
 * is done again after every edit, since one file can change the links of any
 * other. So what one file says by itself is noted with it once (notes.c), and
 * no step reads a front matter or a body for a second time. */
#include "store/build.h"

#include "base/mem.h"
#include "store/ahead.h"
#include "store/aliases.h"
#include "store/backlinks.h"
#include "store/cascade.h"
#include "store/collate.h"
#include "store/defaults.h"
#include "store/entries.h"
#include "store/fields.h"
#include "store/hidden.h"
#include "store/hrefs.h"
#include "store/index.h"
#include "store/languages.h"
#include "store/layout.h"
#include "store/links.h"
#include "store/notes.h"
#include "store/people.h"
#include "store/place.h"
#include "store/publication.h"
#include "store/rules.h"
#include "store/site_info.h"
#include "store/types.h"
#include "store/unused.h"

#include <stdlib.h>

struct builder {
    struct snapshot *snapshot;
    const struct build_input *input;
    const struct policy *policy; /* with what the snapshot's own lacks */
    struct layout layout;
    struct languages languages;
    const struct source **people; /* files of data that list authors */
    size_t people_count, people_capacity;
    struct map owners; /* of parts, that have been told so: path -> source */
};

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
    struct place place = place_source(
        &builder->layout,
        without_language(&builder->languages, index, source, &buffer),
        &snapshot->arena);

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
        note_source(source = hide_fields_of_source(snapshot, index,
                                                   &rule->hidden_fields));
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
    entry->is_listed = !source->is_hidden && !place.is_unlisted;
    entry->weight = place.weight;
    list_add(&entry->collection->all, &snapshot->arena, entry);
    map_put(&snapshot->paths, source->path, entry);
}

/* What there is of languages among what is served. */
static void find_languages(struct builder *builder)
{
    struct snapshot *snapshot = builder->snapshot;
    if (!may_have_languages(snapshot))
        return; /* most sites: this is all that languages cost them */
    size_t count = snapshot->source_count;
    bool *is_out = mem_alloc(count + 1, sizeof *is_out);
    bool *is_whole = mem_alloc(count + 1, sizeof *is_whole);
    for (size_t i = 0; i < count; i++) {
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

static void place_entries(struct builder *builder)
{
    struct snapshot *snapshot = builder->snapshot;
    size_t count = snapshot->source_count;
    snapshot->entries =
        arena_alloc(&snapshot->arena, count, sizeof(struct entry));
    map_reserve(&snapshot->paths, count);
    map_reserve(&snapshot->urls, count);
    snapshot->next_transition_ms = INT64_MAX;
    for (size_t i = 0; i < count; i++) {
        look_ahead(snapshot->sources, count, i);
        snapshot->entries[i].path_rank = (uint32_t)i;
        note_transition(snapshot, snapshot->sources[i], builder->input->now_ms);
        if (is_served(builder, snapshot->sources[i]))
            place_entry(builder, i, &snapshot->entries[i]);
    }
}

/* Collections that are there on any site, if only as empty lists. */
static void add_standard_collections(struct snapshot *snapshot)
{
    static const char *const names[] = {"posts", "authors", "pages",
                                        "data",  "tags",    "categories"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        (void)collection_named(snapshot, slice_of(names[i]));
}

/* Routed as if there were one language, and put below the document's own. */
static struct slice url_of_layout(struct builder *builder,
                                  const struct entry *entry,
                                  const struct place *place)
{
    struct arena *arena = &builder->snapshot->arena;
    size_t index = (size_t)(entry - builder->snapshot->entries);
    struct source buffer;
    struct place plain = *place;
    const struct source *source =
        without_language(&builder->languages, index, entry->source, &buffer);
    if (source == &buffer)
        plain = place_source(&builder->layout, source, arena);
    return url_of_translation(
        &builder->languages, index, entry->source,
        place_url(&builder->layout, source, &plain, arena), arena);
}

static void assign_url(struct builder *builder, struct entry *entry)
{
    struct snapshot *snapshot = builder->snapshot;
    const struct place place = {
        .collection = entry->collection->name,
        .slug = entry->slug,
        .path_in_collection = entry->path_in_collection,
    };
    entry->url = rules_url(policy_collection(builder->policy, place.collection),
                           entry->source, &place, &snapshot->arena);
    if (entry->url.data == NULL)
        entry->url = url_of_layout(builder, entry, &place);
    if (entry->url.data == NULL)
        return;
    const struct entry *holder = map_find(&snapshot->urls, entry->url);
    if (holder == NULL) {
        map_put(&snapshot->urls, entry->url, entry);
        return;
    }
    snapshot->diagnostics.path = entry->source->path;
    diagnostics_add(&snapshot->diagnostics, DIAGNOSTIC_URL_TAKEN, 0, 0,
                    "rename one of the two, or give it a `slug`",
                    "the page %.*s is also that of %.*s", SLICE_FMT(entry->url),
                    SLICE_FMT(holder->source->path));
}

static void assign_urls_of(struct builder *builder, bool is_published)
{
    struct snapshot *snapshot = builder->snapshot;
    for (size_t c = 0; c < snapshot->collection_count; c++) {
        const struct list *all = &snapshot->collections[c]->all;
        for (size_t i = 0; i < all->count; i++) {
            if ((all->items[i]->status <= STATUS_PUBLISHED) == is_published)
                assign_url(builder, all->items[i]);
        }
    }
}

/* What is published has its page in a preview too. */
static void assign_urls(struct builder *builder)
{
    assign_urls_of(builder, true);
    assign_urls_of(builder, false);
}

/* Person documents first: their slugs are theirs. */
static void gather_people(struct builder *builder)
{
    name_people(builder->snapshot);
    for (size_t i = 0; i < builder->people_count; i++)
        add_people_of_file(builder->snapshot, builder->people[i]);
    add_people_of_config(builder->snapshot, builder->layout.config);
}

static int compare_collections(const void *a, const void *b)
{
    return slice_compare((*(struct collection *const *)a)->name,
                         (*(struct collection *const *)b)->name);
}

static void sort_collections(struct snapshot *snapshot)
{
    qsort(snapshot->collections, snapshot->collection_count,
          sizeof *snapshot->collections, compare_collections);
}

/* Every listed document that has a file, collection by collection. */
static void list_everything(struct snapshot *snapshot)
{
    for (size_t c = 0; c < snapshot->collection_count; c++) {
        const struct list *list = &snapshot->collections[c]->by[ORDER_DEFAULT];
        for (size_t i = 0; i < list->count; i++) {
            if (list->items[i]->source != NULL)
                list_add(&snapshot->everything, &snapshot->arena,
                         list->items[i]);
        }
    }
}

/* To be looked at when somebody asks; what kinds of entries there are has to be
 * known without. */
static void make_schemas(struct snapshot *snapshot)
{
    for (size_t i = 0; i < snapshot->collection_count; i++) {
        struct collection *collection = snapshot->collections[i];
        collection->kinds = list_kinds(&collection->all, collection->kind);
        collection->schema = schema_new(
            snapshot, &collection->by[ORDER_DEFAULT], collection->kinds);
    }
    /* Whoever asks for everything cannot know what it will be. */
    snapshot->kinds = list_kinds(&snapshot->everything, COLLECTION_DOCUMENTS) |
                      KIND_DOCUMENT | KIND_DATA | KIND_FILE;
    snapshot->schema =
        schema_new(snapshot, &snapshot->everything, snapshot->kinds);
}

/* What /_ready tells everybody says nothing of what is not published yet. */
static bool is_shown(const struct source *source, const struct entry *entry)
{
    return source->is_broken || entry->source != NULL;
}

/* Nor of whether a draft makes sense of a setting. */
static size_t count_unused(const struct diagnostics *own)
{
    size_t count = 0;
    for (size_t i = 0; i < own->count; i++)
        count += own->items[i].code == DIAGNOSTIC_SETTING_UNUSED ? 1 : 0;
    return count;
}

static void count_diagnostics(struct snapshot *snapshot)
{
    const struct diagnostics *own = &snapshot->diagnostics;
    size_t total = own->count, errors = own->error_count;
    snapshot->shown_error_count = errors;
    snapshot->shown_warning_count = total - errors - count_unused(own);
    for (size_t i = 0; i < snapshot->source_count; i++) {
        const struct diagnostics *found = &snapshot->sources[i]->diagnostics;
        total += found->count;
        errors += found->error_count;
        if (!is_shown(snapshot->sources[i], &snapshot->entries[i]))
            continue;
        snapshot->shown_error_count += found->error_count;
        snapshot->shown_warning_count += found->count - found->error_count;
    }
    snapshot->error_count = errors;
    snapshot->warning_count = total - errors;
}

static struct snapshot *snapshot_new(const struct build_input *input)
{
    struct snapshot *snapshot = mem_alloc(1, sizeof *snapshot);
    size_t count = input->source_count;
    atomic_init(&snapshot->reference_count, 1);
    snapshot->sources =
        arena_alloc(&snapshot->arena, count, sizeof *snapshot->sources);
    for (size_t i = 0; i < count; i++)
        snapshot->sources[i] = source_ref(input->sources[i]);
    snapshot->source_count = count;
    note_sources(snapshot);
    sort_sources(snapshot->sources, count);
    snapshot->folder_name =
        arena_copy(&snapshot->arena, input->tree.folder_name);
    snapshot->content_root =
        arena_copy(&snapshot->arena, input->tree.content_root);

    struct diagnostics *kept = &snapshot->diagnostics;
    kept->arena = &snapshot->arena;
    for (size_t i = 0; i < input->diagnostics->count; i++)
        diagnostics_copy(kept, &input->diagnostics->items[i]);
    return snapshot;
}

struct snapshot *snapshot_build(const struct build_input *input)
{
    struct builder builder = {
        .snapshot = snapshot_new(input),
        .input = input,
        .policy = input->policy != NULL ? input->policy : &policy_default,
        .layout = layout_of(input),
    };
    struct snapshot *snapshot = builder.snapshot;
    snapshot->policy = policy_copy(builder.policy, &snapshot->arena);

    apply_defaults(snapshot, &builder.layout);
    apply_cascades(snapshot, &builder.layout);
    note_sources(snapshot);
    find_languages(&builder);
    warn_of_unused_rules(builder.policy, &builder.layout, &builder.languages,
                         snapshot);
    place_entries(&builder);
    add_standard_collections(snapshot);
    rules_add_collections(builder.policy, snapshot);
    sort_collections(snapshot);
    assign_slugs(snapshot);
    join_translations(&builder.languages, snapshot);
    assign_urls(&builder);
    assign_aliases(snapshot);

    gather_people(&builder);
    link_entries(snapshot, &builder.layout);
    for (size_t i = 0; i < snapshot->collection_count; i++) {
        struct collection *collection = snapshot->collections[i];
        const struct collection_policy *rule =
            policy_collection(builder.policy, collection->name);
        if (rule != NULL)
            hide_fields_of_mappings(collection, &rule->hidden_fields,
                                    &snapshot->arena);
        index_collection(collection, rule, &snapshot->arena);
    }
    list_everything(snapshot);
    make_schemas(snapshot);
    list_posts(snapshot);
    list_other_documents(snapshot);

    resolve_hrefs(snapshot, input);
    check_references(snapshot);
    settle_backlinks(snapshot);
    check_types(snapshot);
    count_diagnostics(snapshot);
    read_site_info(snapshot, &builder.layout);
    map_release(&builder.owners);
    layout_release(&builder.layout);
    return snapshot;
}
