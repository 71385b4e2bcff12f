/* latin.h - Latin letters without their diacritics, in any case.
 *
 * For addresses that other programs make of names: unlike unicode_slug(), it
 * keeps upper case and all that is not ASCII. Any thread may call these. */
#ifndef BASE_LATIN_H
#define BASE_LATIN_H

#include "base/arena.h"

/* "Été #2: a_b" -> "Ete-2-a-b": each run of spaces and of ASCII punctuation is
 * one "-", and there is none at the ends. */
struct slice latin_slug(struct arena *arena, struct slice text);

/* The same in lower case. */
struct slice latin_slug_lower(struct arena *arena, struct slice text);

#endif
