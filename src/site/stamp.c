/* stamp.c - was the file written since?
 *
 * The time of the last change of status cannot be set by anybody, so a copy
 * that keeps the old time of modification is noticed by it; a file that was
 * put in the place of another has another inode. What remains is a file that
 * is written twice within one tick of the file system's clock, with as many
 * bytes: whoever looks in between sees the stamp that it will keep. Such a
 * young stamp is believed by nobody.
 *
 * A file that was written in this very moment may be cut and not filled again.
 * A time that is far ahead says nothing of that: the clock of another machine
 * made it. */
#include "site/stamp.h"

#define NS_PER_MS INT64_C(1000000)

static int64_t nanoseconds(struct timespec time)
{
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
