/* media.c - which files there are beside the documents.
 *
 * Their names serve to warn of documents that show an image that does not
 * exist. That is only possible while all names are known, so anything that is
 * not looked into (a link to a folder, a folder that is too deep or unreadable,
 * more files than anybody has) makes the list partial.
 *
 * Some of them are served, too. What the content is walked by decides here as
 * well: what is excluded or held back is not served, and neither is what only a
 * link leads to. A link is served as the file that it leads to, if that would
 * be served under its own path: the server opens that, and follows no link when
 * it does. */
#include "site/media.h"

#include "base/map.h"
#include "document/beneath.h"
#include "document/path.h"
#include "site/content_root.h"
#include "site/exclude.h"
#include "site/visit.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NS_PER_S 1000000000

static bool is_in_media_root(const struct walk *walk, struct slice path)
{
    const struct names *more = &walk->media_roots;
    const char *root;
    for (size_t i = 0; i < more->count; i++) {
        if (path_is_within(path, more->items[i]))
            return true;
    }
    for (size_t i = 0; (root = tree_media_root(i)) != NULL; i++) {
        if (root[0] != '\0' && path_is_within(path, slice_of(root)))
            return true;
    }
    return false;
}

/* The content root as it is named without links, relative to DIR. */
static struct slice plain_content_root(const struct walk *walk)
{
    struct slice top = slice_of(walk->folder), real = walk->real_root;
    return real.size > top.size + 1 ? slice_from(real, top.size + 1)
                                    : SLICE("");
}

/* Whether a file of that path would be served if no link led to it: the walk
 * would come there, through each folder. */
static bool target_is_allowed(const struct walk *walk, struct slice path)
{
    bool is_public = is_in_media_root(walk, path);
    if (!is_public && !path_is_within(path, plain_content_root(walk)))
        return false;
    for (size_t at = 0; at <= path.size; at++) {
        if (at < path.size && path.data[at] != '/')
            continue;
        struct slice part = slice_sub(path, 0, at);
        bool is_folder = at < path.size;
        if (slice_starts(path_name(part), ".") || walk_excludes(walk, part) ||
            tree_holds_back(&walk->tree, part, is_folder) ||
            (is_folder && !is_public &&
             path_is_within(part, plain_content_root(walk)) &&
             part.size > plain_content_root(walk).size &&
             !tree_reads(&walk->tree, part, true)))
            return false;
    }
    return true;
}

/* What the links on the way lead to, relative to DIR; SLICE_NONE if that would
 * not be served. */
static struct slice find_target(struct walk *walk, struct slice path)
{
    char real[PATH_MAX];
    struct slice top = slice_of(walk->folder), target;
    if (realpath(walk_absolute(walk, path), real) == NULL)
        return SLICE_NONE;
    target = slice_of(real);
    if (!path_is_within(target, top) || target.size <= top.size + 1)
        return SLICE_NONE;
    target = slice_from(target, top.size + 1);
    return target_is_allowed(walk, target) ? arena_copy(&walk->arena, target)
                                           : SLICE_NONE;
}

void media_list_add(struct walk *walk, struct slice path,
                    const struct stat *status, bool is_linked,
                    bool is_held_back)
{
    struct media_list *media = &walk->media;
    struct slice target = SLICE_NONE;
    if (media_kind_of(path_name(path)) == NULL && !path_is_media(path))
        return;
    if (media->count == MEDIA_MAX_FILES) {
        media->is_partial = media->is_full = true;
        return;
    }
    if (is_linked && !is_held_back) {
        target = find_target(walk, path);
        is_held_back = target.data == NULL;
    }
    media->items = arena_grow(media->arena, media->items, media->count,
                              &media->capacity, sizeof *media->items);
    media->items[media->count++] = (struct media_found){
        .path = path,
        .target = target,
        .device = status->st_dev,
        .inode = status->st_ino,
        .size = status->st_size,
        .modified_ns = (int64_t)status->st_mtim.tv_sec * NS_PER_S +
                       status->st_mtim.tv_nsec,
        .is_held_back = is_held_back || !S_ISREG(status->st_mode),
    };
}

static void read_level(struct walk *walk, struct slice folder, unsigned depth);

static void visit(struct walk *walk, struct slice folder, const char *name,
                  unsigned depth)
{
    struct slice path =
        arena_printf(&walk->arena, "%.*s/%s", SLICE_FMT(folder), name);
    const char *full = walk_absolute(walk, path);
    bool is_known =
        path_is_media(path) || media_kind_of(path_name(path)) != NULL;
    struct stat status;
    if (lstat(full, &status) != 0) {
        walk->media.is_partial |= errno != ENOENT;
        return;
    }
    bool is_link = S_ISLNK(status.st_mode);
    if (is_link && is_known)
        (void)stat(full, &status); /* one that leads nowhere is itself */
    if (S_ISDIR(status.st_mode) && !is_link)
        read_level(walk, path, depth + 1);
    else if (S_ISREG(status.st_mode) || (is_link && is_known))
        media_list_add(walk, path, &status, is_link, walk_excludes(walk, path));
    else
        walk->media.is_partial = true;
}

static void read_level(struct walk *walk, struct slice folder, unsigned depth)
{
    bool is_skipped = depth > MEDIA_MAX_DEPTH || walk_excludes(walk, folder);
    if (!is_skipped)
        walk_visit_folder(walk, walk_absolute(walk, folder), folder);
    int fd = !is_skipped ? beneath_open(walk->folder, SLICE(""), folder,
                                        O_RDONLY | O_DIRECTORY)
                         : -1;
    DIR *directory = fd >= 0 ? fdopendir(fd) : NULL;
    struct dirent *child;

    if (directory == NULL) {
        walk->media.is_partial |=
            is_skipped || depth > 1 || (errno != ENOENT && errno != ENOTDIR);
        if (fd >= 0)
            close(fd);
        return;
    }
    while (!walk->media.is_full && (child = readdir(directory)) != NULL) {
        if (child->d_name[0] != '.' &&
            strcmp(child->d_name, "node_modules") != 0)
            visit(walk, folder, child->d_name, depth);
    }
    closedir(directory);
}

void media_list_read(struct walk *walk, struct slice folder)
{
    struct stat status;
    if (lstat(walk_absolute(walk, folder), &status) != 0)
        return;
    if (S_ISLNK(status.st_mode))
        walk->media.is_partial = true; /* it may lead anywhere */
    else if (S_ISDIR(status.st_mode))
        read_level(walk, folder, 1);
}

struct media *media_list_index(const struct walk *walk)
{
    const struct policy *policy = walk->hints.policy;
    struct media_tree parts[WALK_MAX_PARTS];
    for (size_t i = 0; i < walk->part_count; i++)
        parts[i] = (struct media_tree){
            .prefix = walk->parts[i]->tree.prefix,
            .folder = slice_of(walk->parts[i]->folder),
            .content_root = walk->parts[i]->tree.content_root};
    struct media_input input = {
        .more_trees = parts,
        .more_count = walk->part_count,
        .folder = slice_of(walk->folder),
        .content_root = walk->tree.content_root,
        .mounts = walk->mounts,
        .mount_count = walk->mount_count,
        .files = walk->media.items,
        .count = walk->media.count,
        .is_partial = walk->media.is_partial,
    };
    if (policy != NULL)
        input.roots = policy->media_roots;
    return media_new(&input);
}

static uint64_t add_number(uint64_t hash, int64_t number)
{
    char bytes[sizeof number];
    memcpy(bytes, &number, sizeof number);
    return hash_bytes((struct slice){bytes, sizeof bytes}, hash);
}

uint64_t media_list_hash(const struct media_list *media)
{
    uint64_t sum = media->is_partial ? 1 : 0;
    for (size_t i = 0; i < media->count; i++) {
        const struct media_found *found = &media->items[i];
        uint64_t hash = hash_bytes(found->path, found->is_held_back ? 1 : 0);
        hash = hash_bytes(found->target, hash);
        hash = add_number(hash, (int64_t)found->inode);
        sum += add_number(add_number(hash, found->size), found->modified_ns);
    }
    return sum;
}
