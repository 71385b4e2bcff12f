/* references.h - links that repeat what one definition says. Private to this
 * room. */
#ifndef DOCUMENT_REFERENCES_H
#define DOCUMENT_REFERENCES_H

#include "document/diagnostic.h"
#include "document/foreign.h"

/* What the links of a body may repeat. As images that are written into their
 * definitions are used once or twice, real bodies stay far below. */
#define REFERENCES_MAX_BYTES (64 * 1024 * 1024)

/* Finds the brackets without brackets in them, one by one from *at = 0: the one
 * that closes them is at the new *at - 1. */
bool references_next(struct slice body, size_t *at, struct slice *ret_text);

/* Checks a body with stand-ins. Returns false after adding an error that names
 * the limit and the longest definition's line. */
bool references_check(struct slice body, const struct foreign *foreign,
                      uint32_t first_line,
                      struct diagnostics *diagnostics) MUST_USE;

#endif
