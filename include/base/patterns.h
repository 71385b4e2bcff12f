/* patterns.h - regular expressions as Go writes them (RE2), for short texts.
 *
 *     "\.wip\.md$"   (?i)draft   /notes?/   [^a-c]\d{4}
 *
 * Only whether one of them matches is of interest. Look-ahead and back
 * references are not part of RE2; Unicode classes such as \pL are, and are not
 * supported. */
#ifndef BASE_PATTERNS_H
#define BASE_PATTERNS_H

#include "base/err.h"
#include "base/str.h"

#define PATTERNS_MAX_COUNT  100 /* in a list */
#define PATTERNS_MAX_BYTES  512 /* of each */
#define PATTERNS_MAX_REPEAT 100 /* the product of all {n} in each */

struct pattern_list; /* immutable once filled */

struct pattern_list *patterns_new(void);
void patterns_free(struct pattern_list *list); /* NULL is accepted */

/* Fails if the pattern is not valid, or cannot be read here. */
bool patterns_add(struct pattern_list *list, struct slice pattern,
                  struct err *err) MUST_USE;

/* Whether one of them matches a part of the text. */
bool patterns_match(const struct pattern_list *list, struct slice text);

#endif
