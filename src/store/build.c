/* build.c - the order in which a snapshot comes to be.
 *
 *     1. place     every published source gets an entry in a collection
 *     2. slugs     the oldest document of a name keeps it; then urls, and the
 *                  addresses of before
 *     3. links     authors, tags and categories; entries for mere names
 *     4. orders    every list a client can ask for
 *     5. checks    references that lead nowhere
 *
 * Each step needs all of the one before, so each walks all entries; together
 * they take a few percent of the time that parsing takes. */
#include "store/build.h"

#include "base/mem.h"
#include "base/unicode.h"
#include "store/aliases.h"
#include "store/backlinks.h"
#include "store/entries.h"
#include "store/fields.h"
#include "store/hrefs.h"
#include "store/index.h"
#include "store/layout.h"
#include "store/links.h"
#include "store/people.h"
#include "store/types.h"

#include <stdlib.h>

struct builder {
    struct snapshot *snapshot;
    const struct build_input *input;
    struct layout layout;
    const struct source **people; /* files of data that list authors */
    size_t people_count, people_capacity;
};

static bool is_after(const struct date *date, int64_t now_ms)
{
    return date != NULL && date->instant_ms > now_ms;
}

/* Counts and refuses what nobody without a token may see. */
static bool is_published(struct builder *builder, const struct source *source)
{
    struct left_out *left_out = &builder->snapshot->left_out;
    int64_t now_ms = builder->input->now_ms;

    if (source->is_broken)
        left_out->broken++;
    else if (source->is_draft)
        left_out->drafts++;
    else if (is_after(source->date, now_ms) ||
             is_after(source->publish_at, now_ms))
        left_out->scheduled++;
    else if (source->expires_at != NULL &&
             source->expires_at->instant_ms <= now_ms)
        left_out->expired++;
    else
        return true;
    return false;
}

static void place_entry(struct builder *builder, const struct source *source,
                        struct entry *entry)
{
    struct snapshot *snapshot = builder->snapshot;
    struct place place =
        place_source(&builder->layout, source, &snapshot->arena);

    if (place.is_left_out)
        return;
    if (is_people_file(&builder->layout, source, &place)) {
        builder->people =
            arena_grow(&snapshot->arena, builder->people, builder->people_count,
                       &builder->people_capacity, sizeof *builder->people);
        builder->people[builder->people_count++] = source;
        return;
    }
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
    entry->sort_name = unicode_casefold(&snapshot->arena, source->title);
    entry->is_listed = !source->is_hidden;
    list_add(&entry->collection->all, &snapshot->arena, entry);
    map_put(&snapshot->paths, source->path, entry);
}

static void place_entries(struct builder *builder)
{
    struct snapshot *snapshot = builder->snapshot;
    struct entry *entries = arena_alloc(
        &snapshot->arena, snapshot->source_count, sizeof(struct entry));
    for (size_t i = 0; i < snapshot->source_count; i++) {
        if (is_published(builder, snapshot->sources[i]))
            place_entry(builder, snapshot->sources[i], &entries[i]);
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

static void assign_url(struct builder *builder, struct entry *entry)
{
    struct snapshot *snapshot = builder->snapshot;
    const struct place place = {
        .collection = entry->collection->name,
        .slug = entry->slug,
        .path_in_collection = entry->path_in_collection,
    };
    entry->url =
        place_url(&builder->layout, entry->source, &place, &snapshot->arena);
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

static void assign_urls(struct builder *builder)
{
    struct snapshot *snapshot = builder->snapshot;
    for (size_t c = 0; c < snapshot->collection_count; c++) {
        const struct list *all = &snapshot->collections[c]->all;
        for (size_t i = 0; i < all->count; i++)
            assign_url(builder, all->items[i]);
    }
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

/* What /_ready tells everybody says nothing of what is not published yet. */
static bool is_shown(const struct snapshot *snapshot,
                     const struct source *source)
{
    return source->is_broken ||
           map_find(&snapshot->paths, source->path) != NULL;
}

static void count_diagnostics(struct snapshot *snapshot)
{
    const struct diagnostics *own = &snapshot->diagnostics;
    size_t total = own->count, errors = own->error_count;
    snapshot->shown_error_count = errors;
    snapshot->shown_warning_count = total - errors;
    for (size_t i = 0; i < snapshot->source_count; i++) {
        const struct diagnostics *found = &snapshot->sources[i]->diagnostics;
        total += found->count;
        errors += found->error_count;
        if (!is_shown(snapshot, snapshot->sources[i]))
            continue;
        snapshot->shown_error_count += found->error_count;
        snapshot->shown_warning_count += found->count - found->error_count;
    }
    snapshot->error_count = errors;
    snapshot->warning_count = total - errors;
}

/* Jekyll's settings say where the site is, unless the command line does. */
static void read_config(struct builder *builder)
{
    const struct value *config = builder->layout.config;
    struct site_info *site = &builder->snapshot->site;
    struct slice url = value_text(value_find(config, "url"));
    struct slice base = value_text(value_find(config, "baseurl"));

    site->title = value_text(value_find(config, "title"));
    site->description = value_text(value_find(config, "description"));
    site->language = value_text(value_find(config, "lang"));
    if (site->public_url.data == NULL &&
        (slice_starts(url, "https://") || slice_starts(url, "http://")))
        site->public_url = arena_printf(&builder->snapshot->arena, "%.*s%.*s",
                                        SLICE_FMT(url), SLICE_FMT(base));
}

static void read_site_info(struct builder *builder)
{
    struct snapshot *snapshot = builder->snapshot;
    struct site_info *site = &snapshot->site;
    struct arena *arena = &snapshot->arena;

    site->kind = slice_of(layout_name(&builder->layout));
    site->public_url = arena_copy(arena, builder->input->public_url);
    site->timezone = arena_copy(arena, builder->input->timezone);
    if (builder->layout.config != NULL) {
        read_config(builder);
        return;
    }
    for (size_t i = 0; i < snapshot->everything.count; i++) {
        const struct source *source = snapshot->everything.items[i]->source;
        const struct value *config = &source->front_matter;
        if (!slice_is(source_type(source), "Config"))
            continue;
        const struct value *title = value_find(config, "title");
        if (!value_is_string(title))
            title = value_find(value_find(config, "header"), "title");
        site->title = value_text(title);
        site->description = value_text(value_find(config, "description"));
        site->language = value_text(value_find(config, "language"));
        return;
    }
}

static int compare_sources(const void *a, const void *b)
{
    return path_compare((*(struct source *const *)a)->path,
                        (*(struct source *const *)b)->path);
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
    if (count > 1)
        qsort(snapshot->sources, count, sizeof *snapshot->sources,
              compare_sources);
    snapshot->source_count = count;
    snapshot->folder_name =
        arena_copy(&snapshot->arena, input->tree.folder_name);

    struct diagnostics *kept = &snapshot->diagnostics;
    kept->arena = &snapshot->arena;
    for (size_t i = 0; i < input->diagnostics->count; i++) {
        const struct diagnostic *found = &input->diagnostics->items[i];
        kept->path = arena_copy(&snapshot->arena, found->path);
        diagnostics_add(kept, found->code, found->line, found->column,
                        found->hint.data, "%.*s", SLICE_FMT(found->message));
    }
    return snapshot;
}

struct snapshot *snapshot_build(const struct build_input *input)
{
    struct builder builder = {
        .snapshot = snapshot_new(input),
        .input = input,
        .layout = layout_of(input),
    };
    struct snapshot *snapshot = builder.snapshot;

    place_entries(&builder);
    add_standard_collections(snapshot);
    sort_collections(snapshot);
    assign_slugs(snapshot);
    assign_urls(&builder);
    assign_aliases(snapshot);

    gather_people(&builder);
    link_entries(snapshot);
    for (size_t i = 0; i < snapshot->collection_count; i++) {
        index_collection(snapshot->collections[i], &snapshot->arena);
        snapshot->collections[i]->schema =
            schema_new(snapshot, &snapshot->collections[i]->by[ORDER_DEFAULT]);
    }
    list_everything(snapshot);
    snapshot->schema = schema_new(snapshot, &snapshot->everything);
    list_posts(snapshot);
    list_other_documents(snapshot);

    resolve_hrefs(snapshot, input);
    check_references(snapshot);
    settle_backlinks(snapshot);
    check_types(snapshot);
    count_diagnostics(snapshot);
    read_site_info(&builder);
    return snapshot;
}
