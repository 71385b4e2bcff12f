/* media.c - checks whether an image exists.
 *
 * Only the front end knows where "/images/a.png" comes from: from public/,
 * static/ or assets/, from a folder of the content, or from somewhere else
 * entirely. A wrong warning is worse than none, so a file is reported as
 * missing only if other files in its folder are known, and if no file anywhere
 * has a path with that ending:
 *
 *     public/images/a.png     /images/b.png    missing: images/ is known
 *                             /photos/b.png    who knows
 *                             /x/images/a.png  who knows: there is no x/
 *                             b.png            who knows
 *     content/posts/c.png     b.png            missing, in content/posts
 *
 * Paths are compared composed (NFC), as path_join() makes them: some file
 * systems keep a letter and its accent apart.
 *
 * A tree without any images gives no warning, because text is often stored
 * alone. */
#include "media/media.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/unicode.h"
#include "document/path.h"
#include "layout/tree.h"

#include <stdatomic.h>

#include <stdlib.h>

struct media_file {
    struct slice path;
    struct media_file *namesake;  /* the next of the same name */
    struct media_file *neighbour; /* the next in the same folder */
};

struct media {
    atomic_uint reference_count;
    unsigned version;
    struct arena arena; /* of the paths */
    struct media_file *files;
    struct map names;   /* file name -> the files called so */
    struct map folders; /* every folder that has any, at whatever depth */
};

/* The map has this for a folder that contains other folders only. */
static struct media_file no_file;

static atomic_uint last_version;

static void add_folder(struct media *media, struct media_file *file)
{
    struct slice folder = path_folder(file->path);
    struct media_file *first = map_put(&media->folders, folder, file);
    file->neighbour = first != &no_file ? first : NULL;
    while (first == NULL && folder.size > 0) {
        folder = path_folder(folder);
        first = map_find(&media->folders, folder);
        if (first == NULL)
            (void)map_put(&media->folders, folder, &no_file);
    }
}

struct media *media_new(const struct slice *paths, size_t count)
{
    struct media *media = mem_alloc(1, sizeof *media);
    atomic_init(&media->reference_count, 1);
    media->version = atomic_fetch_add(&last_version, 1) + 1;
    media->files = mem_alloc(count + 1, sizeof *media->files);
    for (size_t i = 0; i < count; i++) {
        struct media_file *file = &media->files[i];
        if (path_is_in_drafts(paths[i]))
            continue; /* no hint may name it */
        file->path = unicode_nfc(&media->arena, paths[i]);
        file->namesake = map_put(&media->names, path_name(file->path), file);
        add_folder(media, file);
    }
    return media;
}

unsigned media_version(const struct media *media)
{
    return media->version;
}

struct media *media_ref(struct media *media)
{
    if (media != NULL)
        atomic_fetch_add_explicit(&media->reference_count, 1,
                                  memory_order_relaxed);
    return media;
}

void media_unref(struct media *media)
{
    if (media == NULL || atomic_fetch_sub_explicit(&media->reference_count, 1,
                                                   memory_order_acq_rel) != 1)
        return;
    map_release(&media->names);
    map_release(&media->folders);
    arena_release(&media->arena);
    free(media->files);
    free(media);
}

static bool ends_like(struct slice path, struct slice end)
{
    if (path.size <= end.size)
        return slice_equal(path, end);
    size_t at = path.size - end.size;
    return path.data[at - 1] == '/' && slice_equal(slice_from(path, at), end);
}

static bool exists(const struct media *media, struct slice path)
{
    const struct media_file *file = map_find(&media->names, path_name(path));
    for (unsigned i = 0; file != NULL; file = file->namesake) {
        if (ends_like(file->path, path) || ++i == MEDIA_MAX_NAMESAKES)
            return true;
    }
    return false;
}

/* Puts the next place where the site may have that folder into *buffer; returns
 * false after the last. */
static bool next_folder(size_t *cursor, struct slice folder, struct str *buffer)
{
    const char *root = tree_media_root(*cursor);
    if (root == NULL)
        return false;
    (*cursor)++;
    str_clear(buffer);
    str_append_text(buffer, root);
    if (root[0] != '\0' && folder.size > 0)
        str_append_char(buffer, '/');
    str_append(buffer, folder);
    return true;
}

/* Whether the site has a folder of that name in any folder that may be its top;
 * "" exists if one of those has files of its own. */
static bool has_top_folder(const struct media *media, struct slice name)
{
    struct str folder = {0};
    size_t cursor = 0;
    bool found = false;
    while (!found && next_folder(&cursor, name, &folder)) {
        const struct media_file *first =
            map_find(&media->folders, str_slice(&folder));
        found = first != NULL && (name.size > 0 || first != &no_file);
    }
    str_release(&folder);
    return found;
}

bool media_is_missing(const struct media *media, struct slice path,
                      struct slice beside)
{
    if (media == NULL || media->names.count == 0 || exists(media, path))
        return false;
    if (beside.data == NULL) {
        struct slice folder = path_folder(path);
        size_t end = slice_find_char(folder, 0, '/');
        return has_top_folder(media, slice_sub(folder, 0, end));
    }
    const struct media_file *first =
        map_find(&media->folders, path_folder(beside));
    return first != NULL && first != &no_file;
}

/* Looks for a file in the folder whose name is nearer than *best. */
static void look_in(const struct media *media, struct slice folder,
                    struct slice name, unsigned *best, struct slice *nearest)
{
    const struct media_file *file = map_find(&media->folders, folder);
    for (unsigned i = 0; file != NULL && file != &no_file && *best > 0 &&
                         i < MEDIA_MAX_NEIGHBOURS;
         file = file->neighbour, i++) {
        unsigned distance =
            edit_distance(name, path_name(file->path), *best - 1);
        if (distance < *best) {
            *best = distance;
            *nearest = file->path;
        }
    }
}

struct slice media_nearest(const struct media *media, struct slice path,
                           struct slice beside)
{
    struct slice name = path_name(path), nearest = SLICE_NONE;
    unsigned best = edit_tolerance(name) + 1;
    struct str folder = {0};
    size_t cursor = 0;

    if (beside.data != NULL)
        look_in(media, path_folder(beside), name, &best, &nearest);
    while (beside.data == NULL &&
           next_folder(&cursor, path_folder(path), &folder))
        look_in(media, str_slice(&folder), name, &best, &nearest);
    str_release(&folder);
    return nearest;
}
