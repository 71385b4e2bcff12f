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

/* The text in lower case and in ASCII alone, as Text::Unidecode and its kin
 * write Latin and Cyrillic letters and the usual punctuation: "Größe: Привет…"
 * -> "grosse: privet...". SLICE_NONE if there is a letter of another script,
 * which they know and this does not. */
struct slice latin_ascii(struct arena *arena, struct slice text);

/* That with one "-" for each run of what is neither letter nor digit, and none
 * at the ends; SLICE_NONE likewise. */
struct slice latin_ascii_slug(struct arena *arena, struct slice text);

#endif
