/* latin_ascii.c - names in ASCII, as Zola, Pelican and Nikola make addresses of
 * them.
 *
 * All of them use a translation of the tables of Text::Unidecode, which have
 * every script of Unicode: `deunicode` in Rust, `Unidecode` in Python. Here are
 * the letters of Latin and Cyrillic. For Chinese, say, there is no way around a
 * dictionary; then the caller has to do without. */
#include "base/latin.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/unicode.h"

#define CYRILLIC_START 0x430
#define CYRILLIC_END   0x460

/* From U+0430 to U+045F; those in upper case are lowered first. */
static const char *const cyrillic[] = {
    "a",  "b",    "v", "g",  "d", "e",  "zh", "z",   "i",  "i",  "k",  "l",
    "m",  "n",    "o", "p",  "r", "s",  "t",  "u",   "f",  "kh", "ts", "ch",
    "sh", "shch", "'", "y",  "'", "e",  "iu", "ia",  "ie", "io", "dj", "gj",
    "ie", "dz",   "i", "yi", "j", "lj", "nj", "tsh", "kj", "i",  "u",  "dzh",
};
_Static_assert(ARRAY_COUNT(cyrillic) == CYRILLIC_END - CYRILLIC_START,
               "one for each letter");

/* What has no decomposition, in lower case. */
static const struct {
    int32_t letter;
    const char *plain;
} others[] = {
    {0xA0, " "},    {0xA1, "!"},     {0xA7, "ss"},    {0xAB, "<<"},
    {0xB0, "deg"},  {0xB2, "2"},     {0xB3, "3"},     {0xB7, "*"},
    {0xB9, "1"},    {0xBB, ">>"},    {0xBF, "?"},     {0xD7, "x"},
    {0xDF, "ss"},   {0xE6, "ae"},    {0xF0, "d"},     {0xF8, "o"},
    {0xFE, "th"},   {0x111, "d"},    {0x127, "h"},    {0x131, "i"},
    {0x133, "ij"},  {0x138, "k"},    {0x140, "l"},    {0x142, "l"},
    {0x14B, "ng"},  {0x153, "oe"},   {0x167, "t"},    {0x17F, "s"},
    {0x192, "f"},   {0x1E9E, "ss"},  {0x2010, "-"},   {0x2011, "-"},
    {0x2012, "-"},  {0x2013, "-"},   {0x2014, "--"},  {0x2018, "'"},
    {0x2019, "'"},  {0x201A, ","},   {0x201C, "\""},  {0x201D, "\""},
    {0x201E, ",,"}, {0x2022, "*"},   {0x2026, "..."}, {0x2039, "<"},
    {0x203A, ">"},  {0x20AC, "eur"}, {0x2122, "tm"},
};

static const char *plain_of(int32_t letter)
{
    if (letter >= CYRILLIC_START && letter < CYRILLIC_END)
        return cyrillic[letter - CYRILLIC_START];
    for (size_t i = 0; i < ARRAY_COUNT(others); i++) {
        if (others[i].letter == letter)
            return others[i].plain;
    }
    return NULL;
}

/* Marks are taken off where a letter of ASCII is left; what is no letter and
 * not known is left out. False for a letter that is not known. */
static bool append_ascii(struct str *out, int32_t letter)
{
    struct arena arena = {0};
    struct str one = {0};
    letter = unicode_to_lower(letter);
    const char *plain = plain_of(letter);
    if (plain != NULL || letter < 0x80) {
        str_append_text(out, plain);
        if (plain == NULL)
            str_append_char(out, (char)letter);
        return true;
    }
    utf8_append(&one, letter);
    struct slice bare = unicode_without_marks(&arena, str_slice(&one));
    bool is_ascii = unicode_is_ascii(bare);
    if (is_ascii)
        str_append(out, bare);
    str_release(&one);
    arena_release(&arena);
    return is_ascii || !unicode_is_letter_or_digit(letter);
}

struct slice latin_ascii(struct arena *arena, struct slice text)
{
    struct str out = {0};
    struct slice composed = unicode_nfc(arena, text);
    bool is_known = true;
    for (size_t at = 0; is_known && at < composed.size;)
        is_known = append_ascii(&out, utf8_next(composed, &at));
    struct slice kept =
        is_known ? arena_copy(arena, str_slice(&out)) : SLICE_NONE;
    str_release(&out);
    return kept;
}

struct slice latin_ascii_slug(struct arena *arena, struct slice text)
{
    struct slice ascii = latin_ascii(arena, text);
    struct str out = {0};
    bool has_gap = false;
    for (size_t i = 0; i < ascii.size; i++) {
        bool is_kept = ascii_is_letter_or_digit(ascii.data[i]);
        if (is_kept && has_gap && out.size > 0)
            str_append_char(&out, '-');
        if (is_kept)
            str_append_char(&out, ascii.data[i]);
        has_gap = !is_kept;
    }
    struct slice kept =
        ascii.data != NULL ? arena_copy(arena, str_slice(&out)) : SLICE_NONE;
    str_release(&out);
    return kept;
}
