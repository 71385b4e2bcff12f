/* walk.c - which files there are, and which of them may be read.
 *
 * A content folder is often a checkout that somebody else may push to, so a
 * symbolic link must not lead out of it: each is resolved and compared with
 * the root. Links may also lead back up or across: a folder that is one of its
 * own ancestors is not entered again, and at most one link to a folder is
 * followed on the way down, so that folders full of links to one another cost
 * no more than they hold. Hidden files, node_modules and whatever is
 * no document are none of our business and no diagnostic. */
#include "site/walk.h"

#include "base/unicode.h"
#include "document/source.h"

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

static struct slice absolute(struct walk *walk, struct slice path)
{
    return arena_printf(&walk->arena, "%s%s%.*s", walk->folder,
                        path.size > 0 ? "/" : "", SLICE_FMT(path));
}

static void report(struct walk *walk, struct slice path,
                   enum diagnostic_code code, const char *hint,
                   const char *message)
{
    walk->diagnostics.path = utf8_repair(&walk->arena, path);
    diagnostics_add(&walk->diagnostics, code, 0, 0, hint, "%s", message);
}

static struct slice last_name(struct slice path)
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

static bool is_inside(const char *path, struct slice root)
{
    struct slice target = slice_of(path);
    if (slice_is(root, "/"))
        return true;
    return slice_equal(slice_sub(target, 0, root.size), root) &&
           (target.size == root.size || target.data[root.size] == '/');
}

/* Whether a symbolic link leads to something inside the content root. */
static bool link_is_allowed(struct walk *walk, struct slice path)
{
    char target[PATH_MAX];
    if (realpath(absolute(walk, path).data, target) == NULL) {
        report(walk, path, DIAGNOSTIC_LINK_BROKEN, "correct or remove it",
               "the symbolic link leads nowhere");
        return false;
    }
    if (is_inside(target, walk->real_root))
        return true;
    report(walk, path, DIAGNOSTIC_LINK_OUTSIDE,
           "copy the file into the content folder",
           "the symbolic link leads out of the content folder and is not "
           "followed");
    return false;
}

static void add_file(struct walk *walk, struct slice path)
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
    walk->paths = arena_grow(&walk->arena, walk->paths, walk->count,
                             &walk->capacity, sizeof *walk->paths);
    walk->paths[walk->count++] = path;
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
    struct slice full = absolute(walk, path);

    if (lstat(full.data, &status) != 0) {
        if (errno != ENOENT) /* gone since the folder was read */
            report(walk, path, DIAGNOSTIC_FILE_UNREADABLE,
                   "check that the server may read it", strerror(errno));
        return;
    }
    bool is_link = S_ISLNK(status.st_mode);
    bool is_document = source_kind_of(slice_of(name), &kind);
    if (is_link && stat(full.data, &status) != 0 && !is_document)
        return;
    if (!S_ISDIR(status.st_mode) && !is_document)
        return;
    if (!tree_reads(&walk->tree, path, S_ISDIR(status.st_mode)))
        return;
    if (is_link && !link_is_allowed(walk, path))
        return;
    if (utf8_find_invalid(path) < path.size)
        report(walk, path, DIAGNOSTIC_FILE_NAME_ENCODING,
               "rename it with letters in UTF-8", "the name is no UTF-8");
    else if (S_ISDIR(status.st_mode))
        enter_folder(walk, path, level, &status, is_link);
    else
        add_file(walk, path);
}

static void walk_level(struct walk *walk, struct slice folder,
                       const struct level *level)
{
    DIR *directory = opendir(absolute(walk, folder).data);
    struct dirent *child;

    if (directory == NULL) {
        report(walk, folder, DIAGNOSTIC_FILE_UNREADABLE,
               "check that the server may read it", strerror(errno));
        return;
    }
    while ((child = readdir(directory)) != NULL) {
        if (!is_skipped(slice_of(child->d_name)))
            visit(walk, folder, child->d_name, level);
    }
    closedir(directory);
}

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* The markers among the names in a folder; none if it cannot be read. */
static unsigned markers_in(const char *folder)
{
    DIR *directory = opendir(folder);
    struct dirent *child;
    unsigned markers = 0;

    while (directory != NULL && (child = readdir(directory)) != NULL)
        markers |= tree_marker(slice_of(child->d_name));
    if (directory != NULL)
        closedir(directory);
    return markers;
}

/* A content root that is a link out of the folder is none; the walk reports
 * it like any other such link. */
static bool set_content_root(struct walk *walk, const struct content_root *root)
{
    char target[PATH_MAX];
    const char *path = absolute(walk, slice_of(root->root)).data;
    if (!is_folder(absolute(walk, slice_of(root->probe)).data) ||
        realpath(path, target) == NULL ||
        !is_inside(target, slice_of(walk->folder)))
        return false;
    walk->tree.content_root = slice_of(root->root);
    walk->real_root = arena_copy(&walk->arena, slice_of(target));
    return true;
}

/* The settings of a site whose content is `folder` lie beside "content" and
 * "_posts", or two folders up from "src/content". Names are looked at, and
 * nothing else. */
static enum site_kind kind_from_above(struct slice folder)
{
    struct str above = {0};
    bool is_posts = slice_ends(folder, "/_posts");
    bool is_in_src = slice_ends(folder, "/src/content");
    if (!slice_ends(folder, "/content") && !is_posts)
        return SITE_PLAIN;
    str_append(&above, folder);
    str_append_text(&above, is_in_src ? "/../.." : "/..");
    enum site_kind kind = tree_kind(markers_in(above.data));
    str_release(&above);
    return kind == SITE_JEKYLL && !is_posts ? SITE_PLAIN : kind;
}

static void recognise(struct walk *walk)
{
    struct slice folder = slice_of(walk->folder);
    unsigned markers = markers_in(walk->folder);
    struct content_root root;
    size_t cursor = 0;

    walk->tree.folder_name = last_name(folder);
    walk->tree.content_root = SLICE("");
    walk->tree.kind = tree_kind(markers);
    walk->tree.is_project = tree_is_project(markers);
    walk->real_root = folder;
    while (tree_next_root(markers, &cursor, &root)) {
        if (set_content_root(walk, &root))
            break;
    }
    if (walk->tree.kind == SITE_PLAIN)
        walk->tree.kind = kind_from_above(walk->real_root);
}

/* Authors are often kept beside the content. */
static void walk_second_root(struct walk *walk)
{
    const char *name = tree_second_root(&walk->tree);
    struct stat status;
    if (name == NULL)
        return;
    struct slice path = slice_of(name);
    if (lstat(absolute(walk, path).data, &status) != 0 ||
        !S_ISDIR(status.st_mode))
        return;
    struct level top = {NULL, status.st_dev, status.st_ino, 0, false};
    walk_level(walk, path, &top);
}

bool walk_folder(const char *folder, struct walk *ret_walk, struct err *err)
{
    struct walk *walk = ret_walk;
    struct stat status;

    *walk = (struct walk){.folder = realpath(folder, NULL)};
    walk->diagnostics.arena = &walk->arena;
    if (walk->folder == NULL || !is_folder(walk->folder)) {
        err_set(err, ERR_IO, "the folder %s cannot be served: %s", folder,
                walk->folder == NULL ? strerror(errno) : "it is a file");
        err_set_hint(err, "name the folder that holds the content");
        walk_release(walk);
        return false;
    }
    recognise(walk);
    const char *root = absolute(walk, walk->tree.content_root).data;
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
    return true;
}

void walk_release(struct walk *walk)
{
    free(walk->folder);
    arena_release(&walk->arena);
    *walk = (struct walk){0};
}
