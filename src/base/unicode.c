/* unicode.c - wraps the few functions of utf8proc that are needed.
 *
 * Nearly all text is ASCII, so each function handles that itself and uses the
 * tables only for other code points. Slugs are based on the compatibility
 * decomposition: an accented letter becomes the letter and its mark, and the
 * mark is left out. That is so in the Latin and Greek scripts only. In others a
 * mark makes another letter, and stays: the vowels of Hindi, and in Russian
 * "Ð¹", which is no "Ð¸" with an ornament. */
#include "base/unicode.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define REPLACEMENT 0xFFFD
#define CYRILLIC_IE 0x435
#define DIAERESIS   0x308
#define FIRST_MARK  0x300

/* The size of the valid sequence at s[at], or 0 (RFC 3629, section 4). */
static size_t sequence_size(struct slice s, size_t at)
{
    if ((unsigned char)s.data[at] < 0x80)
        return 1;
    utf8proc_int32_t code_point;
    utf8proc_ssize_t size =
        utf8proc_iterate((const utf8proc_uint8_t *)s.data + at,
                         (utf8proc_ssize_t)(s.size - at), &code_point);
    return size > 0 ? (size_t)size : 0;
}

/* The end of the run of ASCII that begins at `at`, eight bytes at a time. */
static size_t ascii_end(struct slice text, size_t at)
{
    uint64_t eight;
    for (; at + sizeof eight <= text.size; at += sizeof eight) {
        memcpy(&eight, text.data + at, sizeof eight);
        if ((eight & 0x8080808080808080U) != 0)
            break;
    }
    while (at < text.size && (unsigned char)text.data[at] < 0x80)
        at++;
    return at;
}

size_t utf8_find_invalid(struct slice text)
{
    size_t at = 0;
    while ((at = ascii_end(text, at)) < text.size) {
        size_t size = sequence_size(text, at);
        if (size == 0)
            return at;
        at += size;
    }
    return text.size;
}

struct slice utf8_skip_mark(struct slice text)
{
    static const char mark[] = "\xEF\xBB\xBF"; /* U+FEFF */
    return slice_starts(text, mark) ? slice_from(text, sizeof mark - 1) : text;
}

struct slice utf8_repair(struct arena *arena, struct slice text)
{
    struct str out = {0};
    size_t at = 0;
    while (at < text.size) {
        size_t invalid = at + utf8_find_invalid(slice_from(text, at));
        str_append(&out, slice_sub(text, at, invalid));
        at = invalid;
        if (at < text.size) {
            utf8_append(&out, REPLACEMENT);
            at++;
        }
    }
    struct slice repaired = arena_copy(arena, str_slice(&out));
    str_release(&out);
    return repaired;
}

int32_t utf8_next(struct slice text, size_t *at)
{
    unsigned char first = (unsigned char)text.data[*at];
    if (first < 0x80) {
        (*at)++;
        return first;
    }
    utf8proc_int32_t code_point;
    utf8proc_ssize_t size =
        utf8proc_iterate((const utf8proc_uint8_t *)text.data + *at,
                         (utf8proc_ssize_t)(text.size - *at), &code_point);
    *at += size > 0 ? (size_t)size : 1;
    return size > 0 ? code_point : REPLACEMENT;
}

void utf8_append(struct str *out, int32_t code_point)
{
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t size = utf8proc_encode_char(code_point, bytes);
    if (size > 0)
        str_append(out, (struct slice){(const char *)bytes, (size_t)size});
}

bool unicode_is_letter_or_digit(int32_t code_point)
{
    if (code_point < 0x80)
        return ascii_is_letter_or_digit((char)code_point);
    switch (utf8proc_category(code_point)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return true;
    default:
        return false;
    }
}

bool unicode_is_word(int32_t code_point)
{
    utf8proc_category_t category = utf8proc_category(code_point);
    return category == UTF8PROC_CATEGORY_PC || unicode_is_mark(code_point) ||
           (unicode_is_letter_or_digit(code_point) &&
            category != UTF8PROC_CATEGORY_NO);
}

bool unicode_is_letter_or_decimal(int32_t code_point)
{
    utf8proc_category_t category = utf8proc_category(code_point);
    return unicode_is_letter_or_digit(code_point) &&
           category != UTF8PROC_CATEGORY_NO && category != UTF8PROC_CATEGORY_NL;
}

bool unicode_is_mark(int32_t code_point)
{
    if (code_point < FIRST_MARK)
        return false;
    utf8proc_category_t category = utf8proc_category(code_point);
    return category == UTF8PROC_CATEGORY_MN ||
           category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_ME;
}

bool unicode_is_cjk(int32_t code_point)
{
    static const struct {
        int32_t first, last;
    } ranges[] = {
        {0x1100, 0x11FF},   /* Hangul Jamo */
        {0x2E80, 0x2FDF},   /* radicals */
        {0x3005, 0x3007},   /* iteration mark, zero */
        {0x3040, 0x30FF},   /* Hiragana, Katakana */
        {0x3100, 0x312F},   /* Bopomofo */
        {0x3130, 0x318F},   /* Hangul compatibility Jamo */
        {0x31F0, 0x31FF},   /* Katakana extensions */
        {0x3400, 0x4DBF},   /* CJK extension A */
        {0x4E00, 0x9FFF},   /* CJK unified ideographs */
        {0xAC00, 0xD7AF},   /* Hangul syllables */
        {0xF900, 0xFAFF},   /* CJK compatibility ideographs */
        {0xFF66, 0xFF9F},   /* half-width Katakana */
        {0x20000, 0x323AF}, /* CJK extensions B to H */
    };
    if (code_point < ranges[0].first)
        return false;
    for (size_t i = 0; i < ARRAY_COUNT(ranges); i++) {
        if (code_point >= ranges[i].first && code_point <= ranges[i].last)
            return true;
    }
    return false;
}

int32_t unicode_to_lower(int32_t code_point)
{
    if (code_point < 0x80)
        return code_point >= 'A' && code_point <= 'Z' ? code_point + 32
                                                      : code_point;
    return utf8proc_tolower(code_point);
}

unsigned unicode_width(int32_t code_point)
{
    int width = utf8proc_charwidth(code_point);
    return width > 0 ? (unsigned)width : 0;
}

bool unicode_is_ascii(struct slice text)
{
    return ascii_end(text, 0) == text.size;
}

/* The text through utf8proc_map(), in the arena. */
static struct slice mapped(struct arena *arena, struct slice text, int options)
{
    utf8proc_uint8_t *out = NULL;
    utf8proc_ssize_t size = utf8proc_map((const utf8proc_uint8_t *)text.data,
                                         (utf8proc_ssize_t)text.size, &out,
                                         (utf8proc_option_t)options);
    if (size < 0) {
        free(out);
        return arena_copy(arena, text);
    }
    struct slice result =
        arena_copy(arena, (struct slice){(const char *)out, (size_t)size});
    free(out);
    return result;
}

struct slice unicode_nfc(struct arena *arena, struct slice text)
{
    if (unicode_is_ascii(text))
        return arena_copy(arena, text);
    return mapped(arena, text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

struct slice unicode_nfkc(struct arena *arena, struct slice text)
{
    if (unicode_is_ascii(text))
        return arena_copy(arena, text);
    return mapped(arena, text,
                  UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
}

struct slice unicode_nfkd(struct arena *arena, struct slice text)
{
    if (unicode_is_ascii(text))
        return arena_copy(arena, text);
    return mapped(arena, text,
                  UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT);
}

struct slice unicode_without_marks(struct arena *arena, struct slice text)
{
    if (unicode_is_ascii(text))
        return arena_copy(arena, text);
    return mapped(arena, text,
                  UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_STRIPMARK);
}

void unicode_compose(struct str *text)
{
    if (unicode_is_ascii(str_slice(text)))
        return;
    struct arena arena = {0};
    struct slice composed = unicode_nfc(&arena, str_slice(text));
    str_clear(text);
    str_append(text, composed);
    arena_release(&arena);
}

struct slice unicode_casefold(struct arena *arena, struct slice text)
{
    if (unicode_is_ascii(text)) {
        struct slice copy = arena_copy(arena, text);
        char *bytes = (char *)copy.data;
        for (size_t i = 0; i < copy.size; i++)
            bytes[i] = (char)unicode_to_lower((unsigned char)bytes[i]);
        return copy;
    }
    return mapped(arena, text,
                  UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
}

/* Latin letters that have no decomposition but a usual spelling in ASCII. */
static const char *plain_spelling(int32_t code_point)
{
    static const struct {
        int32_t code_point;
        const char *spelling;
    } letters[] = {
        {0xDF, "ss"}, {0xE6, "ae"}, {0xF0, "d"},  {0xF8, "o"},   {0xFE, "th"},
        {0x111, "d"}, {0x131, "i"}, {0x142, "l"}, {0x153, "oe"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(letters); i++) {
        if (letters[i].code_point == code_point)
            return letters[i].spelling;
    }
    return NULL;
}

/* Adds one "-" between words, never at the start. */
static void end_word(struct str *out)
{
    if (out->size > 0 && out->data[out->size - 1] != '-')
        str_append_char(out, '-');
}

static bool is_diacritic(int32_t code_point)
{
    return code_point >= 0x300 && code_point <= 0x36F;
}

/* Whether the marks of this letter are left out; it is decomposed. */
static bool loses_marks(int32_t base)
{
    bool is_latin = base < 0x250 || (base >= 0x1E00 && base < 0x1F00);
    bool is_greek =
        (base >= 0x370 && base < 0x400) || (base >= 0x1F00 && base < 0x2000);
    return is_latin || is_greek || !unicode_is_letter_or_digit(base);
}

static void append_slug_character(struct str *out, int32_t code_point)
{
    int32_t lower = unicode_to_lower(code_point);
    if (lower == '+') {
        str_append_text(out, "plus");
    } else if (lower == '#') {
        str_append_text(out, "sharp");
    } else if (lower == '\'' || lower == 0x2019 || is_diacritic(lower)) {
        return; /* "don't" is one word; a diacritic is folded */
    } else if (plain_spelling(lower) != NULL) {
        str_append_text(out, plain_spelling(lower));
    } else if (unicode_is_letter_or_digit(lower) || unicode_is_mark(lower)) {
        utf8_append(out, lower);
    } else {
        end_word(out);
    }
}

/* `folded` is in lower case. */
static struct slice without_accents(struct arena *arena, struct slice folded)
{
    struct str out = {0};
    int32_t base = 0;
    struct slice apart =
        mapped(arena, folded, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE);
    for (size_t at = 0; at < apart.size;) {
        int32_t c = utf8_next(apart, &at);
        bool is_lost =
            is_diacritic(c) &&
            (loses_marks(base) || (base == CYRILLIC_IE && c == DIAERESIS));
        base = is_diacritic(c) ? base : c;
        if (is_lost)
            continue;
        if (plain_spelling(c) != NULL)
            str_append_text(&out, plain_spelling(c));
        else
            utf8_append(&out, c);
    }
    struct slice composed = unicode_nfc(arena, str_slice(&out));
    str_release(&out);
    return composed;
}

struct slice unicode_search(struct arena *arena, struct slice text)
{
    struct slice folded = unicode_casefold(arena, text);
    return unicode_is_ascii(folded) ? folded : without_accents(arena, folded);
}

struct slice unicode_slug(struct arena *arena, struct slice name)
{
    struct str out = {0};
    struct slice apart =
        unicode_is_ascii(name)
            ? name
            : mapped(arena, name,
                     UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT);
    int32_t base = 0;
    for (size_t at = 0; at < apart.size;) {
        int32_t c = utf8_next(apart, &at);
        if (is_diacritic(c) && !loses_marks(base))
            utf8_append(&out, c);
        else
            append_slug_character(&out, c);
        base = is_diacritic(c) ? base : c;
    }
    while (out.size > 0 && out.data[out.size - 1] == '-')
        out.data[--out.size] = '\0';
    struct slice slug = unicode_nfc(arena, str_slice(&out));
    str_release(&out);
    return slug;
}

struct slice unicode_readable(struct arena *arena, struct slice name)
{
    struct str out = {0};
    for (size_t at = 0; at < name.size;) {
        int32_t c = utf8_next(name, &at);
        bool is_gap = c == '-' || c == '_' || c == ' ';
        if (!is_gap)
            utf8_append(&out, out.size == 0 ? utf8proc_toupper(c) : c);
        else if (out.size > 0 && out.data[out.size - 1] != ' ')
            str_append_char(&out, ' ');
    }
    struct slice readable = arena_copy(arena, slice_trim(str_slice(&out)));
    str_release(&out);
    return readable;
}

struct slice utf8_truncate(struct slice text, size_t max_bytes)
{
    if (text.size <= max_bytes)
        return text;
    size_t end = max_bytes;
    while (end > 0 && ((unsigned char)text.data[end] & 0xC0) == 0x80)
        end--;
    return slice_sub(text, 0, end);
}
