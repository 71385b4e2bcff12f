/* bytes.c - reading files that other programs are writing.
 *
 * An editor may replace or cut a file while we read it. We read what the open
 * file holds until its end, not what stat() promised, and look at its type on
 * the open descriptor, so that no other file can get in between. O_NONBLOCK
 * keeps a FIFO without a writer from stopping the load.
 *
 * Read as UTF-8, a file in UTF-16 has no front matter: all of it would be a
 * garbled body, and a draft would be published. Without a byte order mark, the
 * first characters show it: they are ASCII in any file with keys, so half of
 * their bytes are NUL. Other encodings are found later, at their first invalid
 * byte. */
#include "document/bytes.h"

#include "base/array.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SPARE_BYTES 1 /* one read past the expected end shows if it grew */

#define FIRST_BYTES 4
#define MIN_NULS    2 /* among them, for two or four bytes a character */

static bool too_large(size_t max_bytes, struct err *err)
{
    err_set(err, ERR_LIMIT, "the file is larger than %zu bytes", max_bytes);
    return err_set_hint(err, "split it, or move it out of the content folder");
}

/* EXDEV: a link now leads out of the folder, which the next walk reports. */
bool bytes_is_passing(int reason)
{
    static const int reasons[] = {EMFILE, ENFILE, ENOMEM, EIO, EAGAIN, EXDEV};
    for (size_t i = 0; i < ARRAY_COUNT(reasons); i++) {
        if (reasons[i] == reason)
            return true;
    }
    return false;
}

static bool unreadable(struct err *err)
{
    int reason = errno;
    err_set(err, bytes_is_passing(reason) ? ERR_AGAIN : ERR_IO,
            "the file cannot be read: %s",
            reason == EXDEV ? "it leads out of the folder" : strerror(reason));
    return err_set_hint(err, reason == ENOENT || reason == ENOTDIR
                                 ? "check that its path is right"
                                 : "check that the server has permission to "
                                   "read it");
}

/* Reads to the end of the file; the buffer doubles if the file has grown. */
static bool read_all(int fd, size_t expected, size_t max_bytes,
                     struct arena *arena, struct slice *ret_bytes,
                     struct err *err)
{
    size_t capacity = expected + SPARE_BYTES;
    char *bytes = arena_bytes(arena, capacity + 1);
    size_t size = 0;

    for (;;) {
        ssize_t got = read(fd, bytes + size, capacity - size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return unreadable(err);
        if (got == 0)
            break;
        size += (size_t)got;
        if (size > max_bytes)
            return too_large(max_bytes, err);
        if (size == capacity) {
            char *larger = arena_bytes(arena, capacity * 2 + 1);
            memcpy(larger, bytes, size);
            bytes = larger;
            capacity *= 2;
        }
    }
    bytes[size] = '\0';
    *ret_bytes = (struct slice){bytes, size};
    return true;
}

bool bytes_read_open(int fd, size_t max_bytes, struct arena *arena,
                     struct slice *ret_bytes, struct err *err)
{
    struct stat status;
    bool ok = false;

    if (fd < 0)
        return unreadable(err);
    if (fstat(fd, &status) != 0) {
        unreadable(err);
    } else if (!S_ISREG(status.st_mode)) {
        err_set(err, ERR_IO, "this is not a regular file");
        err_set_hint(err, "remove it, or replace it with a file");
    } else if ((uint64_t)status.st_size > max_bytes) {
        too_large(max_bytes, err);
    } else {
        ok = read_all(fd, (size_t)status.st_size, max_bytes, arena, ret_bytes,
                      err);
    }
    close(fd);
    return ok;
}

bool bytes_read(const char *path, size_t max_bytes, struct arena *arena,
                struct slice *ret_bytes, struct err *err)
{
    return bytes_read_open(open(path, BYTES_OPEN_FLAGS), max_bytes, arena,
                           ret_bytes, err);
}

bool bytes_check_encoding(struct slice bytes, struct diagnostics *diagnostics)
{
    size_t nuls = 0;
    for (size_t i = 0; i < bytes.size && i < FIRST_BYTES; i++)
        nuls += bytes.data[i] == '\0' ? 1 : 0;
    bool has_mark =
        slice_starts(bytes, "\xFF\xFE") || slice_starts(bytes, "\xFE\xFF");
    if (!has_mark && nuls < MIN_NULS)
        return true;
    return diagnostics_add(diagnostics, DIAGNOSTIC_FILE_ENCODING, 1, 1,
                           "save the file as UTF-8",
                           "the file is UTF-16 or UTF-32, not UTF-8");
}

/* The first CR from `at` on that no LF follows, or bytes.size. */
static size_t find_lone_cr(struct slice bytes, size_t at)
{
    at = slice_find_char(bytes, at, '\r');
    while (at + 1 < bytes.size && bytes.data[at + 1] == '\n')
        at = slice_find_char(bytes, at + 1, '\r');
    return at;
}

struct slice bytes_unify_lines(struct slice bytes, struct arena *arena)
{
    size_t first = find_lone_cr(bytes, 0);
    if (first == bytes.size)
        return bytes;
    char *copy = arena_bytes(arena, bytes.size);
    memcpy(copy, bytes.data, bytes.size);
    for (size_t i = first; i < bytes.size; i = find_lone_cr(bytes, i + 1))
        copy[i] = '\n';
    return (struct slice){copy, bytes.size};
}
