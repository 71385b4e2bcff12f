/* data.h - a JSON file read into a value. */
#ifndef DOCUMENT_DATA_H
#define DOCUMENT_DATA_H

#include "base/err.h"
#include "document/diagnostic.h"
#include "document/value.h"

/* Seeds jansson's hash tables; call it before the first thread that parses. */
void data_init(void);

/* Reads one JSON text (RFC 8259), any root allowed; the same depth and node
 * limits hold as for front matter. Nodes carry no lines. Returns false after
 * adding an error with line and column. */
bool data_parse(struct slice text, struct arena *arena,
                struct diagnostics *diagnostics,
                struct value *ret_value) MUST_USE;

/* Reads the members of an object, without the braces around them. `first_line`
 * is the line of the text's first byte in its file. */
bool members_parse(struct slice text, uint32_t first_line, struct arena *arena,
                   struct diagnostics *diagnostics,
                   struct value *ret_value) MUST_USE;

/* The bracket of a JSON text that opens one level more than `max_depth`, or
 * text.size. jansson reads recursively, so it is to be asked before. */
size_t data_find_too_deep(struct slice text, size_t max_depth);

#endif
