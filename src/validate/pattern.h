/* pattern.h - regular expressions. Private to this room; the only user of
 * PCRE2.
 *
 * PCRE2 tries alternatives one after another, which takes time without end for
 * some patterns. So each match may take so many steps and so much memory. A
 * step is an item of the pattern that is tried, or 16 bytes of text passed. */
#ifndef VALIDATE_PATTERN_H
#define VALIDATE_PATTERN_H

#include "base/err.h"
#include "base/str.h"

#include <stdint.h>

#define PATTERN_MAX_BYTES  4096
#define PATTERN_MAX_GROUPS 100 /* in one another */
#define PATTERN_MAX_STEPS  500000
#define PATTERN_MAX_KB     4096

/* Of the text that a pattern is applied to; longer ones are not. */
#define PATTERN_MAX_TEXT_BYTES (64 * 1024)

struct pattern; /* opaque, see pattern.c */

/* Fails where it is no pattern of ECMAScript, or beyond a limit. */
bool pattern_new(struct slice text, struct pattern **ret_pattern,
                 struct err *err) MUST_USE;
void pattern_free(struct pattern *pattern); /* NULL is accepted */

enum pattern_result { PATTERN_MATCHES, PATTERN_DIFFERS, PATTERN_GIVES_UP };

/* Whether the text, which is UTF-8, has a part that matches. `steps` is how
 * many it may take, and becomes how many it has taken, which is no more. */
enum pattern_result pattern_match(const struct pattern *pattern,
                                  struct slice text, size_t *steps);

/* Whether a text is a pattern. */
bool pattern_is_valid(struct slice text);

#endif
