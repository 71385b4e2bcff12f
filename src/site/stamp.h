/* stamp.h - what stat() says of a file, to know by whether it was written.
 * Private to this room. */
#ifndef SITE_STAMP_H
#define SITE_STAMP_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

/* Clocks of file systems stand still for as long as this: a file that was
 * written so shortly before the look may be written again unseen. */
#define STAMP_SETTLE_MS 2000

/* Whoever wrote it so shortly before the look may still be writing. */
#define STAMP_YOUNG_MS 40

struct stamp {
    dev_t device;
    ino_t inode;
    int64_t size, modified_ns, changed_ns;
    bool is_settled; /* an equal stamp means equal bytes */
    bool is_young;   /* it may be half-written */
};

struct stamp stamp_of(const struct stat *status, int64_t now_ms);

/* Whether nothing tells one from the other. */
bool stamp_is_same(const struct stamp *before, const struct stamp *now);

/* Whether the file that had this stamp must be read again. */
bool stamp_differs(const struct stamp *before, const struct stamp *now);

#endif
