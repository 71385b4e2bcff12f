/* walk.c - which files there are, and which of them may be read.
 *
 * A content folder is often a checkout that somebody else may push to, so a
 * symbolic link must not lead out of it: each is resolved and compared with
 * the root. Links may also lead back up or across: a folder that is one of its
 * own ancestors is not entered again, and at most one link to a folder is
 * followed on the way down, so that folders full of links to one another cost
 * no more than they hold. Hidden files, node_modules and whatever is
 * no document are none of our business and no diagnostic. */
#include "site/walking.h"

#include "base/clock.h"
#include "base/unicode.h"
#include "document/source.h"
#include "site/exclude.h"
#include "site/generator.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder on the way down, to know a loop by. */
struct level {
    const struct level *above;
    dev_t device;
    ino_t inode;
    unsigned depth;
    bool is_linked; /* it, or one above, was reached by a symbolic link */
};

const char *absolute(struct walk *walk, struct slice path)
{
    str_clear(&walk->scratch);
    str_append_text(&walk->scratch, walk->folder);
    if (path.size > 0)
        str_append_char(&walk->scratch, '/');
    str_append(&walk->scratch, path);
    return walk->scratch.data;
}

/* Called right before the folder is read: what changes after it is told. */
static void visit_folder(struct walk *walk, const char *path,
                         struct slice relative)
{
    const struct folder_visitor *visitor = &walk->hints.visitor;
    if (visitor->visit != NULL)
        visitor->visit(visitor->context, path, relative);
}

static void report(struct walk *walk, struct slice path,
                   enum diagnostic_code code, const char *hint,
                   const char *message)
{
    walk->media.is_partial = true; /* whatever it is, it is not looked into */
    walk->diagnostics.path = utf8_repair(&walk->arena, path);
    diagnostics_add(&walk->diagnostics, code, 0, 0, hint, "%s", message);
}

/* There is something, but what it holds is not known now. */
static void report_unread(struct walk *walk, struct slice path, int reason)
{
    if (reason == ENOENT || reason == ENOTDIR)
        return; /* gone since the folder above was read */
    walk->unread = arena_grow(&walk->arena, walk->unread, walk->unread_count,
                              &walk->unread_capacity, sizeof *walk->unread);
    walk->unread[walk->unread_count++] = path;
    report(walk, path, DIAGNOSTIC_FILE_UNREADABLE,
           "check that the server may read it", strerror(reason));
}

bool walk_is_unread(const struct walk *walk, struct slice path)
{
    for (size_t i = 0; i < walk->unread_count; i++) {
        struct slice unread = walk->unread[i];
        if (slice_equal(slice_sub(path, 0, unread.size), unread) &&
            (path.size == unread.size || unread.size == 0 ||
             path.data[unread.size] == '/'))
            return true;
    }
    return false;
}

struct slice last_name(struct slice path)
{
    size_t at = path.size;
    while (at > 0 && path.data[at - 1] != '/')
        at--;
    return slice_from(path, at);
}

static bool is_skipped(struct slice name)
{
    return slice_starts(name, ".") || slice_is(name, "node_modules");
}

static bool is_loop(const struct level *level, const struct stat *status)
{
    for (; level != NULL; level = level->above) {
        if (level->device == status->st_dev && level->inode == status->st_ino)
            return true;
    }
    return false;
}

bool is_inside(const char *path, struct slice root)
{
    struct slice target = slice_of(path);
    if (slice_is(root, "/"))
        return true;
    return slice_equal(slice_sub(target, 0, root.size), root) &&
           (target.size == root.size || target.data[root.size] == '/');
}

/* A link may lead to a file in a folder that is not read, such as a hidden
 * one: that folder can change, too. */
static void visit_target(struct walk *walk, char *target)
{
    char *name = strrchr(target, '/');
    if (name == NULL || name == target)
        return;
    *name = '\0';
    visit_folder(walk, target, slice_of(target));
}

/* Whether a symbolic link leads to something inside the content root. */
static bool link_is_allowed(struct walk *walk, struct slice path)
{
    char target[PATH_MAX];
    if (realpath(absolute(walk, path), target) == NULL) {
        report(walk, path, DIAGNOSTIC_LINK_BROKEN, "correct or remove it",
               "the symbolic link leads nowhere");
        return false;
    }
    if (is_inside(target, walk->real_root)) {
        visit_target(walk, target);
        return true;
    }
    report(walk, path, DIAGNOSTIC_LINK_OUTSIDE,
           "copy the file into the content folder",
           "the symbolic link leads out of the content folder and is not "
           "followed");
    return false;
}

static void add_file(struct walk *walk, struct slice path,
                     const struct stat *status)
{
    if (walk->count == WALK_MAX_FILES) {
        if (!walk->is_full)
            report(walk, path, DIAGNOSTIC_TOO_MANY_FILES,
                   "serve a smaller folder",
                   "there are too many documents; this one and all that "
                   "follow are not read");
        walk->is_full = true;
        return;
    }
    walk->files = arena_grow(&walk->arena, walk->files, walk->count,
                             &walk->capacity, sizeof *walk->files);
    walk->files[walk->count++] =
        (struct found){path, stamp_of(status, clock_now_ms())};
}

static void walk_level(struct walk *walk, struct slice folder,
                       const struct level *level);

static void enter_folder(struct walk *walk, struct slice path,
                         const struct level *level, const struct stat *status,
                         bool is_link)
{
    struct level below = {level, status->st_dev, status->st_ino,
                          level->depth + 1, level->is_linked || is_link};
    if (is_loop(level, status))
        return;
    if (is_link && level->is_linked)
        report(walk, path, DIAGNOSTIC_LINK_NESTED, "link to the folder itself",
               "a symbolic link inside a linked folder is not followed");
    else if (below.depth > WALK_MAX_DEPTH)
        report(walk, path, DIAGNOSTIC_FOLDER_TOO_DEEP,
               "move it up, or out of the content folder",
               "the folder is nested too deep; nothing in it is read");
    else
        walk_level(walk, path, &below);
}

static void visit(struct walk *walk, struct slice folder, const char *name,
                  const struct level *level)
{
    struct slice path =
        folder.size > 0
            ? arena_printf(&walk->arena, "%.*s/%s", SLICE_FMT(folder), name)
            : arena_copy(&walk->arena, slice_of(name));
    struct stat status;
    enum source_kind kind;
    const char *full = absolute(walk, path);

    if (lstat(full, &status) != 0) {
        report_unread(walk, path, errno);
        return;
    }
    bool is_link = S_ISLNK(status.st_mode);
    walk->has_links = walk->has_links || is_link;
    bool is_document = source_kind_of(slice_of(name), &kind);
    bool is_out = is_excluded(&walk->hints.exclude, path, walk->is_used);
    if (is_link && stat(full, &status) != 0 && !is_document)
        return;
    if (!S_ISDIR(status.st_mode) && !is_document) {
        media_list_add(&walk->media, path);
        return;
    }
    if (is_out || !tree_reads(&walk->tree, path, S_ISDIR(status.st_mode)))
        return;
    if (is_link && !link_is_allowed(walk, path))
        return;
    if (utf8_find_invalid(path) < path.size)
        report(walk, path, DIAGNOSTIC_FILE_NAME_ENCODING,
               "rename it with letters in UTF-8", "the name is no UTF-8");
    else if (S_ISDIR(status.st_mode))
        enter_folder(walk, path, level, &status, is_link);
    else
        add_file(walk, path, &status);
}

static void walk_level(struct walk *walk, struct slice folder,
                       const struct level *level)
{
    struct dirent *child;

    visit_folder(walk, absolute(walk, folder), folder);
    DIR *directory = opendir(absolute(walk, folder));
    if (directory == NULL) {
        report_unread(walk, folder, errno);
        return;
    }
    while ((child = readdir(directory)) != NULL) {
        if (!is_skipped(slice_of(child->d_name)))
            visit(walk, folder, child->d_name, level);
    }
    closedir(directory);
}

/* Authors are often kept beside the content, and Astro's pages are. */
static void walk_second_root(struct walk *walk)
{
    const char *name = tree_second_root(&walk->tree);
    struct stat status;
    if (name == NULL)
        return;
    struct slice path = slice_of(name);
    char target[PATH_MAX];
    if (lstat(absolute(walk, path), &status) != 0 || !S_ISDIR(status.st_mode) ||
        realpath(absolute(walk, path), target) == NULL ||
        !is_inside(target, slice_of(walk->folder)))
        return;
    struct level top = {NULL, status.st_dev, status.st_ino, 0, false};
    walk_level(walk, path, &top);
}

/* What a generator's settings say of the content, where they lie beside it. */
static void walk_settings(struct walk *walk)
{
    struct stat status;
    struct slice path = generator_settings(walk->folder, &walk->tree, &status);
    if (walk->tree.content_root.size == 0 || path.data == NULL)
        return;
    struct slice folder = path_folder(path);
    if (folder.size > 0)
        visit_folder(walk, absolute(walk, folder), folder);
    if (!slice_ends(path, ".toml")) {
        add_file(walk, path, &status);
        return;
    }
    walk->diagnostics.path = path;
    if (generator_has_permalinks(walk->folder, path))
        diagnostics_add(&walk->diagnostics, DIAGNOSTIC_SETTINGS_UNREAD, 0, 0,
                        "keep the settings in YAML, as hugo.yaml, in its place",
                        "the permalinks are not followed, for TOML is not "
                        "read: pages have the urls of their folders");
}

/* Images are kept in folders of their own, which hold no content. */
static void walk_media_roots(struct walk *walk)
{
    const char *root;
    for (size_t i = 0; (root = tree_media_root(i)) != NULL; i++) {
        if (root[0] != '\0')
            media_list_read(&walk->media, walk->folder, slice_of(root));
    }
}

/* When the root is moved away, what is left to be read seems to be gone. */
static bool is_still_there(struct walk *walk, const struct level *top)
{
    struct stat status;
    return stat(absolute(walk, walk->tree.content_root), &status) == 0 &&
           status.st_dev == top->device && status.st_ino == top->inode;
}

/* The folders above the content root: it may be put in another's place. */
static void visit_above(struct walk *walk)
{
    struct slice root = walk->tree.content_root;
    for (size_t at = 0; at < root.size; at++) {
        if (root.data[at] != '/')
            continue;
        struct slice above = slice_sub(root, 0, at);
        visit_folder(walk, absolute(walk, above), above);
    }
}

static bool start(const char *folder, const struct walk_hints *hints,
                  struct walk *walk, struct err *err)
{
    *walk = (struct walk){.folder = realpath(folder, NULL)};
    if (hints != NULL)
        walk->hints = *hints;
    walk->is_used = arena_alloc(&walk->arena, walk->hints.exclude.count,
                                sizeof *walk->is_used);
    walk->diagnostics.arena = &walk->arena;
    walk->media.arena = &walk->arena;
    if (walk->folder == NULL || !is_folder(walk->folder)) {
        err_set(err, ERR_IO, "the folder %s cannot be served: %s", folder,
                walk->folder == NULL ? strerror(errno) : "it is a file");
        err_set_hint(err, "name the folder that holds the content");
        walk_release(walk);
        return false;
    }
    visit_folder(walk, walk->folder, SLICE(""));
    recognise(walk);
    return true;
}

bool walk_recognise(const char *folder, struct walk *ret_walk, struct err *err)
{
    return start(folder, NULL, ret_walk, err);
}

bool walk_folder(const char *folder, const struct walk_hints *hints,
                 struct walk *ret_walk, struct err *err)
{
    struct walk *walk = ret_walk;
    struct stat status;

    if (!start(folder, hints, walk, err))
        return false;
    visit_above(walk);
    const char *root = absolute(walk, walk->tree.content_root);
    if (stat(root, &status) != 0 || access(root, R_OK | X_OK) != 0) {
        err_set(err, ERR_IO, "the folder %s cannot be read: %s", root,
                strerror(errno));
        err_set_hint(err, "check that the server may read it");
        walk_release(walk);
        return false;
    }
    struct level top = {NULL, status.st_dev, status.st_ino, 0, false};
    walk_level(walk, walk->tree.content_root, &top);
    walk_second_root(walk);
    walk_settings(walk);
    walk_media_roots(walk);
    if (!is_still_there(walk, &top)) {
        err_set(err, ERR_IO, "the folder %s went away while it was read",
                walk->folder);
        walk_release(walk);
        return false;
    }
    if (!walk->media.is_partial)
        walk->known_media = media_new(walk->media.items, walk->media.count);
    return true;
}

void walk_release(struct walk *walk)
{
    media_unref(walk->known_media);
    free(walk->folder);
    str_release(&walk->scratch);
    arena_release(&walk->arena);
    *walk = (struct walk){0};
}
