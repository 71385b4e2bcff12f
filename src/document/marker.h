/* marker.h - the lines around front matter, and those that nearly are.
 *
 * Private to this room. */
#ifndef DOCUMENT_MARKER_H
#define DOCUMENT_MARKER_H

#include "base/err.h"
#include "document/diagnostic.h"

struct cursor {
    struct slice rest;
    uint32_t line; /* of rest's first byte, from 1 */
};

/* Takes one line off the front, its LF included. */
bool take_line(struct cursor *cursor, struct slice *ret_line);

/* True for the marker alone on its line, blanks allowed behind it. */
bool is_marker(struct slice line, const char *marker);
bool is_closing(struct slice line);

/* True for a line that was meant to be one: dashes only, but too few, too many,
 * or not at the start of the line; also the dashes that word processors make
 * of them. */
bool is_nearly_marker(struct slice line);

/* Of a text that does not open front matter: false after adding an error if it
 * was meant to. */
bool opening_check(struct slice text, struct diagnostics *diagnostics) MUST_USE;

#endif
