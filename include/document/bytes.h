/* bytes.h - a file's bytes, read once and whole. */
#ifndef DOCUMENT_BYTES_H
#define DOCUMENT_BYTES_H

#include "base/arena.h"
#include "base/err.h"

/* Reads a regular file of at most `max_bytes` into `arena`, with a NUL behind
 * the end. Never blocks on a FIFO or a device: those are errors, as is a file
 * that is larger (ERR_LIMIT) or cannot be read (ERR_IO). */
bool bytes_read(const char *path, size_t max_bytes, struct arena *arena,
                struct slice *ret_bytes, struct err *err) MUST_USE;

#endif
