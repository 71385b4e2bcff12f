/* unread.c - files that the generator publishes or applies, and that are not
 * read here.
 *
 *     _posts/2024-05-01-x.textile     a post of Jekyll
 *     content/x.org                   a page of Hugo
 *     posts/posts.11tydata.js         what Eleventy's posts inherit
 *
 * Whoever looks for such a page in vain should learn why, once for the site.
 * The generator says which names these are; whether a file begins with front
 * matter, and whether it is a mere part of a page, is only known here. */
#include "site/unread.h"

#include "base/map.h"
#include "base/unicode.h"
#include "document/beneath.h"
#include "document/path.h"
#include "site/content_root.h"

#include <fcntl.h>
#include <unistd.h>

void unread_note(struct walk *walk, struct slice path)
{
    if (walk->unserved_count == UNREAD_MAX_FILES ||
        tree_find_unread(&walk->tree, path) == NULL ||
        !tree_reads(&walk->tree, path, false) ||
        tree_holds_back(&walk->tree, path, false))
        return;
    walk->unserved =
        arena_grow(&walk->arena, walk->unserved, walk->unserved_count,
                   &walk->unserved_capacity, sizeof *walk->unserved);
    walk->unserved[walk->unserved_count++] = path;
}

static bool has_front_matter(const struct walk *walk, struct slice path)
{
    char start[3] = "";
    int fd = beneath_open(walk->folder, walk_top(walk, path), path, O_RDONLY);
    if (fd < 0)
        return false;
    ssize_t size = read(fd, start, sizeof start);
    close(fd);
    struct slice text = {start, size > 0 ? (size_t)size : 0};
    return slice_is(text, "---") || slice_is(text, "+++");
}

/* Returns the folders with an index.md; the caller ends the map. */
static struct map folders_of_indexes(struct walk *walk)
{
    struct map folders = {0};
    for (size_t i = 0; i < walk->count; i++) {
        struct slice path = walk->files[i].path;
        if (slice_starts(path_name(path), "index."))
            map_put(&folders, path_folder(path), walk);
    }
    return folders;
}

static bool is_in_bundle(const struct map *bundles, struct slice path)
{
    struct slice folder = path_folder(path);
    while (folder.size > 0 && map_find(bundles, folder) == NULL)
        folder = path_folder(folder);
    return folder.size > 0;
}

void unread_report(struct walk *walk)
{
    struct map bundles = {0};
    if (walk->unserved_count > 0)
        bundles = folders_of_indexes(walk);
    for (size_t i = 0; i < walk->unserved_count; i++) {
        struct slice path = walk->unserved[i];
        const struct unread_kind *kind = tree_find_unread(&walk->tree, path);
        if ((kind->may_be_part && is_in_bundle(&bundles, path)) ||
            (kind->needs_front_matter && !has_front_matter(walk, path)))
            continue;
        walk->diagnostics.path = utf8_repair(&walk->arena, path);
        diagnostics_add(&walk->diagnostics, DIAGNOSTIC_FORMAT_UNREAD, 0, 0,
                        kind->hint, "%s", kind->message);
    }
    map_release(&bundles);
}
