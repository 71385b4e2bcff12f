/* marker.h - the lines around front matter, and those that nearly are.
 *
 *     split.c -> opening.c -> marker.c
 *
 * The cut, the search for an opening that went wrong, and what both of them
 * take for a line of dashes. Private to this room. */
#ifndef DOCUMENT_MARKER_H
#define DOCUMENT_MARKER_H

#include "base/err.h"
#include "document/diagnostic.h"

#define MARKER_MAX_SHOWN_BYTES 40 /* of a wrong line, in a message */

struct cursor {
    struct slice rest;
    uint32_t line; /* of rest's first byte, from 1 */
};

/* Takes one line off the front, its LF included; false at the end. */
bool cursor_take_line(struct cursor *cursor, struct slice *ret_line);

void cursor_skip_blank_lines(struct cursor *cursor);

/* True for the marker alone on its line; spaces may follow it. */
bool marker_is_alone(struct slice line, const char *marker);
bool marker_is_closing(struct slice line); /* "---" or "..." */

/* True for a line that was meant to be one: only dashes, but too few or too
 * many, or indented, or the long dashes that word processors make of them. And
 * the same of the plus signs around TOML. */
bool marker_is_nearly(struct slice line);
bool marker_is_nearly_toml(struct slice line);

/* Whether the lines after an opening are keys, and a line closes them. */
bool opening_is_head(struct cursor after);

/* Whether these lines, which nothing opens, are keys of which one is known, and
 * a line closes them. */
bool opening_is_missing(struct cursor lines);

/* Checks a file that does not begin with a marker. Returns false after adding
 * an error if it was meant to. */
bool opening_check(struct slice text, struct diagnostics *diagnostics) MUST_USE;

#endif
