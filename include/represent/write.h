/* write.h - appends JSON to a buffer.
 *
 * All strings are valid UTF-8 by now. */
#ifndef REPRESENT_WRITE_H
#define REPRESENT_WRITE_H

#include "document/value.h"

void write_string(struct str *out, struct slice text);
void write_string_or_null(struct str *out, struct slice text); /* NONE: null */
void write_integer(struct str *out, int64_t number);
void write_value(struct str *out, const struct value *value);

/* "key": with a comma before it unless it is the first in its object. */
void write_key(struct str *out, struct slice key);

/* The same for our own names, which need no escaping. */
void write_plain_key(struct str *out, struct slice key);

/* "key":"text" and "key":1, of our own names; SLICE_NONE is null. */
void write_text_member(struct str *out, const char *key, struct slice text);
void write_number_member(struct str *out, const char *key, int64_t number);

/* The same JSON with line breaks and two spaces a level, up to 32 of these. */
void write_indented(struct str *out, struct slice json);

#endif
