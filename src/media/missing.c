/* missing.c - checks whether an image exists.
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
 * A tree without any images gives no warning, because text is often stored
 * alone. */
#include "media/index.h"

#include "base/nearest.h"
#include "document/path.h"
#include "layout/tree.h"

/* The map has this for a folder that contains other folders only. */
static struct media_file no_file;

void media_add_folder(struct media *media, struct media_file *file)
{
    struct slice folder = path_folder(file->path);
    media->known_count++;
    struct media_file *first = map_put(&media->folders, folder, file);
    file->neighbour = first != &no_file ? first : NULL;
    while (first == NULL && folder.size > 0) {
        folder = path_folder(folder);
        first = map_find(&media->folders, folder);
        if (first == NULL)
            (void)map_put(&media->folders, folder, &no_file);
    }
}

bool media_ends_like(struct slice path, struct slice end)
{
    if (path.size <= end.size)
        return slice_equal(path, end);
    size_t at = path.size - end.size;
    return path.data[at - 1] == '/' && slice_equal(slice_from(path, at), end);
}

static bool exists(const struct media *media, struct slice path)
{
    const struct media_file *file = map_find(&media->names, path_name(path));
    unsigned i = 0;
    for (; file != NULL; file = file->namesake) {
        if (path_is_in_drafts(file->path))
            continue; /* no answer may show that it is there */
        if (media_ends_like(file->path, path) || ++i == MEDIA_MAX_NAMESAKES)
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
    if (media == NULL || media->is_partial || media->known_count == 0 ||
        exists(media, path))
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
