/* language.h - guesses the language of a text. Private to this room. */
#ifndef SEARCH_LANGUAGE_H
#define SEARCH_LANGUAGE_H

#include "base/str.h"

#define LANGUAGE_MAX_BYTES 4096 /* of a text that are looked at */

/* The tag of the language, if it is one of those in language.c; SLICE_NONE if
 * the text is too short or looks like none of them. */
struct slice language_guess(struct slice text);

/* Whether it is one of the words of that language that nearly every text has,
 * as words.h has it. `tag` may be longer: "en-GB". */
bool language_has_small_word(struct slice tag, struct slice word);

#endif
