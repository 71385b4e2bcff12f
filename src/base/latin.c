/* latin.c - the slugs of Hexo: slugize() and escapeDiacritic() of hexo-util.
 *
 * That has a table of some hundred Latin letters, each of which is a letter of
 * ASCII with a mark that Unicode can take off, or one of those below. Letters
 * of other scripts keep their marks. */
#include "base/latin.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/unicode.h"

/* Letters that have no decomposition. */
static const char *plain_letter(int32_t letter)
{
    static const struct {
        int32_t letter;
        const char *plain;
    } letters[] = {
        {0xC6, "AE"},  {0xD8, "O"},  {0xDF, "s"},  {0xE6, "ae"}, {0xF8, "o"},
        {0x110, "D"},  {0x111, "d"}, {0x126, "H"}, {0x127, "h"}, {0x131, "i"},
        {0x141, "L"},  {0x142, "l"}, {0x14A, "N"}, {0x14B, "n"}, {0x152, "OE"},
        {0x153, "oe"}, {0x166, "T"}, {0x167, "t"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(letters); i++) {
        if (letters[i].letter == letter)
            return letters[i].plain;
    }
    return NULL;
}

static bool is_latin(int32_t letter)
{
    return (letter >= 0xC0 && letter < 0x250) ||
           (letter >= 0x1E00 && letter < 0x1F00);
}

static bool is_gap(int32_t letter)
{
    return letter < 0x80
               ? !ascii_is_letter_or_digit((char)letter) &&
                     !ascii_is_control((char)letter)
               : letter == 0xA0 || letter == 0x3000 || letter == 0xFEFF ||
                     letter == 0x1680 || letter == 0x202F || letter == 0x205F ||
                     (letter >= 0x2000 && letter <= 0x200A) ||
                     letter == 0x2028 || letter == 0x2029;
}

static void append_plain(struct str *out, int32_t letter)
{
    struct arena arena = {0};
    struct str one = {0};
    const char *plain = plain_letter(letter);
    if (plain != NULL) {
        str_append_text(out, plain);
        return;
    }
    utf8_append(&one, letter);
    str_append(out, is_latin(letter)
                        ? unicode_without_marks(&arena, str_slice(&one))
                        : str_slice(&one));
    str_release(&one);
    arena_release(&arena);
}

struct slice latin_slug(struct arena *arena, struct slice text)
{
    struct str out = {0};
    struct slice composed = unicode_nfc(arena, text);
    bool is_first = true, has_gap = false;
    for (size_t at = 0; at < composed.size;) {
        int32_t letter = utf8_next(composed, &at);
        if (is_gap(letter) || letter < ' ') {
            has_gap |= is_gap(letter);
            continue;
        }
        if (has_gap && !is_first)
            str_append_char(&out, '-');
        append_plain(&out, letter);
        is_first = has_gap = false;
    }
    struct slice kept = arena_copy(arena, str_slice(&out));
    str_release(&out);
    return kept;
}

struct slice latin_slug_lower(struct arena *arena, struct slice text)
{
    struct slice slug = latin_slug(arena, text);
    struct str out = {0};
    for (size_t at = 0; at < slug.size;)
        utf8_append(&out, unicode_to_lower(utf8_next(slug, &at)));
    struct slice kept = arena_copy(arena, str_slice(&out));
    str_release(&out);
    return kept;
}
