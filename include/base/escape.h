/* escape.h - text as it is written in a JSON string.
 *
 *     He said "no".   <-->   He said \"no\".
 *
 * Any thread may call these functions. */
#ifndef BASE_ESCAPE_H
#define BASE_ESCAPE_H

#include "base/str.h"

/* Appends valid UTF-8; escapes only what JSON requires (RFC 8259, section 7).
 */
void escape_append(struct str *out, struct slice text);

/* The same of text that is shown by HTML: also what HTML requires. */
void escape_append_html(struct str *out, struct slice text);

/* escape_append() with quotes: a complete JSON string. */
void escape_append_quoted(struct str *out, struct slice text);

/* Reverses escape_append(). */
void unescape_append(struct str *out, struct slice escaped);

#endif
