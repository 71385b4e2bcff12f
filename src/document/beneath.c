/* beneath.c - lets no symbolic link lead out of a folder, at any moment.
 *
 * A link can be replaced between a check of where it leads and open(), so the
 * check has to be a part of opening. openat2() with RESOLVE_BENEATH is that,
 * but it refuses every absolute link, including those that lead back into the
 * folder; and some sandboxes have no such call. Then the file is opened first,
 * and the kernel says where the descriptor is: whatever has been opened by then
 * no longer changes. */
#include "document/beneath.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MAX_TRIES 16 /* while something on the path is being renamed */

static bool read_path(int fd, char ret_place[PATH_MAX])
{
    char link[32];
    (void)snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, ret_place, PATH_MAX - 1);
    ret_place[size > 0 ? size : 0] = '\0';
    return size > 0;
}

/* False, too, where /proc is not mounted. */
static bool is_beneath(int folder, int fd)
{
    char above[PATH_MAX], path[PATH_MAX];
    if (!read_path(folder, above) || !read_path(fd, path))
        return false;
    size_t size = strcmp(above, "/") == 0 ? 0 : strlen(above);
    return strncmp(path, above, size) == 0 &&
           (path[size] == '/' || path[size] == '\0');
}

static int open_by_kernel(int folder, const char *path, int flags)
{
    const struct open_how how = {.flags = (unsigned)flags,
                                 .resolve =
                                     RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS};
    int fd = -1;
    for (unsigned i = 0; i < MAX_TRIES; i++) {
        fd = (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
        if (fd >= 0 || errno != EAGAIN)
            break;
    }
    return fd;
}

static int open_in(int folder, const char *path, int flags)
{
    int fd = open_by_kernel(folder, path, flags);
    if (fd >= 0 || (errno != EXDEV && errno != ENOSYS && errno != EPERM &&
                    errno != EAGAIN))
        return fd;
    fd = openat(folder, path, flags);
    if (fd >= 0 && !is_beneath(folder, fd)) {
        close(fd);
        errno = EXDEV;
        return -1;
    }
    return fd;
}

static void close_kindly(int fd)
{
    int reason = errno;
    close(fd);
    errno = reason;
}

/* `path` is NUL-terminated. */
static int open_below(int folder, struct slice top, const char *path, int flags)
{
    struct str name = {0};
    if (top.size == 0)
        return open_in(folder, *path != '\0' ? path : ".", flags);
    str_append(&name, top);
    int below = open_in(folder, name.data, O_PATH | O_DIRECTORY | O_CLOEXEC);
    str_release(&name);
    if (below < 0)
        return -1;
    path += top.size;
    path += *path == '/' ? 1 : 0;
    int fd = open_in(below, *path != '\0' ? path : ".", flags);
    close_kindly(below);
    return fd;
}

int beneath_open(const char *root, struct slice top, struct slice path,
                 int flags)
{
    struct str name = {0};
    int folder = beneath_open_folder(root);
    if (folder < 0)
        return -1;
    str_append(&name, path);
    int fd = open_below(folder, top, path.size > 0 ? name.data : "",
                        flags | O_CLOEXEC);
    close_kindly(folder);
    str_release(&name);
    return fd;
}

/* Where there is no openat2(): name by name. */
static int open_by_names(int folder, struct slice path, int flags)
{
    struct slice rest = path, part;
    struct str name = {0};
    int fd = folder;
    while (fd >= 0 && slice_cut(&rest, '/', &part)) {
        int how = rest.size > 0 ? O_PATH | O_DIRECTORY : flags;
        str_clear(&name);
        str_append(&name, part);
        int next = slice_is(part, "..")
                       ? (errno = EXDEV, -1)
                       : openat(fd, name.data, how | O_NOFOLLOW | O_CLOEXEC);
        if (fd != folder)
            close_kindly(fd);
        fd = next;
    }
    str_release(&name);
    return fd;
}

int beneath_open_folder(const char *root)
{
    return open(root, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

int beneath_open_plain_in(int folder, struct slice path, int flags)
{
    const struct open_how how = {.flags = (unsigned)flags | O_CLOEXEC,
                                 .resolve =
                                     RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS};
    struct str name = {0};
    if (folder < 0 || path.size == 0)
        return -1;
    str_append(&name, path);
    int fd = (int)syscall(SYS_openat2, folder, name.data, &how, sizeof how);
    if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == EAGAIN))
        fd = open_by_names(folder, path, flags);
    str_release(&name);
    return fd;
}

int beneath_open_plain(const char *root, struct slice path, int flags)
{
    int folder = beneath_open_folder(root);
    int fd = beneath_open_plain_in(folder, path, flags);
    if (folder >= 0)
        close_kindly(folder);
    return fd;
}
