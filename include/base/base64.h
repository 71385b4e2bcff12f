/* base64.h - base64 (RFC 4648, section 4). */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include "base/arena.h"
#include "base/err.h"

/* Decodes all of it, padding included, into the arena; false if it is anything
 * else. */
bool base64_decode(struct slice text, struct arena *arena,
                   struct slice *ret_bytes) MUST_USE;

/* Appends the bytes, encoded with padding. */
void base64_append(struct str *out, struct slice bytes);

#endif
