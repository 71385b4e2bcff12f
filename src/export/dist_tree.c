/* dist_tree.c - walks of folders that somebody else may have put a symbolic
 * link into: none is followed, so nothing outside of the folder is touched. */
#include "export/dist_tree.h"

#include "export/dist.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int enter(int parent, const char *name)
{
    return openat(parent, name,
                  O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
}

/* The folder's children, of which the caller closes the reader; NULL if it
 * cannot be read. */
static DIR *open_children(int folder)
{
    int fd = enter(folder, ".");
    DIR *children = fd >= 0 ? fdopendir(fd) : NULL;
    if (children == NULL && fd >= 0)
        (void)close(fd);
    return children;
}

static const char *next_child(DIR *children)
{
    struct dirent *child;
    while ((child = readdir(children)) != NULL) {
        if (strcmp(child->d_name, ".") != 0 && strcmp(child->d_name, "..") != 0)
            return child->d_name;
    }
    return NULL;
}

static bool is_folder(int parent, const char *name)
{
    struct stat status;
    return fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
           S_ISDIR(status.st_mode);
}

void tree_remove(int parent, const char *name)
{
    int fd = enter(parent, name);
    DIR *children = fd >= 0 ? fdopendir(fd) : NULL;
    const char *child;
    while (children != NULL && (child = next_child(children)) != NULL) {
        if (unlinkat(dirfd(children), child, 0) != 0)
            tree_remove(dirfd(children), child);
    }
    if (children != NULL)
        (void)closedir(children);
    (void)unlinkat(parent, name, AT_REMOVEDIR);
}

static bool merge_child(int from, int to, const char *name)
{
    struct stat status;
    if (fstatat(to, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return renameat(from, name, to, name) == 0;
    int below = enter(from, name), there = enter(to, name);
    bool ok = below >= 0 && there >= 0 && tree_merge(below, there);
    if (below >= 0)
        (void)close(below);
    if (there >= 0)
        (void)close(there);
    return ok;
}

/* The folders among the children, or the files. */
static bool merge_kind(int from, int to, bool wants_folders)
{
    DIR *children = open_children(from);
    const char *name;
    bool ok = children != NULL;
    while (ok && (name = next_child(children)) != NULL) {
        if (is_folder(from, name) != wants_folders)
            continue;
        ok = wants_folders ? merge_child(from, to, name)
                           : renameat(from, name, to, name) == 0;
    }
    int kept = errno;
    if (children != NULL)
        (void)closedir(children);
    errno = kept;
    return ok;
}

bool tree_merge(int from, int to)
{
    return merge_kind(from, to, true) && merge_kind(from, to, false);
}

static bool is_gone(const struct tree_gone *gone, struct slice name)
{
    return names_has(gone->before, name) && !names_has(gone->now, name);
}

static size_t remove_below(int folder, struct str *path,
                           const struct tree_gone *gone);

static size_t remove_child(int folder, const char *name, struct str *path,
                           const struct tree_gone *gone)
{
    int below = enter(folder, name);
    size_t count = 0;
    if (below >= 0) {
        str_append_char(path, '/');
        count = remove_below(below, path, gone);
        (void)close(below);
        if (count > 0 && !gone->is_dry) /* stays where it is not empty */
            (void)unlinkat(folder, name, AT_REMOVEDIR);
        return count;
    }
    if (!is_gone(gone, str_slice(path)) ||
        (!gone->is_dry && unlinkat(folder, name, 0) != 0))
        return 0;
    if (gone->report != NULL)
        gone->report("remove", path->data);
    return 1;
}

static size_t remove_below(int folder, struct str *path,
                           const struct tree_gone *gone)
{
    DIR *children = open_children(folder);
    size_t count = 0, start = path->size;
    const char *name;
    while (children != NULL && (name = next_child(children)) != NULL) {
        if (start == 0 && strcmp(name, DIST_OWN) == 0)
            continue;
        str_append_text(path, name);
        count += remove_child(folder, name, path, gone);
        path->size = start;
        path->data[start] = '\0';
    }
    if (children != NULL)
        (void)closedir(children);
    return count;
}

size_t tree_remove_gone(int folder, const struct tree_gone *gone)
{
    struct str path = {0};
    size_t count = remove_below(folder, &path, gone);
    str_release(&path);
    return count;
}
