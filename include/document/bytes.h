/* bytes.h - a file's bytes, read once and whole, and how they are encoded. */
#ifndef DOCUMENT_BYTES_H
#define DOCUMENT_BYTES_H

#include "base/arena.h"
#include "base/err.h"
#include "document/diagnostic.h"

#include <fcntl.h>

/* Reads a regular file of at most `max_bytes` into `arena`, with a NUL after
 * the end. Never blocks on a FIFO or a device: those are errors, as is a file
 * that is larger (ERR_LIMIT) or cannot be read (ERR_IO). */
bool bytes_read(const char *path, size_t max_bytes, struct arena *arena,
                struct slice *ret_bytes, struct err *err) MUST_USE;

/* The same from a descriptor, which it closes; where that is -1, errno says why
 * the file could not be opened. ERR_AGAIN where only descriptors or memory are
 * short, or where the device failed. */
bool bytes_read_open(int fd, size_t max_bytes, struct arena *arena,
                     struct slice *ret_bytes, struct err *err) MUST_USE;

/* Whether an errno says that only descriptors or memory are short, that the
 * device failed, or that a link was replaced meanwhile: no fault of a file. */
bool bytes_is_passing(int reason);

#define BYTES_OPEN_FLAGS (O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)

/* Returns false after adding an error if the bytes are UTF-16 or UTF-32. */
bool bytes_check_encoding(struct slice bytes,
                          struct diagnostics *diagnostics) MUST_USE;

/* The same text with LF for each CR that no LF follows: old Macs end their
 * lines so, and some editors mix. A copy lives in the arena. */
struct slice bytes_unify_lines(struct slice bytes, struct arena *arena);

#endif
