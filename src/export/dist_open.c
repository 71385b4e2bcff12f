/* dist_open.c - whose a folder is, before anything in it is touched.
 *
 * One that is empty or new becomes an export's, which its own folder in it
 * says; another is refused. A lock there keeps two exports apart. */
#include "export/dist_state.h"

#include "base/mem.h"
#include "export/dist_tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

bool dist_fail(struct err *err, const struct dist *dist, const char *what,
               const char *name)
{
    return err_set(err, ERR_IO, "cannot %s '%s%s%s': %s", what, dist->path,
                   name[0] != '\0' ? "/" : "", name, strerror(errno));
}

void dist_close_fd(int fd)
{
    if (fd >= 0)
        (void)close(fd);
}

/* Names that begin with a dot are those of tools: .git, .nojekyll. */
static bool find_foreign(int fd, struct str *ret_name)
{
    int copy = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = copy >= 0 ? fdopendir(copy) : NULL;
    struct dirent *child;
    while (folder != NULL && ret_name->size == 0 &&
           (child = readdir(folder)) != NULL) {
        if (child->d_name[0] != '.')
            str_append_text(ret_name, child->d_name);
    }
    if (folder != NULL)
        closedir(folder);
    return ret_name->size > 0;
}

/* What a link leads to is not ours, whatever is in it. */
static bool check_own_folder(const struct dist *dist, struct err *err)
{
    struct stat status;
    if (fstatat(dist->fd, DIST_OWN, &status, AT_SYMLINK_NOFOLLOW) != 0 ||
        S_ISDIR(status.st_mode))
        return true;
    err_set(err, ERR_INVALID, "'%s/" DIST_OWN "' is not a folder", dist->path);
    return err_set_hint(err, "remove it, or name another folder");
}

static bool check_owner(struct dist *dist, struct err *err)
{
    struct str name = {0};
    bool ok = faccessat(dist->fd, DIST_OWN "/files", F_OK, 0) == 0 ||
              !find_foreign(dist->fd, &name);
    if (!ok) {
        err_set(err, ERR_INVALID,
                "'%s' has files that are not of an export, such as '%.*s'",
                dist->path, SLICE_FMT(slice_sub(str_slice(&name), 0, 80)));
        err_set_hint(err, "name a folder that is empty or does not exist");
    }
    str_release(&name);
    return ok;
}

static bool take_lock(struct dist *dist, struct err *err)
{
    dist->lock =
        openat(dist->fd, DIST_OWN "/lock",
               O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, DIST_FILE_MODE);
    if (dist->lock < 0)
        return dist_fail(err, dist, "open", DIST_OWN "/lock");
    if (flock(dist->lock, LOCK_EX | LOCK_NB) == 0)
        return true;
    err_set(err, ERR_AGAIN, "another export to '%s' is running", dist->path);
    return err_set_hint(err, "wait until it has finished");
}

/* What an export left that was broken off is made anew. */
static bool clear_next(struct dist *dist, struct err *err)
{
    tree_remove(dist->fd, DIST_NEXT);
    if (mkdirat(dist->fd, DIST_NEXT, DIST_FOLDER_MODE) != 0)
        return dist_fail(err, dist, "make", DIST_NEXT);
    dist->next =
        openat(dist->fd, DIST_NEXT, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return dist->next >= 0 || dist_fail(err, dist, "open", DIST_NEXT);
}

static bool make_own(struct dist *dist, struct err *err)
{
    if (mkdirat(dist->fd, DIST_OWN, DIST_FOLDER_MODE) != 0 && errno != EEXIST)
        return dist_fail(err, dist, "make", DIST_OWN);
    if (!take_lock(dist, err))
        return false;
    /* From here on the folder is headmatter's, whatever happens. */
    if (names_read(&dist->before, dist->fd))
        return clear_next(dist, err);
    if (errno != ENOENT)
        return dist_fail(err, dist, "read", DIST_OWN "/files");
    if (!names_write(&dist->before, dist->fd))
        return dist_fail(err, dist, "write", DIST_OWN "/files");
    return clear_next(dist, err);
}

static bool open_folder(struct dist *dist, struct err *err)
{
    if (!dist->is_dry && mkdir(dist->path, DIST_FOLDER_MODE) != 0 &&
        errno != EEXIST)
        return dist_fail(err, dist, "make", "");
    dist->fd = open(dist->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dist->fd < 0 && dist->is_dry && errno == ENOENT)
        return true;
    if (dist->fd < 0)
        return dist_fail(err, dist, "open", "");
    if (!check_own_folder(dist, err) || !check_owner(dist, err))
        return false;
    if (!dist->is_dry)
        return make_own(dist, err);
    return names_read(&dist->before, dist->fd) || errno == ENOENT ||
           dist_fail(err, dist, "read", DIST_OWN "/files");
}

bool dist_open(const char *path, bool is_dry,
               void (*report)(const char *change, const char *name),
               struct dist **ret_dist, struct err *err)
{
    struct dist *dist = mem_alloc(1, sizeof *dist);
    *dist = (struct dist){.path = path,
                          .fd = -1,
                          .next = -1,
                          .lock = -1,
                          .is_dry = is_dry,
                          .report = report};
    pthread_mutex_init(&dist->mutex, NULL);
    if (!open_folder(dist, err)) {
        dist_close(dist);
        return false;
    }
    *ret_dist = dist;
    return true;
}

void dist_close(struct dist *dist)
{
    if (dist == NULL)
        return;
    if (dist->next >= 0)
        tree_remove(dist->fd, DIST_NEXT);
    dist_close_fd(dist->next);
    dist_close_fd(dist->fd);
    dist_close_fd(dist->lock);
    names_release(&dist->before);
    names_release(&dist->now);
    pthread_mutex_destroy(&dist->mutex);
    free(dist);
}
