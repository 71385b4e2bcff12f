/* escape.h - text as it stands between the quotes of a JSON string.
 *
 *     He said "no".   <-->   He said \"no\".
 *
 * Any thread may call these functions. */
#ifndef BASE_ESCAPE_H
#define BASE_ESCAPE_H

#include "base/str.h"

/* Appends valid UTF-8 with what JSON asks for escaped (RFC 8259, section 7),
 * and nothing else. */
void escape_append(struct str *out, struct slice text);

/* The same between quotes: a whole JSON string. */
void escape_append_quoted(struct str *out, struct slice text);

/* The way back, for what escape_append() has written. */
void unescape_append(struct str *out, struct slice escaped);

#endif
