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
#include "export/dist.h"

#include "base/array.h"
#include "base/map.h"
#include "base/mem.h"
#include "export/dist_names.h"
#include "export/dist_tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define NEXT        DIST_OWN "/next"
#define COMPARED    (64 * 1024)
#define FOLDER_MODE 0777
#define FILE_MODE   0666

struct dist {
    const char *path;
    int fd;   /* of DIST; -1: it is not there, and not to be made */
    int next; /* of next/; -1 likewise */
    int lock;
    bool is_dry;
    void (*report)(const char *change, const char *name);
    struct names_list before; /* what was headmatter's; sorted */
    pthread_mutex_t mutex;    /* of what follows */
    struct names_list now;
    struct dist_counts counts;
};

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

static bool fail(struct err *err, const struct dist *dist, const char *what,
                 const char *name)
{
    return err_set(err, ERR_IO, "cannot %s '%s%s%s': %s", what, dist->path,
                   name[0] != '\0' ? "/" : "", name, strerror(errno));
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
    dist->lock = openat(dist->fd, DIST_OWN "/lock",
                        O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, FILE_MODE);
    if (dist->lock < 0)
        return fail(err, dist, "open", DIST_OWN "/lock");
    if (flock(dist->lock, LOCK_EX | LOCK_NB) == 0)
        return true;
    err_set(err, ERR_AGAIN, "another export to '%s' is running", dist->path);
    return err_set_hint(err, "wait until it has finished");
}

/* What an export left that was broken off is made anew. */
static bool clear_next(struct dist *dist, struct err *err)
{
    tree_remove(dist->fd, NEXT);
    if (mkdirat(dist->fd, NEXT, FOLDER_MODE) != 0)
        return fail(err, dist, "make", NEXT);
    dist->next = openat(dist->fd, NEXT, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return dist->next >= 0 || fail(err, dist, "open", NEXT);
}

static bool make_own(struct dist *dist, struct err *err)
{
    if (mkdirat(dist->fd, DIST_OWN, FOLDER_MODE) != 0 && errno != EEXIST)
        return fail(err, dist, "make", DIST_OWN);
    if (!take_lock(dist, err))
        return false;
    /* From here on the folder is headmatter's, whatever happens. */
    if (names_read(&dist->before, dist->fd))
        return clear_next(dist, err);
    if (errno != ENOENT)
        return fail(err, dist, "read", DIST_OWN "/files");
    if (!names_write(&dist->before, dist->fd))
        return fail(err, dist, "write", DIST_OWN "/files");
    return clear_next(dist, err);
}

static bool open_folder(struct dist *dist, struct err *err)
{
    if (!dist->is_dry && mkdir(dist->path, FOLDER_MODE) != 0 && errno != EEXIST)
        return fail(err, dist, "make", "");
    dist->fd = open(dist->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dist->fd < 0 && dist->is_dry && errno == ENOENT)
        return true;
    if (dist->fd < 0)
        return fail(err, dist, "open", "");
    if (!check_own_folder(dist, err) || !check_owner(dist, err))
        return false;
    if (!dist->is_dry)
        return make_own(dist, err);
    return names_read(&dist->before, dist->fd) || errno == ENOENT ||
           fail(err, dist, "read", DIST_OWN "/files");
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

static void close_if_open(int fd)
{
    if (fd >= 0)
        (void)close(fd);
}

void dist_close(struct dist *dist)
{
    if (dist == NULL)
        return;
    if (dist->next >= 0)
        tree_remove(dist->fd, NEXT);
    close_if_open(dist->next);
    close_if_open(dist->fd);
    close_if_open(dist->lock);
    names_release(&dist->before);
    names_release(&dist->now);
    pthread_mutex_destroy(&dist->mutex);
    free(dist);
}

static void open_old(struct dist_file *file)
{
    struct stat status;
    int fd = openat(file->dist->fd, file->name,
                    O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    file->is_link = fd < 0 && errno == ELOOP;
    if (fd < 0 || fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
        close_if_open(fd);
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
        if (mkdirat(fd, path, FOLDER_MODE) != 0 && errno != EEXIST)
            return false;
        *slash = '/';
    }
    return true;
}

static int create(int fd, const char *name)
{
    const int flags = O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW;
    int made = openat(fd, name, flags, FILE_MODE);
    if (made < 0 && errno == ENOENT && make_folders(fd, name))
        made = openat(fd, name, flags, FILE_MODE);
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
        (void)fail(&file->err, file->dist, "write", file->name);
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
        (void)fail(&file->err, file->dist, "write", file->name);
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
    close_if_open(file->old);
    close_if_open(file->fresh);
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
        return fail(err, dist, "write", DIST_OWN "/files");
    if (tree_merge(dist->next, dist->fd))
        return true;
    /* A file is in the place of a folder, or the other way round. */
    dist->counts.removed += remove_gone(dist);
    return tree_merge(dist->next, dist->fd) ||
           fail(err, dist, "move the files of the export to", "");
}

bool dist_commit(struct dist *dist, struct dist_counts *ret_counts,
                 struct err *err)
{
    names_sort(&dist->now);
    if (!dist->is_dry && !move_all(dist, err))
        return false;
    dist->counts.removed += remove_gone(dist);
    if (!dist->is_dry && !names_write(&dist->now, dist->fd))
        return fail(err, dist, "write", DIST_OWN "/files");
    *ret_counts = dist->counts;
    return true;
}
