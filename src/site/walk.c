/* walk.c - which files there are, and which of them may be read.
 *
 * A content folder is often a checkout that other people can push to, so a
 * symbolic link must not lead out of it: each is resolved and compared with
 * the root. Links may also lead back up or across: a folder that is one of its
 * own ancestors is not entered again, and at most one link to a folder is
 * followed on the way down, so that folders full of links to one another cost
 * no more than they hold. Hidden files, node_modules and files that are not
 * documents are skipped without a diagnostic. */
#include "site/walk.h"

#include "base/clock.h"
#include "base/unicode.h"
#include "document/beneath.h"
#include "document/bytes.h"
#include "document/path.h"
#include "document/source.h"
#include "layout/place.h"
#include "site/cms.h"
#include "site/content_root.h"
#include "site/data_files.h"
#include "site/exclude.h"
#include "site/generator.h"
#include "site/nested.h"
#include "site/site.h"
#include "site/unread.h"
#include "site/visit.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder on the way down, to detect loops. */
struct level {
    const struct level *above;
    dev_t device;
    ino_t inode;
    unsigned depth;
    bool is_linked; /* it, or one above, was reached by a symbolic link */
};

static void report(struct walk *walk, struct slice path,
                   enum diagnostic_code code, const char *hint,
                   const char *message)
{
    walk->media.is_partial = true; /* it may be a folder with images */
    walk->diagnostics.path = utf8_repair(&walk->arena, path);
    diagnostics_add(&walk->diagnostics, code, 0, 0, hint, "%s", message);
}

/* It exists, but its content is unknown for now. */
static void report_unread(struct walk *walk, struct slice path, int reason)
{
    if (reason == ENOENT || reason == ENOTDIR)
        return; /* gone since the folder above was read */
    walk->unread = arena_grow(&walk->arena, walk->unread, walk->unread_count,
                              &walk->unread_capacity, sizeof *walk->unread);
    walk->unread[walk->unread_count++] = path;
    walk->is_partial |= bytes_is_passing(reason);
    report(walk, path.size > 0 ? path : SLICE("."), DIAGNOSTIC_FILE_UNREADABLE,
           bytes_is_passing(reason) ? "it will be tried again"
                                    : "make it readable for the server",
           strerror(reason));
}

bool walk_is_unread(const struct walk *walk, struct slice path)
{
    for (size_t i = 0; i < walk->unread_count; i++) {
        if (path_is_within(path, walk->unread[i]))
            return true;
    }
    return false;
}

static bool is_loop(const struct level *level, const struct stat *status)
{
    for (; level != NULL; level = level->above) {
        if (level->device == status->st_dev && level->inode == status->st_ino)
            return true;
    }
    return false;
}

/* A link may lead to a file in a folder that is not read, such as a hidden
 * one; that folder can change, too. */
static void visit_target(struct walk *walk, char *target)
{
    char *name = strrchr(target, '/');
    if (name == NULL || name == target)
        return;
    *name = '\0';
    walk_visit_folder(walk, target, slice_of(target));
}

static void add_file(struct walk *walk, struct slice path,
                     const struct stat *status)
{
    if (walk->count == WALK_MAX_FILES) {
        if (!walk->is_full)
            report(walk, path, DIAGNOSTIC_TOO_MANY_FILES,
                   "serve a smaller folder",
                   "there are too many documents; this one and all after it "
                   "are not read");
        walk->is_full = true;
        return;
    }
    walk->files = arena_grow(&walk->arena, walk->files, walk->count,
                             &walk->capacity, sizeof *walk->files);
    walk->files[walk->count++] =
        (struct walk_file){path, stamp_of(status, clock_now_ms())};
}

static void walk_level(struct walk *walk, struct slice folder,
                       const struct level *level);

static bool was_other_site(const struct walk *walk, struct slice folder)
{
    const struct walk *before = walk->hints.before;
    size_t i = 0;
    if (before == NULL || strcmp(before->folder, walk->folder) != 0)
        return false;
    while (i < before->other_count &&
           !slice_equal(before->other_sites[i], folder))
        i++;
    return i < before->other_count;
}

static void note_other_site(struct walk *walk, struct slice folder)
{
    walk_visit_folder(walk, walk_absolute(walk, folder), folder);
    walk->other_sites =
        arena_grow(&walk->arena, walk->other_sites, walk->other_count,
                   &walk->other_capacity, sizeof *walk->other_sites);
    walk->other_sites[walk->other_count++] = folder;
}

/* A site below DIR has rules of its own for what it publishes. They count if
 * its folder is DIR; they still keep it back when they are gone. */
static bool is_other_site(struct walk *walk, struct slice folder,
                          bool is_linked)
{
    if (!is_linked && nested_take(walk, folder)) {
        note_other_site(walk, folder);
        return true;
    }
    const char *site = !tree_has_rules(&walk->tree)
                           ? recognise_site(walk_absolute(walk, folder))
                           : NULL;
    if (site == NULL && !was_other_site(walk, folder))
        return false;
    note_other_site(walk, folder);
    if (site != NULL)
        report(walk, folder, DIAGNOSTIC_SITE_NESTED,
               "serve that folder by itself",
               arena_printf(&walk->arena,
                            "nothing in this folder is served: it is a %s with "
                            "settings of its own",
                            site)
                   .data);
    else
        report(walk, folder, DIAGNOSTIC_SITE_NESTED,
               "restore them, or restart to serve it",
               "nothing in this folder is served: the settings of the site in "
               "it are gone");
    return true;
}

/* Whether a target inside DIR, an absolute path, is inside another site. */
static bool is_in_other_site(const struct walk *walk, struct slice target)
{
    struct slice top = slice_of(walk->folder), folder = path_folder(target);
    struct arena arena = {0};
    bool is_found = false;
    while (!tree_has_rules(&walk->tree) && !is_found &&
           folder.size > top.size) {
        is_found = recognise_site(arena_copy(&arena, folder).data) != NULL;
        folder = path_folder(folder);
    }
    arena_release(&arena);
    return is_found;
}

/* Whether a symbolic link leads to something inside `top`. */
static bool link_is_allowed(struct walk *walk, struct slice path,
                            struct slice top)
{
    char target[PATH_MAX];
    if (realpath(walk_absolute(walk, path), target) == NULL) {
        report(walk, path, DIAGNOSTIC_LINK_BROKEN, "correct or remove it",
               "the target of the symbolic link does not exist");
        return false;
    }
    bool is_inside = path_is_within(slice_of(target), top);
    if (!is_inside) {
        report(walk, path, DIAGNOSTIC_LINK_OUTSIDE,
               "copy the file into the content folder",
               "the symbolic link leads out of the content folder and is not "
               "followed");
        return false;
    }
    if (is_in_other_site(walk, slice_of(target))) {
        report(walk, path, DIAGNOSTIC_SITE_NESTED, "serve that site by itself",
               "the symbolic link leads into a site with settings of its own "
               "and is not followed");
        return false;
    }
    visit_target(walk, target);
    return true;
}

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
    else if (!is_other_site(walk, path, is_link || level->is_linked))
        walk_level(walk, path, &below);
}

/* Whether the content root is named by a symbolic link. */
static bool is_root_linked(const struct walk *walk)
{
    struct slice top = slice_of(walk->folder), root = walk->tree.content_root;
    struct slice rest =
        slice_from(walk->real_root, top.size + (root.size > 0 ? 1 : 0));
    return !slice_equal(rest, root);
}

/* Settings that name a file say that it is content. */
static bool is_named_by_operator(const struct walk *walk, struct slice path)
{
    bool is_exact;
    return data_files_are_named(walk, path) ||
           (tree_is_paper(path_name(path)) &&
            walk_is_named(walk, path, &is_exact) && is_exact);
}

/* What is no document may be an image, or a page that is not read here. */
static void add_other(struct walk *walk, struct slice path,
                      const struct level *level, const struct stat *status,
                      bool is_link)
{
    bool is_excluded = walk_excludes(walk, path);
    media_list_add(walk, path, status,
                   is_link || level->is_linked || is_root_linked(walk),
                   is_excluded || tree_holds_back(&walk->tree, path, false));
    if (!is_excluded && S_ISREG(status->st_mode) && !is_link)
        unread_note(walk, path);
}

/* Whether another root has this name in the site. */
static bool is_root_name(const struct walk *walk, struct slice path)
{
    size_t i = 0;
    while (i < walk->hints.root_count &&
           !slice_equal(path, path_trim_slashes(walk->hints.roots[i].prefix)))
        i++;
    return i < walk->hints.root_count;
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
    const char *full = walk_absolute(walk, path);

    if (slice_is(walk->hints.schemas, full) || is_root_name(walk, path))
        return;
    if (lstat(full, &status) != 0) {
        report_unread(walk, path, errno);
        return;
    }
    bool is_link = S_ISLNK(status.st_mode);
    walk->has_links = walk->has_links || is_link;
    bool is_index = tree_reads_index(&walk->tree, path);
    bool is_document = is_index || source_kind_of(slice_of(name), &kind);
    bool is_excluded = walk_excludes(walk, path);
    if (is_link && stat(full, &status) != 0 && !is_document)
        return;
    if (!S_ISDIR(status.st_mode) && !is_document) {
        add_other(walk, path, level, &status, is_link);
        return;
    }
    if (is_index && !is_excluded && S_ISREG(status.st_mode))
        unread_note(walk, path);
    if (is_excluded ||
        (!tree_reads(&walk->tree, path, S_ISDIR(status.st_mode)) &&
         !is_named_by_operator(walk, path)))
        return;
    if (tree_holds_back(&walk->tree, path, S_ISDIR(status.st_mode))) {
        walk->held_back++;
        return;
    }
    if (is_link && !link_is_allowed(walk, path, walk->real_root))
        return;
    if (utf8_find_invalid(path) < path.size)
        report(walk, path, DIAGNOSTIC_FILE_NAME_ENCODING, "rename it in UTF-8",
               "the file name is not valid UTF-8");
    else if (S_ISDIR(status.st_mode))
        enter_folder(walk, path, level, &status, is_link);
    else
        add_file(walk, path, &status);
}

static DIR *open_folder(const struct walk *walk, struct slice folder)
{
    int fd = beneath_open(walk->folder, walk_top(walk, folder), folder,
                          O_RDONLY | O_DIRECTORY);
    DIR *directory = fd >= 0 ? fdopendir(fd) : NULL;
    if (directory == NULL && fd >= 0)
        close(fd);
    return directory;
}

/* What `headmatter export` has written would be read as content again. */
static bool is_export(DIR *directory, struct slice folder)
{
    return folder.size > 0 &&
           faccessat(dirfd(directory), SITE_EXPORT_MARK "/files", F_OK, 0) == 0;
}

static void walk_level(struct walk *walk, struct slice folder,
                       const struct level *level)
{
    struct dirent *child;

    walk_visit_folder(walk, walk_absolute(walk, folder), folder);
    DIR *directory = open_folder(walk, folder);
    if (directory == NULL) {
        report_unread(walk, folder, errno);
        return;
    }
    if (is_export(directory, folder)) {
        closedir(directory);
        return;
    }
    while (errno = 0, (child = readdir(directory)) != NULL) {
        if (child->d_name[0] != '.' &&
            strcmp(child->d_name, "node_modules") != 0)
            visit(walk, folder, child->d_name, level);
    }
    if (errno != 0)
        report_unread(walk, folder, errno);
    closedir(directory);
}

/* Walks a folder beside the content root; false if there is none. */
static bool walk_beside(struct walk *walk, struct slice path)
{
    struct stat status;
    char target[PATH_MAX];
    if (lstat(walk_absolute(walk, path), &status) != 0 ||
        !S_ISDIR(status.st_mode) ||
        realpath(walk_absolute(walk, path), target) == NULL ||
        !path_is_within(slice_of(target), slice_of(walk->folder)))
        return false;
    struct level top = {NULL, status.st_dev, status.st_ino, 0, false};
    walk_level(walk, path, &top);
    return true;
}

/* Authors are often beside the content, and Astro's pages always are. */
static void walk_second_roots(struct walk *walk)
{
    struct slice above = walk->tree.project_path;
    const struct tree *tree =
        above.size > 0 ? &walk->project->tree : &walk->tree;
    const char *name;
    for (size_t i = 0; (name = tree_second_root(tree, i)) != NULL; i++)
        (void)walk_beside(walk, arena_printf(&walk->arena, "%.*s%s%s",
                                             SLICE_FMT(above),
                                             above.size > 0 ? "/" : "", name));
}

/* "website/../docs", which the settings of "website" name. */
static void walk_outer_roots(struct walk *walk)
{
    struct slice above = walk->tree.project_path, written;
    size_t cursor = 0;
    if (above.size == 0 || !tree_roots_lead_out(&walk->project->tree))
        return;
    while ((written = tree_next_own_root(&walk->project->tree, &cursor)).data !=
           NULL) {
        struct str path = {0};
        bool is_inside =
            path_clean(arena_printf(&walk->arena, "%.*s/%.*s", SLICE_FMT(above),
                                    SLICE_FMT(written)),
                       &path);
        struct slice root = arena_copy(&walk->arena, str_slice(&path));
        str_release(&path);
        if (!is_inside || root.size == 0 || !walk_beside(walk, root))
            content_root_warn_of(walk, written);
    }
}

/* Whether no symbolic link is on the way to the file. */
static bool is_without_links(struct walk *walk, struct slice path)
{
    char target[PATH_MAX];
    const char *full = walk_absolute(walk, path);
    return realpath(full, target) != NULL && strcmp(full, target) == 0;
}

/* A file that is reached without links, as if its folder were walked. */
static void walk_file(struct walk *walk, struct slice path)
{
    struct slice folder = arena_copy(&walk->arena, path_folder(path));
    struct level top = {0};
    if (folder.size > 0 && !is_without_links(walk, folder))
        return;
    walk_visit_folder(walk, walk_absolute(walk, folder), folder);
    if (is_without_links(walk, path))
        visit(walk, folder, path_name(path).data, &top);
}

/* A CMS may have documents beside the content that convention knows. */
static void walk_cms(struct walk *walk)
{
    struct slice path;
    size_t cursor = 0;
    bool is_file;
    while (cms_next_beside(walk, &cursor, &path, &is_file)) {
        if (is_file)
            walk_file(walk, path);
        else
            (void)walk_beside(walk, path);
    }
}

/* Adds the generator's settings if they are outside the content root. */
static void walk_settings(struct walk *walk)
{
    const struct settings_file *file;
    struct stat status;
    size_t cursor = 0;
    while (walk->tree.content_root.size > 0 &&
           (file = generator_next_settings(walk->folder, &walk->tree, &cursor,
                                           &status)) != NULL) {
        struct slice path = slice_of(file->path), folder = path_folder(path);
        if (folder.size > 0)
            walk_visit_folder(walk, walk_absolute(walk, folder), folder);
        if (!is_without_links(walk, path)) {
            walk->has_links = true;
            if (!link_is_allowed(walk, path, slice_of(walk->folder)))
                continue;
        }
        add_file(walk, path, &status);
    }
}

/* Images are often in folders of their own, without content. */
static void walk_media_roots(struct walk *walk)
{
    const char *root;
    for (size_t i = 0; (root = tree_media_root(i)) != NULL; i++) {
        if (root[0] != '\0')
            media_list_read(walk, slice_of(root));
    }
    for (size_t i = 0; i < walk->media_roots.count; i++)
        media_list_read(walk, walk->media_roots.items[i]);
}

/* When the root is moved away during a walk, the rest of it seems deleted. */
static bool is_still_there(struct walk *walk, const struct level *top)
{
    struct stat status;
    return stat(walk_absolute(walk, walk->tree.content_root), &status) == 0 &&
           status.st_dev == top->device && status.st_ino == top->inode;
}

/* The folders above the content root, which can be replaced. */
static void visit_above(struct walk *walk)
{
    struct slice root = walk->tree.content_root;
    for (size_t at = 0; at < root.size; at++) {
        if (root.data[at] != '/')
            continue;
        struct slice above = slice_sub(root, 0, at);
        walk_visit_folder(walk, walk_absolute(walk, above), above);
    }
}

bool walk_root(const char *folder, const struct walk_hints *hints,
               struct walk *ret_walk, struct err *err)
{
    struct walk *walk = ret_walk;
    struct stat status;

    if (!walk_start(folder, hints, walk, err))
        return false;
    visit_above(walk);
    const char *root = walk_absolute(walk, walk->tree.content_root);
    if (stat(root, &status) != 0 || access(root, R_OK | X_OK) != 0) {
        err_set(err, ERR_IO, "cannot read the folder %s: %s", root,
                strerror(errno));
        err_set_hint(err, "make it readable for the server");
        walk_release(walk);
        return false;
    }
    struct level top = {NULL, status.st_dev, status.st_ino, 0, false};
    walk->root_device = status.st_dev;
    walk->root_inode = status.st_ino;
    walk_level(walk, walk->tree.content_root, &top);
    walk_second_roots(walk);
    walk_outer_roots(walk);
    walk_cms(walk);
    data_files_drop_elsewhere(walk);
    unread_report(walk);
    walk_settings(walk);
    walk_media_roots(walk);
    if (!is_still_there(walk, &top)) {
        err_set(err, ERR_IO,
                "the folder %s disappeared while it was being read",
                walk->folder);
        walk_release(walk);
        return false;
    }
    walk->own_count = walk->count;
    return true;
}
