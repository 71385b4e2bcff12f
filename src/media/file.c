/* file.c - opens what the walk has found, and nothing else.
 *
 * The name comes from the index, so it has no dot segments and no NUL. What
 * lies at that name can be replaced at any moment, by a link that leads
 * anywhere: so no link is followed, and what is opened is looked at again. A
 * pipe or device in its place is refused without waiting for it.
 *
 * The hash is one over pieces of the file, each seeded with that of those
 * before it. Reading a file twice for its first answer is the price of a strong
 * validator that does not depend on when the file was copied to this machine.
 */
#include "media/file.h"

#include "base/clock.h"
#include "base/map.h"
#include "base/mem.h"
#include "document/beneath.h"
#include "media/hashes.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE_BYTES (256 * 1024)
#define NS_PER_S    1000000000
#define NS_PER_MS   1000000

/* Times of file systems can be this coarse: a file that is written within this
 * time can be written again with the same stamp. */
#define SETTLE_MS 2000

static int64_t ns_of(struct timespec time)
{
    return (int64_t)time.tv_sec * NS_PER_S + time.tv_nsec;
}

static bool read_stamp(int fd, struct media_stamp *ret_stamp)
{
    struct stat status;
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode))
        return false;
    *ret_stamp = (struct media_stamp){
        .device = status.st_dev,
        .inode = status.st_ino,
        .size = status.st_size,
        .modified_ns = ns_of(status.st_mtim),
        .changed_ns = ns_of(status.st_ctim),
    };
    return true;
}

#define OPEN_FLAGS (O_RDONLY | O_NONBLOCK | O_NOCTTY)

static bool take_opened(int fd, struct media_opened *ret_opened)
{
    struct media_opened opened = {.fd = fd};
    if (opened.fd < 0)
        return false;
    if (!read_stamp(opened.fd, &opened.stamp)) {
        (void)close(opened.fd);
        return false;
    }
    *ret_opened = opened;
    return true;
}

static struct slice path_in_tree(const struct media_tree *tree,
                                 const struct media_file *file)
{
    return slice_from(file->disk, tree->prefix.size);
}

bool media_open(const struct media *media, const struct media_file *file,
                struct media_opened *ret_opened)
{
    const struct media_tree *tree = media_tree_of(media, file->path);
    return take_opened(beneath_open_plain(tree->folder.data,
                                          path_in_tree(tree, file), OPEN_FLAGS),
                       ret_opened);
}

bool media_open_in(const struct media *media, const int *folders,
                   const struct media_file *file,
                   struct media_opened *ret_opened)
{
    const struct media_tree *tree = media_tree_of(media, file->path);
    int folder = folders[tree - media_tree_at(media, 0)];
    return take_opened(
        beneath_open_plain_in(folder, path_in_tree(tree, file), OPEN_FLAGS),
        ret_opened);
}

/* As pread(), but for all `size` bytes; false if there are not as many. */
static bool read_all(int fd, char *buffer, size_t size, int64_t offset)
{
    while (size > 0) {
        ssize_t got = pread(fd, buffer, size, offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        buffer += got;
        size -= (size_t)got;
        offset += got;
    }
    return true;
}

bool media_read(const struct media_opened *opened, struct str *out)
{
    size_t size = (size_t)opened->stamp.size;
    str_reserve(out, size);
    if (!read_all(opened->fd, out->data + out->size, size, 0))
        return false;
    out->size += size;
    return true;
}

static bool hash_bytes_of(const struct media_opened *opened, uint64_t *ret_hash)
{
    char *piece = mem_grow(NULL, PIECE_BYTES, 1);
    uint64_t hash = (uint64_t)opened->stamp.size;
    bool ok = true;
    for (int64_t at = 0; ok && at < opened->stamp.size; at += PIECE_BYTES) {
        int64_t left = opened->stamp.size - at;
        size_t size = left < PIECE_BYTES ? (size_t)left : PIECE_BYTES;
        ok = read_all(opened->fd, piece, size, at);
        if (ok)
            hash = hash_bytes((struct slice){piece, size}, hash);
    }
    free(piece);
    *ret_hash = hash;
    return ok;
}

/* The time of modification may be any, as archives and copies set it; that of
 * the last change is the system's own, and only in the future where its clock
 * was set back. */
bool media_is_settled(const struct media_stamp *stamp)
{
    int64_t age_ns = clock_now_ms() * NS_PER_MS - stamp->changed_ns;
    int64_t settle_ns = (int64_t)SETTLE_MS * NS_PER_MS;
    return age_ns > settle_ns || age_ns < -settle_ns;
}

bool media_is_unchanged(const struct media_opened *opened)
{
    struct media_stamp now;
    return read_stamp(opened->fd, &now) && now.size == opened->stamp.size &&
           now.modified_ns == opened->stamp.modified_ns &&
           now.changed_ns == opened->stamp.changed_ns;
}

bool media_hash(const struct media_opened *opened, uint64_t *ret_hash)
{
    if (hashes_begin(&opened->stamp, ret_hash))
        return true;
    bool was_settled = media_is_settled(&opened->stamp);
    bool ok = hash_bytes_of(opened, ret_hash) && media_is_unchanged(opened);
    hashes_end(&opened->stamp, ok, was_settled, *ret_hash);
    return ok;
}

bool media_known_hash(const struct media_opened *opened, uint64_t *ret_hash)
{
    return hashes_find(&opened->stamp, ret_hash);
}
