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
#include "store/builder.h"

#include "base/mem.h"
#include "base/parallel.h"
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
#include "store/links.h"
#include "store/notes.h"
#include "store/people.h"
#include "store/place.h"
#include "store/rules.h"
#include "store/site_info.h"
#include "store/types.h"
#include "store/unused.h"

#include <stdlib.h>

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
    const struct entry *holder = map_add(&snapshot->urls, entry->url, entry);
    if (holder == NULL)
        return;
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
            look_ahead_in(all, i);
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
            look_ahead_in(list, i);
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
        give_way(i);
        if ((snapshot->entries[i].traits & TRAIT_DIAGNOSTICS) == 0)
            continue;
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

/* What was made of a source stands where it would. */
static bool is_of(const struct source *old, const struct source *source)
{
    while (old != NULL && old != source)
        old = old->base;
    return old == source;
}

/* The sources before `from` are the first of a snapshot before, those from `to`
 * on its last: they have been noted and are in order. */
static void find_edited(const struct build_input *input, size_t *ret_from,
                        size_t *ret_to)
{
    const struct snapshot *before = input->before[0];
    struct source *const *old = before != NULL ? before->sources : NULL;
    size_t old_count = before != NULL ? before->source_count : 0;
    size_t from = 0, to = input->source_count;
    while (from < to && from < old_count &&
           is_of(old[from], input->sources[from]))
        from++;
    while (to > from && old_count > from &&
           is_of(old[old_count - 1], input->sources[to - 1])) {
        to--;
        old_count--;
    }
    *ret_from = from;
    *ret_to = to;
}

static void take_sources(struct snapshot *snapshot,
                         const struct build_input *input)
{
    size_t count = input->source_count, from, to;
    snapshot->sources =
        arena_alloc(&snapshot->arena, count, sizeof *snapshot->sources);
    snapshot->source_count = count;
    for (size_t i = 0; i < count; i++) {
        look_ahead_to_notes(input->sources, count, i);
        snapshot->sources[i] = source_ref(input->sources[i]);
    }
    find_edited(input, &from, &to);
    note_sources(snapshot->sources + from, to - from);
    sort_sources(snapshot->sources, count, from, to);
}

static struct snapshot *snapshot_new(const struct build_input *input)
{
    struct snapshot *snapshot = mem_alloc(1, sizeof *snapshot);
    atomic_init(&snapshot->reference_count, 1);
    take_sources(snapshot, input);
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
    builder.hider = deriver_for(snapshot, input);
    snapshot->policy = policy_copy(builder.policy, &snapshot->arena);

    bool has_defaults = apply_defaults(snapshot, &builder.layout, input);
    bool has_cascades = apply_cascades(snapshot, &builder.layout, input);
    if (has_defaults || has_cascades)
        note_sources(snapshot->sources, snapshot->source_count);
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
    deriver_release(&builder.hider);
    layout_release(&builder.layout);
    return snapshot;
}
