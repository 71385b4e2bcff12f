/* encoding.h - what a file's bytes are, before anything is read from them.
 *
 * Private to this room. */
#ifndef DOCUMENT_ENCODING_H
#define DOCUMENT_ENCODING_H

#include "base/err.h"
#include "document/diagnostic.h"

/* False after adding an error: text of two or four bytes a character. */
bool encoding_check(struct slice bytes,
                    struct diagnostics *diagnostics) MUST_USE;

/* The same text with LF at the end of each line, if all it has is CR, as files
 * of old Macs; else the bytes as they are. A copy lies in the arena. */
struct slice encoding_unify_lines(struct slice bytes, struct arena *arena);

#endif
