/* build.c - the steps in which a snapshot is built.
 *
 *     1. fields    what each document says, with what it inherits (layout)
 *     2. place     every published document gets an entry in a collection
 *     3. slugs     the oldest document of a name keeps it; then urls, and the
 *                  old addresses
 *     4. links     authors, tags and categories; entries for mere names; where
 *                  links in bodies lead
 *
 * Each step needs the complete result of the one before, so each walks all
 * entries; and all steps run again after every edit, since one file can change
 * the links of any other. So everything that depends on one file only is read
 * once (layout/meta.h), and no step reads front matter or a body a second
 * time. */
#include "store/builder.h"

#include "base/mem.h"
#include "base/percent.h"
#include "layout/menu.h"
#include "layout/place.h"
#include "layout/rules.h"
#include "layout/unused_settings.h"
#include "store/aliases.h"
#include "store/entries.h"
#include "store/hrefs.h"
#include "store/links.h"
#include "store/media_links.h"
#include "store/media_use.h"
#include "store/notes.h"
#include "store/people.h"
#include "store/site_info.h"
#include "store/translations.h"

#include <stdlib.h>

/* Collections that every site has, even if they are empty. */
static void add_standard_collections(struct snapshot *snapshot)
{
    static const char *const names[] = {"posts", "authors", "pages",
                                        "data",  "tags",    "categories"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        (void)collection_named(snapshot, slice_of(names[i]));
}

/* Routes the document as if there were one language, then puts the address
 * below its own language. */
static struct slice url_by_layout(struct builder *builder,
                                  const struct entry *entry,
                                  const struct place *place)
{
    struct arena *arena = &builder->snapshot->arena;
    const struct built_root *root = root_of(builder, entry->source);
    size_t index = (size_t)(entry - builder->snapshot->entries);
    struct meta buffer;
    struct place plain = *place;
    if (builder->indexes != NULL)
        index = builder->indexes[index];
    const struct meta *meta =
        root->languages.are_routed
            ? entry->meta
            : meta_without_language(&root->languages, index, entry->meta,
                                    &buffer);
    if (meta == &buffer)
        plain = layout_place(&root->layout, meta, arena);
    struct slice url = layout_url(&root->layout, meta, &plain, arena);
    bool is_whole =
        layout_takes_path(&root->layout) &&
        value_text(value_find(&entry->meta->fields, "path")).size > 0;
    return is_whole
               ? url
               : url_of_translation(&root->languages, index, entry->meta, url,
                                    layout_ends_with_slash(&root->layout),
                                    arena);
}

static void assign_url(struct builder *builder, struct entry *entry)
{
    struct snapshot *snapshot = builder->snapshot;
    const struct place place = {
        .collection = entry->collection->name,
        .slug = entry->slug,
        .path_in_collection = entry->path_in_collection,
    };
    entry->menu_spot =
        layout_menu_spot(&root_of(builder, entry->source)->layout, entry->meta);
    struct slice url =
        rules_url(policy_find_collection(builder->policy, place.collection),
                  entry->meta, &place, &snapshot->arena);
    if (url.data == NULL)
        url = url_by_layout(builder, entry, &place);
    if (url.data == NULL)
        return;
    entry->decoded_url = url;
    entry->url = percent_encode_path(url, &snapshot->arena);
    const struct entry *holder =
        map_add(&snapshot->urls, url_without_slash(url), entry);
    if (holder == NULL)
        return;
    snapshot->diagnostics.path = entry->source->path;
    diagnostics_add(&snapshot->diagnostics, DIAGNOSTIC_URL_TAKEN, 0, 0,
                    "rename one of them, or give it a different `slug`",
                    "the page address %.*s is already taken by %.*s",
                    SLICE_FMT(url), SLICE_FMT(holder->source->path));
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

/* Published documents keep their pages in a preview. */
static void assign_urls(struct builder *builder)
{
    assign_urls_of(builder, true);
    assign_urls_of(builder, false);
}

/* Documents of people come first, because they own their slugs. */
static void gather_people(struct builder *builder)
{
    name_people(builder->snapshot);
    for (size_t i = 0; i < builder->people_count; i++)
        add_people_of_file(builder->snapshot, builder->people[i]);
    for (size_t i = 0; i < builder->snapshot->root_count; i++)
        add_people_of_config(builder->snapshot,
                             builder->roots[i].layout.config);
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

/* Removes addresses from people given as mappings; those in documents are
 * already removed. */
static void hide_fields_of_people(struct builder *builder)
{
    struct snapshot *snapshot = builder->snapshot;
    for (size_t i = 0; i < snapshot->collection_count; i++) {
        const struct collection *collection = snapshot->collections[i];
        const struct collection_policy *rule =
            policy_find_collection(builder->policy, collection->name);
        size_t count = rule != NULL && rule->hidden_fields.count > 0
                           ? collection->all.count
                           : 0;
        for (size_t k = 0; k < count; k++) {
            struct entry *entry = collection->all.items[k];
            if (entry->as_written == NULL)
                continue;
            struct value *rest = arena_alloc(&snapshot->arena, 1, sizeof *rest);
            *rest = value_without(entry->as_written, &rule->hidden_fields,
                                  &snapshot->arena);
            entry->as_written = rest;
        }
    }
}

/* "notes" of "notes/", and "notes/content". */
static struct slice path_in_site(struct slice prefix, struct slice path,
                                 struct arena *arena)
{
    return path.size > 0 ? arena_printf(arena, "%.*s%.*s", SLICE_FMT(prefix),
                                        SLICE_FMT(path))
                         : arena_copy(arena, path_trim_slashes(prefix));
}

static void add_root(struct snapshot *snapshot, const struct tree *tree)
{
    struct arena *arena = &snapshot->arena;
    struct slice content =
        path_in_site(tree->prefix, tree->content_root, arena);
    snapshot->roots[snapshot->root_count++] = (struct snapshot_root){
        .prefix = arena_copy(arena, tree->prefix),
        .folder = arena_copy(arena, tree->folder),
        .folder_name = arena_copy(arena, tree->folder_name),
        .content_root = content,
        .pages_root = arena_printf(arena, "%.*s%spages", SLICE_FMT(content),
                                   content.size > 0 ? "/" : ""),
    };
}

static struct snapshot *snapshot_new(const struct build_input *input)
{
    struct snapshot *snapshot = mem_alloc(1, sizeof *snapshot);
    struct arena *arena = &snapshot->arena;
    size_t count = input->source_count;
    atomic_init(&snapshot->reference_count, 1);
    snapshot->sources = arena_alloc(arena, count, sizeof *snapshot->sources);
    snapshot->metas = arena_alloc(arena, count, sizeof *snapshot->metas);
    snapshot->source_count = count;
    snapshot->media = media_ref(input->media);
    media_use_attach(snapshot);
    snapshot->left_out.held_back = input->held_back;
    snapshot->left_out.data_elsewhere = input->data_elsewhere;
    for (size_t i = 0; i < count; i++)
        snapshot->sources[i] = input->sources[i];
    snapshot->roots =
        arena_alloc(arena, 1 + input->more_count, sizeof *snapshot->roots);
    add_root(snapshot, &input->tree);
    for (size_t i = 0; i < input->more_count; i++)
        add_root(snapshot, &input->more_trees[i]);

    struct diagnostics *kept = &snapshot->diagnostics;
    kept->arena = arena;
    for (size_t i = 0; i < input->diagnostics->count; i++)
        diagnostics_copy(kept, &input->diagnostics->items[i]);
    return snapshot;
}

static void warn_of_settings(const struct builder *builder)
{
    struct snapshot *snapshot = builder->snapshot;
    struct surveyed_root *roots =
        arena_alloc(&snapshot->arena, snapshot->root_count, sizeof *roots);
    for (size_t i = 0; i < snapshot->root_count; i++) {
        const struct built_root *root = &builder->roots[i];
        roots[i] = (struct surveyed_root){&root->layout, &root->languages,
                                          root->count};
    }
    warn_of_unused_settings(builder->policy, roots, snapshot->root_count,
                            &snapshot->diagnostics);
}

static void join_all_translations(const struct builder *builder)
{
    struct snapshot *snapshot = builder->snapshot;
    for (size_t i = 0; i < snapshot->root_count; i++)
        join_translations(builder, &builder->roots[i]);
}

static void build(struct builder *builder)
{
    struct snapshot *snapshot = builder->snapshot;
    find_documents(builder);
    find_languages(builder);
    warn_of_settings(builder);
    for (size_t i = 0; i < snapshot->root_count; i++)
        layout_read_menus(&builder->roots[i].layout, builder->roots[i].count,
                          &snapshot->menus, &snapshot->arena);
    snapshot->menu_habits = layout_menu_habits(&builder->roots->layout);
    place_entries(builder);
    add_standard_collections(snapshot);
    for (size_t i = 0; i < builder->policy->collection_count; i++)
        (void)collection_named(snapshot, builder->policy->collections[i].name);
    sort_collections(snapshot);
    assign_slugs(snapshot);
    join_all_translations(builder);
    for (size_t i = 0; i < snapshot->root_count; i++)
        snapshot->shows_untranslated |=
            layout_shows_untranslated(&builder->roots[i].layout);
    assign_urls(builder);
    assign_aliases(builder);

    gather_people(builder);
    notes_index(snapshot);
    link_entries(builder);
    hide_fields_of_people(builder);
    note_backlinks_of_sections(snapshot);
    resolve_hrefs(snapshot, builder->input->threads);
    media_show_addresses(snapshot);
    read_site_info(snapshot, &builder->roots->layout);
}

static void unref_all(struct meta **metas, size_t count)
{
    for (size_t i = 0; i < count; i++)
        meta_unref(metas[i]);
    free(metas);
}

struct snapshot *snapshot_build(const struct build_input *input)
{
    size_t count = input->source_count;
    bool is_kept = input->metas != NULL;
    struct meta **metas =
        is_kept ? input->metas : mem_alloc(count + 1, sizeof *metas);
    struct builder builder = {
        .snapshot = snapshot_new(input),
        .input = input,
        .policy = input->policy != NULL ? input->policy : &policy_default,
        .shown = is_kept ? input->shown
                         : mem_alloc(count + 1, sizeof *builder.shown),
    };
    struct snapshot *snapshot = builder.snapshot;
    snapshot->markdown = input->markdown;
    roots_read(&builder, metas);
    build(&builder);
    map_release(&builder.owners);
    map_release(&builder.documents);
    map_release(&builder.folders);
    roots_release(&builder);
    if (!is_kept) {
        unref_all(metas, count);
        unref_all(builder.shown, count);
    }
    return snapshot;
}
