/* collate.h - the order in which people expect names: "Post 9", "post 10".
 *
 * Digits are compared by their number, letters without regard to case and
 * accents, other characters by their code points, and bytes where nothing else
 * tells two names apart. */
#ifndef BASE_COLLATE_H
#define BASE_COLLATE_H

#include "base/str.h"

#include <stdint.h>

/* Below, at or above 0, as strcmp(); 0 for equal bytes only. */
int collate(struct slice a, struct slice b);

/* Appends a key whose bytes sort as the text does. Texts that differ in case,
 * accents or leading zeros alone have the same key. */
void collate_append_key(struct str *out, struct slice text);

/* The first eight bytes of the key: texts with different numbers sort as their
 * numbers do, those with the same number have to be compared. */
uint64_t collate_number(struct slice text);

#endif
