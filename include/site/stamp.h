/* stamp.h - what stat() says of a file, to tell whether it has changed. */
#ifndef SITE_STAMP_H
#define SITE_STAMP_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

/* The timestamps of file systems can be this coarse: a file that is written
 * within this time of a look can be written again with the same stamp. */
#define STAMP_SETTLE_MS 2000

/* A file that was written this shortly before a look may be incomplete. */
#define STAMP_YOUNG_MS 40

struct stamp {
    dev_t device;
    ino_t inode;
    int64_t size, modified_ns, changed_ns;
    bool is_settled; /* an equal stamp means equal bytes */
    bool is_young;   /* the file may be incomplete */
};

struct stamp stamp_of(const struct stat *status, int64_t now_ms);

/* Whether all that stat() says is the same. */
bool stamp_is_same(const struct stamp *before, const struct stamp *now);

/* Whether the file has to be read again: the stamps differ, or it had not
 * settled before. */
bool stamp_differs(const struct stamp *before, const struct stamp *now);

#endif
