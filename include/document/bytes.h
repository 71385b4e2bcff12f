/* bytes.h - a file's bytes, read once and whole, and how they are encoded. */
#ifndef DOCUMENT_BYTES_H
#define DOCUMENT_BYTES_H

#include "base/arena.h"
#include "base/err.h"
#include "document/diagnostic.h"

/* Reads a regular file of at most `max_bytes` into `arena`, with a NUL after
 * the end. Never blocks on a FIFO or a device: those are errors, as is a file
 * that is larger (ERR_LIMIT) or cannot be read (ERR_IO). */
bool bytes_read(const char *path, size_t max_bytes, struct arena *arena,
                struct slice *ret_bytes, struct err *err) MUST_USE;

/* Returns false after adding an error if the bytes are UTF-16 or UTF-32. */
bool bytes_check_encoding(struct slice bytes,
                          struct diagnostics *diagnostics) MUST_USE;

/* The same text with LF for each CR that no LF follows: old Macs end their
 * lines so, and some editors mix. A copy lives in the arena. */
struct slice bytes_unify_lines(struct slice bytes, struct arena *arena);

#endif
