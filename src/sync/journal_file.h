/* journal_file.h - the steps of a journal as lines of a file. Private to this
 * room.
 *
 *     {"from":"a","to":"b","count":2}                   a step
 *     {"op":"edited","id":"posts/x","rev":"2", ...}
 *     {"op":"gone","id":"posts/y","reason":"deleted", ...}
 *     {"from":"","to":"b","count":800}                  all there is at "b"
 *     {"op":"appeared","id":"posts/x","rev":"2", ...}
 *     ...
 *
 * A step that begins with nothing has every document of its time, so that a
 * server that starts can tell what was edited while none was running. A file
 * that ends within a step has been cut off there, and is read up to that
 * step. */
#ifndef SYNC_JOURNAL_FILE_H
#define SYNC_JOURNAL_FILE_H

#include "base/err.h"
#include "sync/step.h"

#define JOURNAL_FILE_MAX_BYTES (1024L * 1024 * 1024)

struct journal_file; /* opaque, see journal_file.c */

/* Opens and locks it, and makes it if need be: for its owner alone. */
bool journal_file_open(const char *path, struct journal_file **ret_file,
                       struct err *err) MUST_USE;
void journal_file_close(struct journal_file *file); /* NULL is accepted */

/* The next step that is in it, which the caller releases; false at the end. */
bool journal_file_read(struct journal_file *file, struct step *ret_step);

/* What there was at the end of it, id -> struct known, and the rev of that;
 * NULL if it does not say. Both last until the first write. */
const struct map *journal_file_known(const struct journal_file *file,
                                     const char **ret_rev);

/* Both return false, with errno set, if the file is not whole any more. */
bool journal_file_append(struct journal_file *file,
                         const struct step *step) MUST_USE;
/* Starts over with these steps and with all documents of the snapshot. */
bool journal_file_rewrite(struct journal_file *file, const struct step *steps,
                          size_t count,
                          const struct snapshot *snapshot) MUST_USE;

/* How long it has become since it was last rewritten, in bytes. */
size_t journal_file_grown(const struct journal_file *file);

#endif
