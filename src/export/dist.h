/* dist.h - the folder that is exported to. Private to this room.
 *
 *     DIST/posts/a.json                  what is served
 *     DIST/.headmatter/lock              held while an export runs
 *                      files             hashes of the names of all that is
 *                                        headmatter's here
 *                      next/posts/a.json what is new, until all of it is there
 *
 * The folder belongs to headmatter if it has a .headmatter, and only what is in
 * its list of files is ever replaced or removed. Names are hashed so that those
 * of hidden documents cannot be read there, if it is served after all. */
#ifndef EXPORT_DIST_H
#define EXPORT_DIST_H

#include "base/err.h"
#include "base/str.h"
#include "site/site.h"

#include <stdint.h>
#include <time.h>

#define DIST_OWN      SITE_EXPORT_MARK
#define DIST_MAX_NAME 252  /* bytes of one part of a path, with room for .gz */
#define DIST_MAX_PATH 2048 /* bytes of a path in DIST */

struct dist; /* opaque, see dist.c */
struct dist_file;

struct dist_counts {
    size_t written, removed, unchanged;
    uint64_t written_bytes;
};

/* Opens the folder, which is made if need be, and locks it. Refuses one that
 * holds files of others. With `is_dry` nothing is ever changed. `report` is as
 * in export.h. */
bool dist_open(const char *path, bool is_dry,
               void (*report)(const char *change, const char *name),
               struct dist **ret_dist, struct err *err) MUST_USE;
/* Removes what was not committed. NULL is accepted. */
void dist_close(struct dist *dist);

/* The three write a file, "posts/a.json", from its beginning; different files
 * by any threads. While it is what DIST has, nothing is written. dist_end()
 * also ends it after a failure, which it repeats. */
struct dist_file *dist_begin(struct dist *dist, struct slice name);
void dist_write(struct dist_file *file, struct slice bytes);
/* The time is the new file's; NULL: now. `*ret_time` is when it was last
 * changed. */
bool dist_end(struct dist_file *file, const struct timespec *time,
              struct timespec *ret_time, struct err *err) MUST_USE;

/* Keeps a file that DIST has with that time; false if there is none. */
bool dist_keep(struct dist *dist, struct slice name,
               const struct timespec *time) MUST_USE;

bool dist_is_dry(const struct dist *dist);

/* Opens a file that was written or kept in this run, to read it; -1 if that
 * fails. */
int dist_read(struct dist *dist, struct slice name);

/* Moves everything to its place and then removes what was not written again. */
bool dist_commit(struct dist *dist, struct dist_counts *ret_counts,
                 struct err *err) MUST_USE;

#endif
