/* percent.h - percent-encoding (RFC 3986, 2.1). */
#ifndef BASE_PERCENT_H
#define BASE_PERCENT_H

#include "base/arena.h"
#include "base/err.h"

/* Encodes a path: all but unreserved characters (RFC 3986, 2.3) and "/".
 * Returns the path itself where there are no others. */
struct slice percent_encode(struct slice path, struct arena *arena);
void percent_append(struct str *out, struct slice path);

/* Encodes only what cannot stand in the path of a URL (RFC 3986, 3.3), and "%".
 * The result is what a browser shows as location.pathname. */
struct slice percent_encode_path(struct slice path, struct arena *arena);

/* Decodes once; "+" is a space where `plus_is_space`. False for a "%" without
 * two hexadecimal digits, for NUL and for what is not UTF-8. */
bool percent_decode(struct slice text, bool plus_is_space, struct arena *arena,
                    struct slice *ret_text) MUST_USE;

/* Decodes leniently, for addresses that people wrote: appends the text, in
 * which whatever is no escape stays. Returns whether there was one. */
bool percent_append_decoded(struct str *out, struct slice text);

#endif
