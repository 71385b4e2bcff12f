/* stamp.c - has a file changed?
 *
 * Nobody can set the time of the last status change, so it reveals a copy that
 * keeps the old modification time; a file that replaces another has another
 * inode. What remains is a file that is written twice within one tick of the
 * file system's clock, with the same size: a look in between sees the final
 * stamp but not the final bytes. So a stamp counts only once it has settled.
 *
 * A file that was written just now may have been truncated and not filled yet.
 * A time far in the future says nothing about that: it comes from the clock of
 * another machine. */
#include "site/stamp.h"

#define NS_PER_MS INT64_C(1000000)

/* File systems keep years that 64 bits of nanoseconds cannot; those are the end
 * of time, or its beginning. */
static int64_t nanoseconds(struct timespec time)
{
    const int64_t last_s = INT64_MAX / (1000 * NS_PER_MS) - 1;
    if (time.tv_sec > last_s)
        return INT64_MAX;
    if (time.tv_sec < -last_s)
        return INT64_MIN;
    return (int64_t)time.tv_sec * 1000 * NS_PER_MS + time.tv_nsec;
}

struct stamp stamp_of(const struct stat *status, int64_t now_ms)
{
    struct stamp stamp = {
        .device = status->st_dev,
        .inode = status->st_ino,
        .size = status->st_size,
        .modified_ns = nanoseconds(status->st_mtim),
        .changed_ns = nanoseconds(status->st_ctim),
    };
    int64_t newest_ns = stamp.modified_ns > stamp.changed_ns ? stamp.modified_ns
                                                             : stamp.changed_ns;
    int64_t age_ms = now_ms - stamp.changed_ns / NS_PER_MS;
    stamp.is_young = age_ms < STAMP_YOUNG_MS && age_ms > -STAMP_SETTLE_MS;
    stamp.is_settled = now_ms - newest_ns / NS_PER_MS >= STAMP_SETTLE_MS;
    return stamp;
}

bool stamp_is_same(const struct stamp *before, const struct stamp *now)
{
    return before->device == now->device && before->inode == now->inode &&
           before->size == now->size &&
           before->modified_ns == now->modified_ns &&
           before->changed_ns == now->changed_ns;
}

bool stamp_differs(const struct stamp *before, const struct stamp *now)
{
    return !before->is_settled || !stamp_is_same(before, now);
}
