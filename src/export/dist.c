/* dist.c - files that are compared, kept aside, and moved to their places.
 *
 * Each file is compared with the one that DIST has while it is made; the first
 * difference starts a file below next/, and what was equal so far is copied. So
 * an export that changes nothing writes nothing, and no list of hashes has to
 * be believed.
 *
 * When all is there it is moved, folder by folder. A rename is atomic, so each
 * file is the old or the new one whenever the process ends; one that ends
 * between two of them leaves some old and some new files, and the next run
 * finds and finishes that as any other difference. */
#include "export/dist_state.h"

#include "base/mem.h"
#include "export/dist_tree.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define COMPARED (64 * 1024)

struct dist_file {
    struct dist *dist;
    char name[DIST_MAX_PATH];
    int old, fresh; /* descriptors; -1 for none */
    uint64_t old_size;
    uint64_t size; /* so far */
    bool differs;
    bool is_link;   /* what DIST has is a symbolic link */
    struct err err; /* the first failure */
};

static void open_old(struct dist_file *file)
{
    struct stat status;
    int fd = openat(file->dist->fd, file->name,
                    O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    file->is_link = fd < 0 && errno == ELOOP;
    if (fd < 0 || fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
        dist_close_fd(fd);
        return;
    }
    file->old = fd;
    file->old_size = (uint64_t)status.st_size;
}

struct dist_file *dist_begin(struct dist *dist, struct slice name)
{
    struct dist_file *file = mem_alloc(1, sizeof *file);
    file->dist = dist;
    file->old = file->fresh = -1;
    file->err.code = ERR_NONE;
    size_t size = name.size < DIST_MAX_PATH ? name.size : DIST_MAX_PATH - 1;
    memcpy(file->name, name.data, size);
    if (dist->fd >= 0)
        open_old(file);
    file->differs = file->old < 0;
    return file;
}

static bool write_all(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t done = write(fd, bytes, size);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        bytes += done;
        size -= (size_t)done;
    }
    return true;
}

static bool make_folders(int fd, const char *name)
{
    char path[DIST_MAX_PATH];
    (void)snprintf(path, sizeof path, "%s", name);
    for (char *slash = strchr(path, '/'); slash != NULL;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdirat(fd, path, DIST_FOLDER_MODE) != 0 && errno != EEXIST)
            return false;
        *slash = '/';
    }
    return true;
}

static int create(int fd, const char *name)
{
    const int flags = O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW;
    int made = openat(fd, name, flags, DIST_FILE_MODE);
    if (made < 0 && errno == ENOENT && make_folders(fd, name))
        made = openat(fd, name, flags, DIST_FILE_MODE);
    return made;
}

/* The first `size` bytes of the old file, which are those of the new one. */
static bool copy_start(struct dist_file *file)
{
    char bytes[COMPARED];
    for (uint64_t at = 0; at < file->size;) {
        uint64_t left = file->size - at;
        ssize_t got =
            pread(file->old, bytes, left < sizeof bytes ? left : sizeof bytes,
                  (off_t)at);
        if (got <= 0 || !write_all(file->fresh, bytes, (size_t)got))
            return false;
        at += (uint64_t)got;
    }
    return true;
}

/* It is another file than DIST has. */
static bool start_fresh(struct dist_file *file)
{
    struct dist *dist = file->dist;
    file->differs = true;
    if (dist->is_dry)
        return true;
    file->fresh = create(dist->next, file->name);
    return file->fresh >= 0 && copy_start(file);
}

static bool is_same(const struct dist_file *file, struct slice bytes)
{
    char old[COMPARED];
    for (size_t at = 0; at < bytes.size;) {
        size_t left = bytes.size - at;
        ssize_t got =
            pread(file->old, old, left < sizeof old ? left : sizeof old,
                  (off_t)(file->size + at));
        if (got <= 0 || memcmp(old, bytes.data + at, (size_t)got) != 0)
            return false;
        at += (size_t)got;
    }
    return true;
}

static bool append(struct dist_file *file, struct slice bytes)
{
    if (!file->differs && !is_same(file, bytes) && !start_fresh(file))
        return false;
    if (file->differs && file->fresh < 0 && !file->dist->is_dry &&
        !start_fresh(file))
        return false;
    return file->fresh < 0 || write_all(file->fresh, bytes.data, bytes.size);
}

void dist_write(struct dist_file *file, struct slice bytes)
{
    if (file->err.code != ERR_NONE || bytes.size == 0)
        return;
    if (!append(file, bytes))
        (void)dist_fail(&file->err, file->dist, "write", file->name);
    file->size += bytes.size;
}

/* An empty file, or one that is shorter than before. */
static bool settle(struct dist_file *file)
{
    if (file->differs)
        return file->fresh >= 0 || file->dist->is_dry || start_fresh(file);
    return file->old_size == file->size || start_fresh(file);
}

/* A file that somebody else has put there is not replaced. */
static bool check_ours(const struct dist_file *file, struct err *err)
{
    const struct dist *dist = file->dist;
    if ((file->old < 0 && !file->is_link) ||
        names_has(&dist->before, slice_of(file->name)))
        return true;
    err_set(err, ERR_INVALID, "'%s/%s' is not of an export", dist->path,
            file->name);
    return err_set_hint(err, "move it elsewhere; the export has a file there");
}

static void count(struct dist *dist, const char *name, bool differs,
                  uint64_t size)
{
    pthread_mutex_lock(&dist->mutex);
    names_add(&dist->now, slice_of(name));
    if (differs) {
        dist->counts.written++;
        dist->counts.written_bytes += size;
    } else {
        dist->counts.unchanged++;
    }
    pthread_mutex_unlock(&dist->mutex);
    if (differs && dist->report != NULL)
        dist->report("write", name);
}

static bool end(struct dist_file *file, const struct timespec *time,
                struct timespec *ret_time, struct err *err)
{
    struct stat status;
    if (file->err.code == ERR_NONE && !settle(file))
        (void)dist_fail(&file->err, file->dist, "write", file->name);
    if (file->err.code != ERR_NONE) {
        *err = file->err;
        return false;
    }
    if (!check_ours(file, err))
        return false;
    int fd = file->differs ? file->fresh : file->old;
    if (fd >= 0 && time != NULL && !file->dist->is_dry) {
        const struct timespec times[] = {*time, *time};
        (void)futimens(fd, times);
    }
    *ret_time = (struct timespec){0};
    if (fd >= 0 && fstat(fd, &status) == 0)
        *ret_time = status.st_mtim;
    count(file->dist, file->name, file->differs, file->size);
    return true;
}

bool dist_end(struct dist_file *file, const struct timespec *time,
              struct timespec *ret_time, struct err *err)
{
    bool ok = end(file, time, ret_time, err);
    dist_close_fd(file->old);
    dist_close_fd(file->fresh);
    free(file);
    return ok;
}

bool dist_keep(struct dist *dist, struct slice name,
               const struct timespec *time)
{
    struct stat status;
    if (dist->fd < 0 || !names_has(&dist->before, name) ||
        fstatat(dist->fd, name.data, &status, AT_SYMLINK_NOFOLLOW) != 0 ||
        !S_ISREG(status.st_mode) || status.st_mtim.tv_sec != time->tv_sec ||
        status.st_mtim.tv_nsec != time->tv_nsec)
        return false;
    count(dist, name.data, false, (uint64_t)status.st_size);
    return true;
}

bool dist_is_dry(const struct dist *dist)
{
    return dist->is_dry;
}

int dist_read(struct dist *dist, struct slice name)
{
    int fd = -1;
    if (dist->next >= 0)
        fd = openat(dist->next, name.data, O_RDONLY | O_CLOEXEC);
    return fd < 0 && dist->fd >= 0
               ? openat(dist->fd, name.data, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
               : fd;
}

static size_t remove_gone(struct dist *dist)
{
    const struct tree_gone gone = {
        .before = &dist->before,
        .now = &dist->now,
        .is_dry = dist->is_dry,
        .report = dist->report,
    };
    return dist->fd >= 0 ? tree_remove_gone(dist->fd, &gone) : 0;
}

static bool move_all(struct dist *dist, struct err *err)
{
    struct names_list both = {0};
    names_join(&both, &dist->before, &dist->now);
    bool ok = names_write(&both, dist->fd);
    names_release(&both);
    if (!ok)
        return dist_fail(err, dist, "write", DIST_OWN "/files");
    if (tree_merge(dist->next, dist->fd))
        return true;
    /* A file is in the place of a folder, or the other way round. */
    dist->counts.removed += remove_gone(dist);
    return tree_merge(dist->next, dist->fd) ||
           dist_fail(err, dist, "move the files of the export to", "");
}

bool dist_commit(struct dist *dist, struct dist_counts *ret_counts,
                 struct err *err)
{
    names_sort(&dist->now);
    if (!dist->is_dry && !move_all(dist, err))
        return false;
    dist->counts.removed += remove_gone(dist);
    if (!dist->is_dry && !names_write(&dist->now, dist->fd))
        return dist_fail(err, dist, "write", DIST_OWN "/files");
    *ret_counts = dist->counts;
    return true;
}
