/* log_file.h - lines in a file or a pipe that never keep anybody waiting.
 *
 *     worker, worker, ... --> [ lines, at most 1 MiB ] --> thread --> file
 *
 * A disk may be slow or full, and the other end of a pipe may not be read. A
 * line that finds no room is dropped and counted (COUNTER_ACCESS_DROPPED); how
 * many, and why, is said on standard error. Any thread may call
 * log_file_write() and log_file_reopen(). */
#ifndef BASE_LOG_FILE_H
#define BASE_LOG_FILE_H

#include "base/err.h"
#include "base/str.h"

#define LOG_FILE_MAX_WAITING_BYTES (1024 * 1024)
#define LOG_FILE_BATCH_MS          50 /* lines are written at the latest then */

struct log_file; /* opaque, see log_file.c */

/* Whether it names an open descriptor, "fd:3", rather than a path. */
bool log_file_is_descriptor(struct slice where);

/* Opens a file, which is created with the mode 0640 and appended to, or takes a
 * copy of a descriptor. */
bool log_file_open(struct slice where, struct log_file **ret_file,
                   struct err *err) MUST_USE;

/* Writes what waits, unless that takes half a second. NULL is accepted. */
void log_file_close(struct log_file *file);

/* `lines` ends with a line feed. */
void log_file_write(struct log_file *file, struct slice lines);

/* Opens the path anew: what has been at it so far was renamed. If that fails,
 * the file that is open stays. Lines that wait go to the old one. NULL is
 * accepted. */
void log_file_reopen(struct log_file *file);

#endif
