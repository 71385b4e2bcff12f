/* parts.c - a site of several folders.
 *
 *     DIR                    paths in the site     read as
 *     site/                  posts/a.md            Jekyll site
 *     site/notes/.obsidian   notes/b.md            Obsidian vault, nested
 *     ../guide/              guide/c.md            Hugo site, another root
 *
 * Each is walked as if it were served alone: no link leads out of it, its
 * generator is recognised by itself, and its settings hold back what is in it.
 * What is found is then added to the walk of DIR under its path in the site, so
 * that the rest of this room sees one list of files.
 */
#include "site/parts.h"

#include "base/mem.h"
#include "document/path.h"
#include "layout/place.h"
#include "site/content_root.h"
#include "site/settings.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const struct walk *parts_find(const struct walk *walk, struct slice prefix)
{
    if (prefix.size == 0)
        return walk;
    for (size_t i = 0; i < walk->part_count; i++) {
        if (slice_equal(walk->parts[i]->tree.prefix, prefix))
            return walk->parts[i];
    }
    return NULL;
}

/* Of two nested ones the inner one has the longer prefix. */
const struct walk *walk_find_part(const struct walk *walk, struct slice path,
                                  struct slice *ret_inside)
{
    const struct walk *found = walk;
    for (size_t i = 0; i < walk->part_count; i++) {
        struct slice prefix = walk->parts[i]->tree.prefix;
        if (slice_begins(path, prefix) && prefix.size > found->tree.prefix.size)
            found = walk->parts[i];
    }
    if (ret_inside != NULL)
        *ret_inside = slice_from(path, found->tree.prefix.size);
    return found;
}

/* The path of the part's in the site, in the arena of the walk. */
static struct slice path_in_site(struct walk *walk, const struct walk *part,
                                 struct slice path)
{
    struct slice prefix = part->tree.prefix;
    if (path.size == 0 || slice_is(path, "."))
        return arena_copy(&walk->arena, path_trim_slashes(prefix));
    if (slice_starts(path, "/"))
        return arena_copy(&walk->arena, path);
    if (slice_starts(path, "../")) /* of the project around it */
        return arena_printf(&walk->arena, "%s/%.*s", part->folder,
                            SLICE_FMT(path));
    return arena_printf(&walk->arena, "%.*s%.*s", SLICE_FMT(prefix),
                        SLICE_FMT(path));
}

static void add_files(struct walk *walk, const struct walk *part)
{
    for (size_t i = 0; i < part->count && walk->count < WALK_MAX_FILES; i++) {
        walk->files = arena_grow(&walk->arena, walk->files, walk->count,
                                 &walk->capacity, sizeof *walk->files);
        walk->files[walk->count++] =
            (struct walk_file){path_in_site(walk, part, part->files[i].path),
                               part->files[i].stamp};
    }
    for (size_t i = 0; i < part->unread_count; i++) {
        walk->unread =
            arena_grow(&walk->arena, walk->unread, walk->unread_count,
                       &walk->unread_capacity, sizeof *walk->unread);
        walk->unread[walk->unread_count++] =
            path_in_site(walk, part, part->unread[i]);
    }
    walk->is_full |= part->is_full;
}

static void add_media(struct walk *walk, const struct walk *part)
{
    struct media_list *media = &walk->media;
    media->is_partial |= part->media.is_partial;
    for (size_t i = 0; i < part->media.count; i++) {
        struct media_found found = part->media.items[i];
        if (media->count == MEDIA_MAX_FILES) {
            media->is_partial = media->is_full = true;
            return;
        }
        found.path = path_in_site(walk, part, found.path);
        if (found.target.size > 0)
            found.target = path_in_site(walk, part, found.target);
        media->items = arena_grow(media->arena, media->items, media->count,
                                  &media->capacity, sizeof *media->items);
        media->items[media->count++] = found;
    }
}

static void add_mounts(struct walk *walk, const struct walk *part)
{
    size_t count = walk->mount_count + part->mount_count;
    struct media_mount *mounts =
        arena_alloc(&walk->arena, count, sizeof *mounts);
    for (size_t i = 0; i < walk->mount_count; i++)
        mounts[i] = walk->mounts[i];
    for (size_t i = walk->mount_count; i < count; i++) {
        mounts[i] = part->mounts[i - walk->mount_count];
        mounts[i].folder = path_in_site(walk, part, mounts[i].folder);
        mounts[i].prefix = arena_copy(&walk->arena, mounts[i].prefix);
    }
    walk->mounts = mounts;
    walk->mount_count = count;
}

/* What a part has found is found by the walk. */
static void add_part(struct walk *walk, struct walk *part)
{
    add_files(walk, part);
    add_media(walk, part);
    if (part->mount_count > 0)
        add_mounts(walk, part);
    for (size_t i = 0; i < part->diagnostics.count; i++) {
        struct diagnostic item = part->diagnostics.items[i];
        item.path = path_in_site(walk, part, item.path);
        diagnostics_copy(&walk->diagnostics, &item);
    }
    for (size_t i = 0; i < walk->hints.exclude.count; i++)
        walk->is_used[i] |= part->is_used[i];
    walk->held_back += part->held_back;
    walk->data_elsewhere += part->data_elsewhere;
    walk->is_partial |= part->is_partial;
    walk->has_links |= part->has_links;
    walk->has_data_beside |= part->has_data_beside;
    part->hints = (struct walk_hints){0}; /* valid during the walk */
    walk->parts = arena_grow(&walk->arena, walk->parts, walk->part_count,
                             &walk->part_capacity, sizeof(struct walk *));
    walk->parts[walk->part_count++] = part;
}

static bool walk_part(struct walk *walk, const char *folder,
                      struct slice prefix, bool is_nested, struct err *err)
{
    const struct walk *before = walk->hints.before;
    struct walk *part = mem_alloc(1, sizeof *part);
    struct walk_hints hints = walk->hints;
    hints.prefix = prefix;
    hints.is_nested = is_nested;
    hints.before = before != NULL ? parts_find(before, prefix) : NULL;
    hints.root_count = 0;
    if (!walk_root(folder, &hints, part, err)) {
        free(part);
        return false;
    }
    add_part(walk, part);
    return true;
}

/* What is nested in `outer` comes after all that was found before. */
static bool walk_nested(struct walk *walk, const struct walk *outer,
                        struct err *err)
{
    bool ok = true;
    for (size_t i = 0;
         ok && i < outer->nested_count && walk->part_count < WALK_MAX_PARTS;
         i++) {
        struct slice path = outer->nested[i];
        struct slice folder = arena_printf(&walk->arena, "%s/%.*s",
                                           outer->folder, SLICE_FMT(path));
        struct slice prefix =
            arena_printf(&walk->arena, "%.*s%.*s/",
                         SLICE_FMT(outer->tree.prefix), SLICE_FMT(path));
        ok = walk_part(walk, folder.data, prefix, true, err);
    }
    return ok;
}

/* A path must not mean two files. */
static void warn_of_namesake(struct walk *walk, struct slice prefix)
{
    struct stat status;
    struct slice name = path_trim_slashes(prefix);
    if (lstat(walk_absolute(walk, name), &status) != 0)
        return;
    walk->diagnostics.path = arena_copy(&walk->arena, name);
    diagnostics_add(&walk->diagnostics, DIAGNOSTIC_SITE_NESTED, 0, 0,
                    "give the root another name, NAME=DIR",
                    "nothing at this path is served: a root of the site has "
                    "this name");
}

static void warn_of_settings(struct walk *walk, struct slice prefix)
{
    walk->diagnostics.path =
        arena_printf(&walk->arena, "%.*s" SETTINGS_FILE, SLICE_FMT(prefix));
    diagnostics_add(&walk->diagnostics, DIAGNOSTIC_SETTING_UNUSED, 0, 0,
                    "write them into " SETTINGS_FILE " of the first folder",
                    "only `exclude` and `drafts` are obeyed here: the settings "
                    "of a site of several folders are those of the first");
}

static bool walk_roots(struct walk *walk, struct err *err)
{
    for (size_t i = 0; i < walk->hints.root_count; i++) {
        const struct further_root *root = &walk->hints.roots[i];
        warn_of_namesake(walk, root->prefix);
        if (!walk_part(walk, root->folder.data, root->prefix, false, err))
            return false;
        if (root->has_unused_settings)
            warn_of_settings(walk, root->prefix);
    }
    if (!walk_nested(walk, walk, err))
        return false;
    for (size_t i = 0; i < walk->part_count; i++) {
        if (!walk_nested(walk, walk->parts[i], err))
            return false;
    }
    return true;
}

bool walk_folder(const char *folder, const struct walk_hints *hints,
                 struct walk *ret_walk, struct err *err)
{
    if (!walk_root(folder, hints, ret_walk, err))
        return false;
    if (!walk_roots(ret_walk, err)) {
        walk_release(ret_walk);
        return false;
    }
    ret_walk->known_media = media_list_index(ret_walk);
    return true;
}

bool parts_read_alike(const struct settings *a, const struct walk *walk_a,
                      const struct settings *b, const struct walk *walk_b)
{
    bool is_alike = walk_a->part_count == walk_b->part_count &&
                    settings_parse_alike(a, &walk_a->tree, b, &walk_b->tree);
    for (size_t i = 0; is_alike && i < walk_a->part_count; i++) {
        const struct walk *part = walk_a->parts[i];
        const struct walk *other = parts_find(walk_b, part->tree.prefix);
        is_alike = other != NULL &&
                   settings_parse_alike(a, &part->tree, b, &other->tree);
    }
    return is_alike;
}
