/* unix_socket.c - takes the place of a server that is gone.
 *
 *     lock the folder   bind -- in use? --> abandoned? unlink, bind   listen
 *     '-- others that start wait here ----------------------------------'
 *
 * A socket is bound before it listens, and in between it looks as if it was
 * abandoned: without the lock, a second server would remove it, and both would
 * believe that they are there. The lock is on the folder, so that no other file
 * is left behind. Whoever can read the folder can hold it, so nobody waits for
 * longer than a second. */
#include "http/unix_socket.h"

#include "base/clock.h"
#include "http/library_options.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#define UNIX_MODE   0666 /* its folder decides who may connect */
#define MAX_LOCK_US 1000000
#define STEP_NS     5000000L

static const struct sockaddr *any(const struct sockaddr_un *name)
{
    return (const struct sockaddr *)(const void *)name;
}

/* A folder that cannot be read cannot be locked either: -1. */
static int lock_folder(const struct sockaddr_un *name)
{
    char folder[sizeof name->sun_path];
    const struct timespec step = {.tv_nsec = STEP_NS};
    int64_t deadline_us = clock_monotonic_us() + MAX_LOCK_US;
    (void)memcpy(folder, name->sun_path, sizeof folder);
    char *slash = strrchr(folder, '/');
    if (slash != NULL)
        slash[slash == folder ? 1 : 0] = '\0';
    int fd =
        open(slash != NULL ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    while (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0 &&
           errno == EWOULDBLOCK && clock_monotonic_us() < deadline_us)
        (void)nanosleep(&step, NULL);
    return fd;
}

/* One that accepts nothing at the moment has not left, and is not waited for.
 */
static bool is_abandoned(const struct sockaddr_un *name, socklen_t size)
{
    struct stat status;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    bool is_refused = fd >= 0 && lstat(name->sun_path, &status) == 0 &&
                      S_ISSOCK(status.st_mode) &&
                      connect(fd, any(name), size) != 0 &&
                      errno == ECONNREFUSED;
    if (fd >= 0)
        (void)close(fd);
    return is_refused;
}

static bool replace(int fd, const struct sockaddr_un *name, socklen_t size)
{
    if (!is_abandoned(name, size)) {
        errno = EADDRINUSE;
        return false;
    }
    return unlink(name->sun_path) == 0 && bind(fd, any(name), size) == 0;
}

static bool bind_and_listen(int fd, const struct sockaddr_un *name,
                            socklen_t size, struct unix_socket_file *ret_file)
{
    struct stat status = {0};
    if (bind(fd, any(name), size) != 0 &&
        (errno != EADDRINUSE || !replace(fd, name, size)))
        return false;
    (void)chmod(name->sun_path, UNIX_MODE);
    (void)lstat(name->sun_path, &status);
    *ret_file = (struct unix_socket_file){status.st_dev, status.st_ino};
    if (listen(fd, LIBRARY_BACKLOG) == 0)
        return true;
    int failure = errno;
    unix_socket_remove(name, ret_file);
    errno = failure;
    return false;
}

bool unix_socket_listen(int fd, const struct sockaddr_un *name, socklen_t size,
                        struct unix_socket_file *ret_file)
{
    int lock = lock_folder(name);
    bool listens = bind_and_listen(fd, name, size, ret_file);
    int failure = errno;
    if (lock >= 0)
        (void)close(lock);
    errno = failure;
    return listens;
}

void unix_socket_remove(const struct sockaddr_un *name,
                        const struct unix_socket_file *file)
{
    struct stat status;
    if (lstat(name->sun_path, &status) == 0 && status.st_dev == file->device &&
        status.st_ino == file->inode)
        (void)unlink(name->sun_path);
}
