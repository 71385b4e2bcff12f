/* notes.c - finds what [[name]] means, as Obsidian does.
 *
 *     [[Ideas]]           the note of that name, wherever it is
 *     [[work/Ideas]]      the one whose path ends like that
 *     [[/work/Ideas]]     the one with that path
 *     [[../Ideas]]        the one relative to the note with the link
 *     ![[plan.png]]       the file of that name, likewise
 *
 * Upper and lower case are the same. Of several, a whole path comes first, then
 * one in the folder of the note with the link or below it, then the shortest;
 * where there are several roots, those of the note's own before those of
 * others. Other names of a note, its aliases, are labels that an editor
 * suggests, and lead nowhere by themselves. Only what is published is found.
 * (help.obsidian.md, "Internal links", "Aliases") */
#include "store/notes.h"

#include "base/unicode.h"
#include "document/note_link.h"
#include "document/path.h"
#include "layout/place.h"
#include "media/media.h"
#include "store/link.h"

/* A name such as "index" may be that of any number of notes; a path to one of
 * them is looked up whole. */
#define MAX_NAMESAKES 200

static struct slice without_extension(struct slice path)
{
    return slice_ends_nocase(path, ".md") ? slice_sub(path, 0, path.size - 3)
                                          : path;
}

/* Where it is in the vault, without its extension. */
static struct slice path_in_vault(const struct snapshot *snapshot,
                                  struct slice path)
{
    struct slice root = snapshot_find_root(snapshot, path)->content_root;
    bool is_below = root.size > 0 && path_is_within(path, root);
    return without_extension(is_below ? slice_from(path, root.size + 1) : path);
}

/* Two roots may have notes of the same path. */
static struct slice key_of_path(struct slice prefix, struct slice path,
                                struct arena *arena)
{
    return prefix.size > 0 ? arena_printf(arena, "%.*s%.*s", SLICE_FMT(prefix),
                                          SLICE_FMT(path))
                           : path;
}

static void add_note(struct snapshot *snapshot, struct entry *entry)
{
    struct arena *arena = &snapshot->arena;
    struct slice path = path_in_vault(snapshot, entry->source->path);
    struct slice whole = unicode_casefold(arena, path);
    struct slice name = path_name(whole);
    struct list *list = map_find(&snapshot->notes, name);
    if (list == NULL) {
        list = arena_alloc(arena, 1, sizeof *list);
        map_put(&snapshot->notes, name, list);
    }
    if (list->count < MAX_NAMESAKES)
        list_add(list, arena, entry);
    struct slice prefix =
        snapshot_find_root(snapshot, entry->source->path)->prefix;
    (void)map_add(&snapshot->note_paths, key_of_path(prefix, whole, arena),
                  entry);
}

void notes_index(struct snapshot *snapshot)
{
    bool is_needed = false;
    for (size_t i = 0; i < snapshot->source_count && !is_needed; i++) {
        const struct entry *entry = &snapshot->entries[i];
        is_needed = entry->source != NULL && (entry->traits & TRAIT_NOTES) != 0;
    }
    for (size_t i = 0; i < snapshot->source_count && is_needed; i++) {
        struct entry *entry = &snapshot->entries[i];
        if (entry->source != NULL && entry->source->kind == SOURCE_MARKDOWN)
            add_note(snapshot, entry);
    }
}

/* Whether one of the best so far is worse than another. */
struct rank {
    bool is_in_root, is_near;
    size_t size;
};

static bool is_better(struct rank a, struct rank b)
{
    if (a.is_in_root != b.is_in_root)
        return a.is_in_root;
    if (a.is_near != b.is_near)
        return a.is_near;
    return a.size < b.size;
}

static struct rank rank_of(const struct snapshot *snapshot, struct slice path,
                           const struct source *from)
{
    struct slice folder = path_folder(from->path);
    return (struct rank){snapshot_find_root(snapshot, path) ==
                             snapshot_find_root(snapshot, from->path),
                         folder.size > 0 && path_is_within(path, folder),
                         path.size};
}

static bool ends_like(struct slice path, struct slice wanted)
{
    return slice_equal(path, wanted) ||
           (path.size > wanted.size &&
            path.data[path.size - wanted.size - 1] == '/' &&
            slice_equal(slice_from(path, path.size - wanted.size), wanted));
}

static struct entry *find_by_name(const struct snapshot *snapshot,
                                  const struct source *from,
                                  struct slice wanted, struct arena *arena)
{
    const struct list *list = map_find(&snapshot->notes, path_name(wanted));
    bool is_path = slice_find_char(wanted, 0, '/') < wanted.size;
    struct entry *best = NULL;
    struct rank best_rank = {0};
    for (size_t i = 0; list != NULL && i < list->count; i++) {
        struct entry *entry = list->items[i];
        struct slice path = entry->source->path;
        if (is_path &&
            !ends_like(unicode_casefold(arena, path_in_vault(snapshot, path)),
                       wanted))
            continue;
        struct rank rank = rank_of(snapshot, path, from);
        if (best == NULL || is_better(rank, best_rank)) {
            best = entry;
            best_rank = rank;
        }
    }
    return best;
}

/* In the root of the note with the link, and then in the others. */
static struct entry *find_by_path(const struct snapshot *snapshot,
                                  const struct source *from,
                                  struct slice wanted, struct arena *arena)
{
    const struct snapshot_root *own = snapshot_find_root(snapshot, from->path);
    struct entry *entry = map_find(&snapshot->note_paths,
                                   key_of_path(own->prefix, wanted, arena));
    for (size_t i = 0; entry == NULL && i < snapshot->root_count; i++)
        entry = map_find(&snapshot->note_paths,
                         key_of_path(snapshot->roots[i].prefix, wanted, arena));
    return entry;
}

static struct entry *find_folded(const struct snapshot *snapshot,
                                 const struct source *from, struct slice wanted,
                                 bool is_whole, struct arena *arena)
{
    struct entry *entry = find_by_path(snapshot, from, wanted, arena);
    return entry == NULL && !is_whole && wanted.size > 0
               ? find_by_name(snapshot, from, wanted, arena)
               : entry;
}

/* "../a" from the folder of the note. False if that is above the top. */
static bool join(struct links *links, const struct source *from,
                 struct slice path)
{
    struct slice folder =
        path_folder(path_in_vault(links->snapshot, from->path));
    return path_join(&links->joined, folder, path);
}

struct entry *links_find_note(struct links *links, const struct source *from,
                              struct slice destination)
{
    const struct snapshot *snapshot = links->snapshot;
    struct slice path = slice_trim(
        slice_sub(destination, 0, slice_find_char(destination, 0, '#')));
    bool is_relative = slice_starts(path, "./") || slice_starts(path, "../");
    bool is_whole = is_relative || slice_starts(path, "/");
    struct arena arena = {0};
    if (path.size == 0 || snapshot->notes.count == 0)
        return NULL;
    if (is_relative && join(links, from, path))
        path = str_slice(&links->joined);
    path = path_trim_slashes(without_extension(path));
    struct slice wanted = unicode_casefold(&arena, path);
    struct entry *entry = find_folded(snapshot, from, wanted, is_whole, &arena);
    if (entry == NULL) /* a folder is its index */
        entry =
            find_folded(snapshot, from,
                        arena_printf(&arena, "%.*s/index", SLICE_FMT(wanted)),
                        is_whole, &arena);
    arena_release(&arena);
    return entry;
}

static const struct media_file *find_media_like(const struct snapshot *snapshot,
                                                const struct source *from,
                                                struct slice path)
{
    const struct media_file *file = NULL, *best = NULL;
    struct rank best_rank = {0};
    while ((file = media_next_like(snapshot->media, path, file)) != NULL) {
        struct rank rank = rank_of(snapshot, file->path, from);
        if (!file->is_served || (best != NULL && !is_better(rank, best_rank)))
            continue;
        best = file;
        best_rank = rank;
    }
    return best;
}

const struct media_file *notes_find_media(const struct snapshot *snapshot,
                                          const struct source *from,
                                          struct slice destination)
{
    struct slice path = path_trim_slashes(slice_trim(
        slice_sub(destination, 0, slice_find_char(destination, 0, '#'))));
    const struct media_file *best = NULL;
    struct arena arena = {0};
    if (snapshot->media == NULL || path.size == 0)
        return NULL;
    while (slice_starts(path, "./"))
        path = slice_from(path, 2);
    path = unicode_nfc(&arena, path);
    if (slice_starts(path, "../"))
        best = media_resolve(snapshot->media, path_folder(from->path), path);
    else
        best = find_media_like(snapshot, from, path);
    arena_release(&arena);
    return best;
}
