/* place.c - finds a file for an index.
 *
 *     9f86d081884c7d65.db     the index of a site, named by a hash of its path
 *     9f86d081884c7d65.lock   locked while a process uses it
 *     9f86d081884c7d65-2.db   of a second process that serves the same site
 */
#include "search/place.h"

#include "base/map.h"
#include "search/search.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_PROCESSES 8 /* that serve one site with files of their own */

/* The folder and those around it. */
bool search_make_cache(struct slice folder, struct err *err)
{
    struct str path = {0};
    bool ok = true;
    for (size_t end = 1; ok && end <= folder.size; end++) {
        end = slice_find_char(folder, end, '/');
        str_clear(&path);
        str_append(&path, slice_sub(folder, 0, end));
        ok = mkdir(path.data, 0700) == 0 || errno == EEXIST;
        if (!ok && end < folder.size && access(path.data, X_OK) == 0)
            ok = true; /* it is there, and nothing can be made beside it */
    }
    if (!ok)
        (void)err_set(err, ERR_IO, "%s: %s", path.data, strerror(errno));
    str_release(&path);
    return ok;
}

static void name_file(struct str *out, struct slice folder, struct slice site,
                      unsigned number, const char *ending)
{
    str_clear(out);
    str_appendf(out, "%.*s/%016" PRIx64, SLICE_FMT(folder),
                hash_bytes(site, 0));
    if (number > 1)
        str_appendf(out, "-%u", number);
    str_append_text(out, ending);
}

/* A descriptor; or -1, with errno. */
static int lock(const char *path)
{
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file >= 0 && flock(file, LOCK_EX | LOCK_NB) != 0) {
        int failure = errno;
        (void)close(file);
        errno = failure;
        return -1;
    }
    return file;
}

void place_make_file(const char *path)
{
    int made = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (made >= 0)
        (void)close(made);
}

bool place_find(struct slice folder, struct slice site,
                struct file_place *ret_place, struct err *err)
{
    struct str path = {0}, lock_path = {0};
    int file = -1;
    unsigned number = 0;
    if (!search_make_cache(folder, err))
        return false;
    do {
        name_file(&path, folder, site, ++number, ".lock");
        file = lock(path.data);
    } while (file < 0 && errno == EWOULDBLOCK && number < MAX_PROCESSES);
    if (file < 0) {
        (void)err_set(err, ERR_IO, "%s: %s", path.data,
                      errno == EWOULDBLOCK ? "too many processes serve the site"
                                           : strerror(errno));
        str_release(&path);
        return false;
    }
    name_file(&path, folder, site, number, ".db");
    place_make_file(path.data);
    ret_place->path = path.data;
    ret_place->lock = file;
    name_file(&lock_path, folder, site, number, ".lock");
    ret_place->lock_path = lock_path.data;
    return true;
}

bool place_is_held(const struct file_place *place)
{
    struct stat held, there;
    return fstat(place->lock, &held) == 0 &&
           stat(place->lock_path, &there) == 0 && held.st_dev == there.st_dev &&
           held.st_ino == there.st_ino;
}

void place_release(struct file_place *place)
{
    if (place->path == NULL)
        return;
    free(place->path);
    free(place->lock_path);
    (void)close(place->lock);
    place->path = NULL;
}
