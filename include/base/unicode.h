/* unicode.h - UTF-8, classes of characters, case, composition and slugs.
 *
 * The only user of utf8proc. Any thread may call these functions. */
#ifndef BASE_UNICODE_H
#define BASE_UNICODE_H

#include "base/arena.h"

#include <stdint.h>

/* The offset of the first byte that is not UTF-8 (RFC 3629), or text.size. */
size_t utf8_find_invalid(struct slice text);

/* The text without the byte order mark that it may start with. */
struct slice utf8_skip_mark(struct slice text);

/* A copy with each invalid sequence replaced by U+FFFD. */
struct slice utf8_repair(struct arena *arena, struct slice text);

/* Reads one code point at text.data[*at] and moves *at past it; invalid
 * bytes give U+FFFD and move by one. */
int32_t utf8_next(struct slice text, size_t *at);
void utf8_append(struct str *out, int32_t code_point);

/* What GitHub keeps in an id: letters, marks, decimal digits and connectors
 * such as "_". */
bool unicode_is_word(int32_t code_point);
bool unicode_is_letter_or_digit(int32_t code_point);   /* any script */
bool unicode_is_letter_or_decimal(int32_t code_point); /* no other numbers */
bool unicode_is_mark(int32_t code_point);              /* combining marks */
/* Chinese, Japanese (kana too) and Hangul: scripts that are counted by
 * character, not by word. */
bool unicode_is_cjk(int32_t code_point);
int32_t unicode_to_lower(int32_t code_point);
/* Columns on a terminal: 0 (combining, control), 1, or 2 (CJK, emoji). */
unsigned unicode_width(int32_t code_point);

bool unicode_is_ascii(struct slice text);

/* Canonical composition (NFC), in which file names and slugs are compared. */
struct slice unicode_nfc(struct arena *arena, struct slice text);
void unicode_compose(struct str *text); /* in place */

/* Compatibility composition (NFKC): the usual letters for those that only look
 * different, as wide and half-width ones do. */
struct slice unicode_nfkc(struct arena *arena, struct slice text);

/* Compatibility decomposition (NFKD): the same, with marks on their own. */
struct slice unicode_nfkd(struct arena *arena, struct slice text);

/* NFC, and no letter has combining marks any more: "cafe" of "café". */
struct slice unicode_without_marks(struct arena *arena, struct slice text);

/* Folded, for comparisons that ignore case. */
struct slice unicode_casefold(struct arena *arena, struct slice text);
/* The same, fast for much text; appends to a buffer. */
void unicode_append_casefold(struct str *out, struct slice text);

/* Folded, and Latin and Greek letters without accents, for searching and
 * sorting: "cafe" of "CafÃ©". Other scripts keep their marks, but the Russian
 * "Ñ" is looked up as "Ðµ". */
struct slice unicode_search(struct arena *arena, struct slice text);
/* The same, fast for much text; appends to a buffer. */
void unicode_append_search(struct str *out, struct slice text);

/* A name made into a slug: lower case, Latin and Greek letters without
 * diacritics, "+" -> "plus", "#" -> "sharp", letters of any script kept, runs
 * of the rest one "-". */
struct slice unicode_slug(struct arena *arena, struct slice name);

/* "hello-big_world" -> "Hello big world". */
struct slice unicode_readable(struct arena *arena, struct slice name);

/* The longest prefix of whole code points of at most `max_bytes`. */
struct slice utf8_truncate(struct slice text, size_t max_bytes);

#endif
