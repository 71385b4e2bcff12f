/* coded.c - .gz for nginx's gzip_static, .br for its brotli_static, and both
 * for Caddy's precompressed.
 *
 * To code a file takes a hundred times as long as to write it, so the time of
 * change says whether it has to be done again: a sibling has that of its file,
 * to the nanosecond. */
#include "export/coded.h"

#include "base/array.h"
#include "http/codings.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define READ_BYTES (256 * 1024)

static bool code_file(int fd, enum coding coding, struct dist_file *to)
{
    struct stat status;
    struct str bytes = {0}, coded = {0};
    ssize_t got;
    size_t size = fstat(fd, &status) == 0 ? (size_t)status.st_size : 0;
    struct coder *coder = coder_open(coding, size);
    str_reserve(&bytes, READ_BYTES);
    do {
        got = read(fd, bytes.data, READ_BYTES);
        str_clear(&coded);
        coder_append(coder,
                     (struct slice){bytes.data, got > 0 ? (size_t)got : 0},
                     got <= 0, &coded);
        dist_write(to, str_slice(&coded));
    } while (got > 0);
    coder_release(coder);
    str_release(&coded);
    str_release(&bytes);
    return got == 0;
}

static bool make_sibling(struct dist *dist, struct slice name,
                         struct slice sibling, enum coding coding,
                         const struct timespec *time, struct err *err)
{
    struct timespec made;
    struct dist_file *to = dist_begin(dist, sibling);
    if (dist_is_dry(dist)) /* there may be nothing to code */
        return dist_end(to, time, &made, err);
    int fd = dist_read(dist, name);
    bool is_read = fd >= 0 && code_file(fd, coding, to);
    int why = errno;
    if (fd >= 0)
        (void)close(fd);
    bool is_kept = dist_end(to, time, &made, err);
    if (is_kept && !is_read)
        err_set(err, ERR_IO, "cannot read '%.*s' again: %s",
                SLICE_FMT(slice_sub(name, 0, 200)), strerror(why));
    return is_read && is_kept;
}

bool coded_keep(struct dist *dist, struct slice name,
                const struct timespec *time, struct err *err)
{
    static const struct {
        enum coding coding;
        const char *ending;
    } siblings[] = {{CODING_BROTLI, ".br"}, {CODING_GZIP, ".gz"}};
    for (size_t i = 0; i < ARRAY_COUNT(siblings); i++) {
        char sibling[DIST_MAX_PATH];
        int size = snprintf(sibling, sizeof sibling, "%.*s%s", SLICE_FMT(name),
                            siblings[i].ending);
        struct slice path = {sibling, (size_t)size};
        if (path.size >= sizeof sibling)
            continue;
        if (!dist_keep(dist, path, time) &&
            !make_sibling(dist, name, path, siblings[i].coding, time, err))
            return false;
    }
    return true;
}
