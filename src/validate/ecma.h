/* ecma.h - regular expressions of ECMAScript, in the words of PCRE2. Private to
 * this room. */
#ifndef VALIDATE_ECMA_H
#define VALIDATE_ECMA_H

#include "base/err.h"
#include "base/str.h"

/* Appends the pattern as PCRE2 reads it with PCRE2_ALT_BSUX. Fails where it is
 * none of ECMAScript, though PCRE2 may know more: ECMA-262, 22.2.1, with the
 * flag u. What both refuse is left to PCRE2. */
bool ecma_translate(struct slice pattern, struct str *out,
                    struct err *err) MUST_USE;

#endif
