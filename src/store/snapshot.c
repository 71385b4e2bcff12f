/* snapshot.c - life cycle of a snapshot, and look-ups in it.
 *
 * Nearly all memory of a snapshot is in its arena, in the arenas of its sources
 * and in the fragments that it shares. The maps are allocated separately,
 * because they grow while it is built. */
#include "store/snapshot.h"

#include "base/mem.h"
#include "base/unicode.h"
#include "media/media.h"

#include <stdlib.h>

struct snapshot *snapshot_ref(struct snapshot *snapshot)
{
    atomic_fetch_add_explicit(&snapshot->reference_count, 1,
                              memory_order_relaxed);
    return snapshot;
}

bool snapshot_is_shared(const struct snapshot *snapshot)
{
    return atomic_load_explicit(&snapshot->reference_count,
                                memory_order_acquire) > 1;
}

struct fragments *fragments_ref(struct fragments *fragments)
{
    atomic_fetch_add_explicit(&fragments->reference_count, 1,
                              memory_order_relaxed);
    return fragments;
}

void fragments_unref(struct fragments *fragments)
{
    if (fragments != NULL &&
        atomic_fetch_sub_explicit(&fragments->reference_count, 1,
                                  memory_order_acq_rel) == 1)
        free(fragments);
}

static void collection_release(struct collection *collection)
{
    for (size_t i = 0; i < collection->all.count; i++)
        fragments_unref(collection->all.items[i]->fragments);
    map_release(&collection->slugs);
    map_release(&collection->path_forms);
    map_release(&collection->aliases);
}

void snapshot_unref(struct snapshot *snapshot)
{
    if (snapshot == NULL ||
        atomic_fetch_sub_explicit(&snapshot->reference_count, 1,
                                  memory_order_acq_rel) != 1)
        return;
    for (size_t i = 0; i < snapshot->source_count; i++)
        meta_unref(snapshot->metas[i]);
    for (size_t i = 0; i < snapshot->collection_count; i++)
        collection_release(snapshot->collections[i]);
    snapshot_unref(snapshot->preview);
    if (snapshot->free_index != NULL)
        snapshot->free_index(snapshot);
    if (snapshot->free_contract != NULL)
        snapshot->free_contract(snapshot->contract);
    if (snapshot->free_search != NULL)
        snapshot->free_search(snapshot->search);
    if (snapshot->free_lint != NULL)
        snapshot->free_lint(snapshot->lint);
    if (snapshot->free_media_use != NULL)
        snapshot->free_media_use(snapshot->media_use);
    media_unref(snapshot->media);
    map_release(&snapshot->paths);
    map_release(&snapshot->urls);
    map_release(&snapshot->aliases);
    map_release(&snapshot->link_ids);
    map_release(&snapshot->notes);
    map_release(&snapshot->menus);
    map_release(&snapshot->note_paths);
    arena_release(&snapshot->arena);
    free(snapshot);
}

struct collection *snapshot_find_collection(const struct snapshot *snapshot,
                                            struct slice name)
{
    for (size_t i = 0; i < snapshot->collection_count; i++) {
        if (slice_equal(snapshot->collections[i]->name, name))
            return snapshot->collections[i];
    }
    return NULL;
}

struct entry *snapshot_find_entry(const struct snapshot *snapshot,
                                  struct slice collection, struct slice slug)
{
    const struct collection *found =
        snapshot_find_collection(snapshot, collection);
    return found != NULL ? map_find(&found->slugs, slug) : NULL;
}

const struct entry *snapshot_find_twin(const struct snapshot *snapshot,
                                       const struct entry *entry)
{
    return snapshot_find_entry(snapshot, entry->collection->name, entry->slug);
}

/* Returns `path` without the folder in front of it; SLICE_NONE if it is in
 * another folder. */
static struct slice inside_folder(struct slice path, struct slice folder)
{
    bool is_inside = path.size > folder.size && folder.size > 0 &&
                     slice_begins(path, folder) &&
                     path.data[folder.size] == '/';
    return is_inside ? slice_from(path, folder.size + 1) : SLICE_NONE;
}

static struct entry *find_in_folder(const struct snapshot *snapshot,
                                    struct slice folder, struct slice path)
{
    struct str whole = {0};
    str_appendf(&whole, "%.*s%s%.*s", SLICE_FMT(folder),
                folder.size > 0 && !slice_ends(folder, "/") ? "/" : "",
                SLICE_FMT(path));
    unicode_compose(&whole);
    struct entry *entry = map_find(&snapshot->paths, str_slice(&whole));
    str_release(&whole);
    return entry;
}

/* Looks in the content folder. Only strings that look like paths are tried,
 * because most strings that are looked up are names. */
static struct entry *find_in_content(const struct snapshot *snapshot,
                                     const struct snapshot_root *root,
                                     struct slice path)
{
    return root->content_root.size > 0 &&
                   slice_find_char(path, 0, '/') < path.size
               ? find_in_folder(snapshot, root->content_root, path)
               : NULL;
}

/* The path is one in the folder of the root. */
static struct entry *find_below(const struct snapshot *snapshot,
                                const struct snapshot_root *root,
                                struct slice path)
{
    return root->prefix.size > 0 ? find_in_folder(snapshot, root->prefix, path)
                                 : map_find(&snapshot->paths, path);
}

/* References are written from the repository's root or from the content
 * folder, and the folder that is served may be the one or the other:
 * "content/a.json", "/content/a.json" and "a.json" can all be the same file. */
static struct entry *find_in_root(const struct snapshot *snapshot,
                                  const struct snapshot_root *root,
                                  struct slice path)
{
    struct entry *entry = find_below(snapshot, root, path);
    struct slice inside = inside_folder(path, root->folder_name);
    if (inside.data == NULL)
        inside = inside_folder(path, SLICE("content"));
    if (entry == NULL && inside.data != NULL)
        entry = find_below(snapshot, root, inside);
    return entry != NULL ? entry : find_in_content(snapshot, root, path);
}

static struct entry *find_composed(const struct snapshot *snapshot,
                                   const struct snapshot_root *first,
                                   struct slice path)
{
    struct entry *entry = find_in_root(snapshot, first, path);
    for (size_t i = 0; entry == NULL && i < snapshot->root_count; i++) {
        if (&snapshot->roots[i] != first)
            entry = find_in_root(snapshot, &snapshot->roots[i], path);
    }
    return entry;
}

const struct snapshot_root *snapshot_find_root(const struct snapshot *snapshot,
                                               struct slice path)
{
    size_t i = snapshot->root_count - 1;
    while (i > 0 && !slice_begins(path, snapshot->roots[i].prefix))
        i--;
    return &snapshot->roots[i];
}

struct entry *snapshot_find_path(const struct snapshot *snapshot,
                                 struct slice path)
{
    return snapshot_find_path_from(snapshot, NULL, path);
}

struct entry *snapshot_find_path_from(const struct snapshot *snapshot,
                                      const struct source *from,
                                      struct slice path)
{
    const struct snapshot_root *root =
        from != NULL ? snapshot_find_root(snapshot, from->path)
                     : snapshot->roots;
    while (slice_starts(path, "./"))
        path = slice_from(path, 2);
    while (slice_starts(path, "/"))
        path = slice_from(path, 1);
    if (unicode_is_ascii(path))
        return find_composed(snapshot, root, path);
    struct arena scratch = {0};
    struct entry *entry =
        find_composed(snapshot, root, unicode_nfc(&scratch, path));
    arena_release(&scratch);
    return entry;
}
