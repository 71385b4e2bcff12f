/* characters.h - which characters make words, and how they are compared.
 * Private to this room. */
#ifndef SEARCH_CHARACTERS_H
#define SEARCH_CHARACTERS_H

#include "base/str.h"

#include <stdint.h>

enum character_kind {
    CHARACTER_GAP,    /* between words */
    CHARACTER_LETTER, /* or a digit, of a script with spaces between words */
    CHARACTER_DENSE,  /* a letter of a script without, or with longer ones */
    CHARACTER_EMOJI,
    CHARACTER_MARK,  /* belongs to the character before it */
    CHARACTER_UNSEEN /* such as a soft hyphen */
};

enum character_kind character_kind(int32_t c);

/* Whether it is U+200C between letters that it keeps apart, as in Persian:
 * "می‌خواهم" is as good as two words. Elsewhere it only shapes
 * letters.
 */
bool character_parts(int32_t c, int32_t before);

#define SKIN_FIRST 0x1F3FB
#define SKIN_LAST  0x1F3FF
#define ZWJ        0x200D

bool character_is_flag_letter(int32_t c);

/* Appends a word without what may be written or left out, in any of the ways
 * that are written for one another: it has its case and its accents yet. */
void characters_append_clean(struct str *out, struct slice word);

/* Appends a clean word, or a stem, as words are compared. */
void characters_append_folded(struct str *out, struct slice clean);

/* Whether the two above only copy the text, which is of dense letters. */
bool characters_are_plain(struct slice dense);

#endif
