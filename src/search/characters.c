/* characters.c - folds what people write in more ways than one.
 *
 *     ﬁle, Ｆｉｌｅ, fi(soft hyphen)le   file
 *     ｶﾞｲﾄﾞ                             ガイド
 *     كِتَاب, كتـــاب                    كتاب       points and stretching
 *     أحمد, مكتبة                       احمد, مكتبه
 *     שָׁלוֹם                             שלום
 *     ٢٠٢٦, २०२६                        2026
 *
 * Most of these are what readers of the language leave out or mix up
 * themselves; as for Arabic and Persian letters, other search engines fold the
 * same ones. The rest is Unicode's: compatibility forms (UAX #15), and scripts
 * without spaces, which are those of the class SA (UAX #14) and those of East
 * Asia.
 *
 * Korean does have spaces, but between them are nouns with their particles, and
 * compounds that may as well be written apart. There is no stemmer for it, so
 * it is taken by pairs, too: "검색" finds "검색을" and "전문검색". A syllable
 * says so much that pairs rarely meet by chance. */
#include "search/characters.h"

#include "base/array.h"
#include "base/unicode.h"

#include <string.h>

struct range {
    int32_t first, last;
};

/* Each list is in ascending order. */
static const struct range dense[] = {
    {0x0E01, 0x0EFF}, /* Thai, Lao */
    {0x1000, 0x109F}, /* Myanmar */
    {0x1780, 0x17FF}, /* Khmer */
    {0x1950, 0x19DF}, /* Tai Le, New Tai Lue */
    {0x1A20, 0x1AAF}, /* Tai Tham */
    {0xA9E0, 0xA9FF}, /* Myanmar, extended */
    {0xAA60, 0xAADF}, /* the same, Tai Viet */
    {0xFFA0, 0xFFDC}, /* half-width Hangul */
};

/* Most of the letters of such texts; they have one form. Only to save time. */
static const struct range common[] = {
    {0x0E01, 0x0E30}, {0x0E32, 0x0E33}, {0x0E40, 0x0E46}, {0x3041, 0x3096},
    {0x30A1, 0x30FA}, {0x30FC, 0x30FE}, {0x4E00, 0x9FFF}, {0xAC00, 0xD7A3},
};

/* Marks by what they do, but letters by their category: vowels and last
 * consonants of a Korean syllable that is written in parts, and the voiced
 * signs of half-width kana. */
static const struct range attached[] = {
    {0x1160, 0x11FF},
    {0xD7B0, 0xD7FB},
    {0xFF9E, 0xFF9F},
};

static const struct range unseen[] = {
    {0xAD, 0xAD},     /* soft hyphen */
    {0x34F, 0x34F},   /* combining grapheme joiner */
    {0x200B, 0x200D}, /* a space without width, ZWNJ, ZWJ */
    {0x2060, 0x2060}, /* word joiner */
    {0xFEFF, 0xFEFF}, /* its older form */
};

static const struct range emoji[] = {
    {0x231A, 0x231B}, {0x23E9, 0x23FA}, {0x2600, 0x2767},   {0x2794, 0x27BF},
    {0x2B1B, 0x2B1C}, {0x2B50, 0x2B55}, {0x1F000, 0x1FAFF},
};

/* What a word has the same meaning without. */
static const struct range left_out[] = {
    {0x591, 0x5BD}, /* Hebrew points and accents */
    {0x5BF, 0x5BF},     {0x5C1, 0x5C2}, {0x5C4, 0x5C5},
    {0x5C7, 0x5C7},     {0x610, 0x61A}, /* signs of the Quran */
    {0x640, 0x640},                     /* tatweel */
    {0x64B, 0x65F}, /* tashkeel, and hamza that is written apart */
    {0x670, 0x670},     {0x6D6, 0x6DC}, {0x6DF, 0x6E4},
    {0x6E7, 0x6E8},     {0x6EA, 0x6ED}, /* more of the Quran's */
    {0x20D0, 0x20FF},                   /* around a symbol, as of a key */
    {0xFE00, 0xFE0F},                   /* variations */
    {0xE0100, 0xE01EF},                 /* more */
};

/* Forms of other letters. */
static const struct range compatible[] = {
    {0xAA, 0xAA},       {0xB2, 0xB3},
    {0xB9, 0xBA},       {0x2070, 0x209F}, /* above and below the line */
    {0x2100, 0x214F},                     /* letter-like */
    {0x2160, 0x2188},                     /* Roman numbers */
    {0x2460, 0x24FF},                     /* in circles */
    {0xF900, 0xFDFF},   /* CJK, Latin ligatures, Hebrew, Arabic */
    {0xFE70, 0xFEFC},   /* Arabic, by where they stand */
    {0xFF10, 0xFFDC},   /* wide and half-width */
    {0x1D400, 0x1D7FF}, /* of mathematics */
    {0x2F800, 0x2FA1F}, /* CJK */
};

/* Dense letters that have one form. */
static const struct range plain[] = {
    {0x0E00, 0x0EFF},   {0x1000, 0x1024}, {0x1026, 0x109F}, {0x1780, 0x17FF},
    {0x3005, 0x3007},   {0x3041, 0x3096}, {0x309D, 0x309E}, {0x30A1, 0x30FF},
    {0x3400, 0x4DBF},   {0x4E00, 0x9FFF}, {0xAC00, 0xD7A3}, {0x20000, 0x2F7FF},
    {0x30000, 0x323AF},
};

/* The zeros of scripts in which digits may be written. */
static const int32_t zeros[] = {
    0x660,  0x6F0,  0x7C0,  0x966,  0x9E6,  0xA66,  0xAE6,
    0xB66,  0xBE6,  0xC66,  0xCE6,  0xD66,  0xDE6,  0xE50,
    0xED0,  0xF20,  0x1040, 0x1090, 0x17E0, 0x1810, 0x1946,
    0x19D0, 0x1A80, 0x1A90, 0x1B50, 0xA9D0, 0xA9F0, 0xAA50,
};

static bool is_in(const struct range *ranges, size_t count, int32_t c)
{
    for (size_t i = 0; i < count && c >= ranges[i].first; i++) {
        if (c <= ranges[i].last)
            return true;
    }
    return false;
}

#define IS_IN(ranges, c) is_in(ranges, ARRAY_COUNT(ranges), c)

/* 0 to 9; -1 for what is not a decimal digit beyond ASCII. */
static int digit_value(int32_t c)
{
    for (size_t i = 0; i < ARRAY_COUNT(zeros) && c >= zeros[i]; i++) {
        if (c <= zeros[i] + 9)
            return c - zeros[i];
    }
    return -1;
}

enum character_kind character_kind(int32_t c)
{
    if (IS_IN(common, c))
        return CHARACTER_DENSE;
    if (unicode_is_letter_or_digit(c)) {
        if (c < dense[0].first || digit_value(c) >= 0)
            return CHARACTER_LETTER;
        if (IS_IN(attached, c))
            return CHARACTER_MARK;
        return unicode_is_cjk(c) || IS_IN(dense, c) ? CHARACTER_DENSE
                                                    : CHARACTER_LETTER;
    }
    if (c < 0x80)
        return CHARACTER_GAP;
    if (IS_IN(unseen, c))
        return CHARACTER_UNSEEN;
    if (unicode_is_mark(c))
        return CHARACTER_MARK;
    return IS_IN(emoji, c) ? CHARACTER_EMOJI : CHARACTER_GAP;
}

static bool is_arabic(int32_t c)
{
    return (c >= 0x600 && c < 0x700) || (c >= 0x750 && c < 0x780) ||
           (c >= 0x8A0 && c < 0x900);
}

bool character_parts(int32_t c, int32_t before)
{
    return c == 0x200B || (c == 0x200C && is_arabic(before));
}

bool character_is_flag_letter(int32_t c)
{
    return c >= 0x1F1E6 && c <= 0x1F1FF;
}

static bool has_compatible(struct slice word)
{
    for (size_t at = 0; at < word.size;) {
        if (IS_IN(compatible, utf8_next(word, &at)))
            return true;
    }
    return false;
}

static void append_kept(struct str *out, struct slice word)
{
    for (size_t at = 0; at < word.size;) {
        int32_t c = utf8_next(word, &at);
        int digit = digit_value(c);
        if (digit >= 0)
            str_append_char(out, (char)('0' + digit));
        else if (!IS_IN(unseen, c) && !IS_IN(left_out, c))
            utf8_append(out, c);
    }
}

void characters_append_clean(struct str *out, struct slice word)
{
    if (!has_compatible(word)) {
        append_kept(out, word);
        return;
    }
    struct arena arena = {0};
    append_kept(out, unicode_nfkc(&arena, word));
    arena_release(&arena);
}

/* Arabic and Persian letters that are written for one another: alef with and
 * without hamza or madda; alef maqsura, Persian and Arabic yeh; teh marbuta and
 * heh; the kafs. All have two bytes. */
static int32_t arabic_fold(int32_t c)
{
    switch (c) {
    case 0x622:
    case 0x623:
    case 0x625:
    case 0x671:
        return 0x627;
    case 0x649:
    case 0x6CC:
        return 0x64A;
    case 0x629:
    case 0x6C0:
    case 0x6C1:
        return 0x647;
    case 0x6A9:
        return 0x643;
    default:
        return c;
    }
}

static void fold_arabic(char *bytes, size_t size)
{
    for (size_t i = 0; i + 1 < size; i++) {
        unsigned char lead = (unsigned char)bytes[i];
        if (lead < 0xD8 || lead > 0xDB)
            continue;
        int32_t c = (lead & 0x1F) << 6 | ((unsigned char)bytes[i + 1] & 0x3F);
        int32_t folded = arabic_fold(c);
        bytes[i] = (char)(0xC0 | folded >> 6);
        bytes[i + 1] = (char)(0x80 | (folded & 0x3F));
    }
}

void characters_append_folded(struct str *out, struct slice clean)
{
    size_t start = out->size;
    unicode_append_search(out, clean);
    if (out->size > start)
        fold_arabic(out->data + start, out->size - start);
}

/* Tone marks of Thai and Lao that stand before a vowel that is below, which
 * goes first. */
static bool is_out_of_order(int32_t before, int32_t c)
{
    bool is_below = (c >= 0xE38 && c <= 0xE3A) || (c >= 0xEB8 && c <= 0xEBA);
    bool is_tone = (before >= 0xE48 && before <= 0xE4B) ||
                   (before >= 0xEC8 && before <= 0xECB);
    return is_below && is_tone;
}

bool characters_are_plain(struct slice dense_text)
{
    int32_t before = 0;
    for (size_t at = 0; at < dense_text.size;) {
        int32_t c = utf8_next(dense_text, &at);
        if (!IS_IN(common, c) &&
            (!IS_IN(plain, c) || is_out_of_order(before, c)))
            return false;
        before = c;
    }
    return true;
}
