/* sieve.c - looks at the first two letters of words.
 *
 * To show where the words of a query are, every word of twenty documents would
 * have to be folded and stemmed, for three or four that count. But a word that
 * counts begins as one of the wanted ones does, which two bytes tell; so of a
 * hundred words two or three are left. Where it cannot be told so easily, a
 * word is let through: it is compared as a whole later on.
 *
 * What a character below U+0800 begins with once it is folded, "e" for "É", is
 * in a table that is made when it is first needed. Of those above, letters of
 * scripts without spaces, which are the same folded, are sifted too. */
#include "search/sieve.h"

#include "base/ascii.h"
#include "base/unicode.h"
#include "search/characters.h"

#include <pthread.h>
#include <string.h>

#define LOW_END   0x800
#define LOW_COUNT (LOW_END - 0x80)
#define OTHER     (SIEVE_SIGNS - 1)
#define ANY       UINT64_MAX

/* Of the characters of two bytes. */
struct low {
    unsigned char kind;   /* enum character_kind */
    unsigned short first; /* of its folded form; 0 for none */
};

static struct low lows[LOW_COUNT];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void fill_lows(void)
{
    struct str clean = {0}, folded = {0};
    for (int32_t c = 0x80; c < LOW_END; c++) {
        char bytes[2] = {(char)(0xC0 | c >> 6), (char)(0x80 | (c & 0x3F))};
        struct low *low = &lows[c - 0x80];
        size_t at = 0;
        str_clear(&clean);
        str_clear(&folded);
        characters_append_clean(&clean, (struct slice){bytes, sizeof bytes});
        characters_append_folded(&folded, str_slice(&clean));
        low->kind = (unsigned char)character_kind(c);
        if (folded.size > 0)
            low->first = (unsigned short)utf8_next(str_slice(&folded), &at);
    }
    str_release(&clean);
    str_release(&folded);
}

/* The number of a byte of ASCII; "y" is "i". */
static unsigned sign_of(char byte)
{
    char c = ascii_to_lower(byte);
    if (ascii_is_digit(c))
        return (unsigned)(26 + c - '0');
    if (!ascii_is_letter(c))
        return OTHER;
    return (unsigned)((c == 'y' ? 'i' : c) - 'a');
}

void sieve_init(struct sieve *sieve, const struct language *language)
{
    *sieve = (struct sieve){0};
    sieve->letters = language != NULL ? language_kept_letters(language) : 2;
    (void)pthread_once(&once, fill_lows);
}

void sieve_add(struct sieve *sieve, struct slice form)
{
    size_t at = 0;
    if (form.size == 0)
        return;
    int32_t first = utf8_next(form, &at);
    if (first >= LOW_END) {
        sieve->high[(first >> 6) & 15] |= UINT64_C(1) << (first & 63);
        return;
    }
    sieve->low[first >> 6] |= UINT64_C(1) << (first & 63);
    if (first >= 0x80)
        return;
    bool is_sure = sieve->letters == 2 && at < form.size &&
                   (unsigned char)form.data[at] < 0x80;
    sieve->second[sign_of((char)first)] |=
        is_sure ? UINT64_C(1) << sign_of(form.data[at]) : ANY;
    if (ascii_is_digit((char)first)) /* "10" is beside "v10" */
        sieve->second[sign_of('v')] |= UINT64_C(1) << sign_of((char)first);
}

static bool wants_low(const struct sieve *sieve, int32_t c)
{
    return (sieve->low[c >> 6] >> (c & 63) & 1) != 0;
}

static bool wants_high(const struct sieve *sieve, int32_t c)
{
    return (sieve->high[(c >> 6) & 15] >> (c & 63) & 1) != 0;
}

static unsigned char byte_at(struct slice text, size_t at)
{
    return at < text.size ? (unsigned char)text.data[at] : 0;
}

static enum character_kind kind_of(int32_t c)
{
    return c < LOW_END ? (enum character_kind)lows[c - 0x80].kind
                       : character_kind(c);
}

/* The end of the word that `at` is in. */
static size_t pass_word(struct slice text, size_t at)
{
    int32_t before = 0;
    while (at < text.size) {
        size_t next = at;
        if (ascii_is_letter_or_digit(text.data[at])) {
            at++;
            continue;
        }
        if ((unsigned char)text.data[at] < 0x80)
            break;
        int32_t c = utf8_next(text, &next);
        enum character_kind kind = kind_of(c);
        if (kind != CHARACTER_LETTER && kind != CHARACTER_MARK &&
            (kind != CHARACTER_UNSEEN || character_parts(c, before)))
            break;
        at = next;
        before = c;
    }
    return at;
}

/* Whether what comes next may change the first letter of a word: combining
 * marks of Latin, Greek and Cyrillic. */
static bool has_mark(struct slice text, size_t at)
{
    unsigned char lead = byte_at(text, at);
    return lead == 0xCC || lead == 0xCD;
}

/* Each of these says where to go on from `at`, or `at` for a word that may be
 * wanted. */

static size_t pass_low(const struct sieve *sieve, struct slice text, size_t at)
{
    size_t next = at;
    int32_t c = utf8_next(text, &next);
    if (c < 0x80 || c >= LOW_END)
        return next;
    const struct low *low = &lows[c - 0x80];
    if (low->kind != CHARACTER_LETTER)
        return low->kind == CHARACTER_DENSE ? at : next;
    bool may_be = low->first == 0 || low->first >= LOW_END ||
                  wants_low(sieve, low->first) || has_mark(text, next);
    return may_be ? at : pass_word(text, next);
}

/* Letters of scripts without spaces that are the same folded; digits among
 * them are not. */
static bool is_constant(int32_t c)
{
    bool is_thai_or_lao = c >= 0xE01 && c < 0xF00;
    bool is_digit = (c >= 0xE50 && c <= 0xE59) || (c >= 0xED0 && c <= 0xED9);
    return (c >= 0x3000 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) ||
           (is_thai_or_lao && !is_digit);
}

/* Whether the sound mark of a kana that is written in two characters follows.
 */
static bool has_sound_mark(struct slice text, size_t at)
{
    return byte_at(text, at) == 0xE3 && byte_at(text, at + 1) == 0x82 &&
           (byte_at(text, at + 2) == 0x99 || byte_at(text, at + 2) == 0x9A);
}

static size_t pass_high(const struct sieve *sieve, struct slice text, size_t at)
{
    size_t next = at;
    int32_t c = utf8_next(text, &next);
    if (is_constant(c))
        return wants_high(sieve, c) || has_sound_mark(text, next) ? at : next;
    if (c >= 0x2000 && c < 0x2040)
        return next;
    enum character_kind kind = character_kind(c);
    return kind == CHARACTER_LETTER || kind == CHARACTER_DENSE ||
                   kind == CHARACTER_EMOJI
               ? at
               : next;
}

static size_t pass_ascii(const struct sieve *sieve, struct slice text,
                         size_t at)
{
    if (!ascii_is_letter_or_digit(text.data[at]))
        return at + 1;
    uint64_t seconds = sieve->second[sign_of(text.data[at])];
    unsigned char second = byte_at(text, at + 1);
    bool may_be = second >= 0x80 ? seconds != 0
                                 : (seconds >> sign_of((char)second) & 1) != 0;
    return may_be ? at : pass_word(text, at + 1);
}

size_t sieve_next(const struct sieve *sieve, struct slice text, size_t at)
{
    while (at < text.size && sieve->letters > 0) {
        unsigned char lead = (unsigned char)text.data[at];
        size_t next = lead < 0x80   ? pass_ascii(sieve, text, at)
                      : lead < 0xE0 ? pass_low(sieve, text, at)
                                    : pass_high(sieve, text, at);
        if (next == at)
            break;
        at = next;
    }
    return at;
}
