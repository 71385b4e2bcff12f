/* words.c - walks the words of a text.
 *
 * Most text is ASCII, and most of its words are in lower case: such a word is
 * the bytes of the text itself, found by a table of 256. Others are folded,
 * which is remembered by the language (stem.c), as their stems are.
 *
 * A sign between letters ends a word: "node:fs", "e-mail", "l'été", "foo_bar"
 * and "10.2" are two each, and a query for one of them asks for both, one after
 * the other. Two signs are letters: "C++" and "C#" would else be "c". ".NET" is
 * "net": most who mean it write "ASP.NET" or "VB.NET", which would have to be
 * the same word and yet be told from "example.net". */
#include "search/words.h"

#include "base/ascii.h"
#include "base/unicode.h"
#include "search/characters.h"
#include "search/stem.h"

#define RAW_MAX_BYTES (4 * WORD_MAX_BYTES) /* of a word that is looked at */

enum byte {
    BYTE_GAP,
    BYTE_LOWER, /* or a digit */
    BYTE_UPPER,
    BYTE_OTHER, /* not ASCII */
};

#define G          BYTE_GAP
#define L          BYTE_LOWER
#define U          BYTE_UPPER
#define O          BYTE_OTHER
#define SIXTEEN(x) x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x

static const unsigned char bytes[256] = {
    SIXTEEN(G), SIXTEEN(G), SIXTEEN(G), L,          L,          L,
    L,          L,          L,          L,          L,          L,
    L,          G,          G,          G,          G,          G,
    G, /* 0 to 9 */
    G,          U,          U,          U,          U,          U,
    U,          U,          U,          U,          U,          U,
    U,          U,          U,          U, /* A to O */
    U,          U,          U,          U,          U,          U,
    U,          U,          U,          U,          U,          G,
    G,          G,          G,          G, /* P to Z */
    G,          L,          L,          L,          L,          L,
    L,          L,          L,          L,          L,          L,
    L,          L,          L,          L, /* a to o */
    L,          L,          L,          L,          L,          L,
    L,          L,          L,          L,          L,          G,
    G,          G,          G,          G, /* p to z */
    SIXTEEN(O), SIXTEEN(O), SIXTEEN(O), SIXTEEN(O), SIXTEEN(O), SIXTEEN(O),
    SIXTEEN(O), SIXTEEN(O),
};

#undef G
#undef L
#undef U
#undef O
#undef SIXTEEN

static enum byte byte_at(struct slice text, size_t at)
{
    return at < text.size ? (enum byte)bytes[(unsigned char)text.data[at]]
                          : BYTE_GAP;
}

void words_begin(struct words *words, struct slice text, struct slice lang,
                 struct stemmers *stemmers)
{
    *words = (struct words){.text = text};
    if (stemmers != NULL)
        words->language = stemmers_find(stemmers, lang);
}

void words_release(struct words *words)
{
    str_release(&words->clean);
    str_release(&words->folded);
    str_release(&words->stem);
}

static struct slice cut(struct slice text)
{
    return utf8_truncate(text, WORD_MAX_BYTES);
}

static bool has_stemmer(const struct words *words)
{
    return words->language != NULL && language_has_stemmer(words->language);
}

/* The form that Snowball expects of Turkish: "I" without a dot is small without
 * one, too, and the vowels of endings depend on that. */
static void append_turkish_case(struct str *out, struct slice clean)
{
    struct str small = {0};
    for (size_t at = 0; at < clean.size;) {
        int32_t c = utf8_next(clean, &at);
        utf8_append(&small, c == 'I' ? 0x131 : c == 0x130 ? 'i' : c);
    }
    unicode_append_casefold(out, str_slice(&small));
    str_release(&small);
}

/* Replaces *out by the folded stem of a clean word. Returns it, or SLICE_NONE
 * if it is `text`, the word itself. */
static struct slice find_stem(struct language *language, struct slice clean,
                              struct slice text, struct str *out)
{
    struct str cased = {0};
    if (language_is_turkish(language))
        append_turkish_case(&cased, clean);
    else
        unicode_append_casefold(&cased, clean);
    str_clear(out);
    characters_append_folded(out, language_stem(language, str_slice(&cased)));
    str_release(&cased);
    struct slice stem = cut(str_slice(out));
    return stem.size == 0 || slice_equal(stem, text) ? SLICE_NONE : stem;
}

struct slice words_stem_of(struct language *language, struct slice text,
                           struct str *buffer)
{
    bool has_stem = language_has_stemmer(language) && text.size > 0 &&
                    !ascii_is_digit(text.data[0]);
    return has_stem ? find_stem(language, text, text, buffer) : SLICE_NONE;
}

static struct slice fold(struct words *words, struct slice raw)
{
    str_clear(&words->clean);
    characters_append_clean(&words->clean, raw);
    str_clear(&words->folded);
    characters_append_folded(&words->folded, str_slice(&words->clean));
    return cut(str_slice(&words->folded));
}

/* The stem of a clean word, if the folded one that was made of it has another
 * one, or none. */
static struct slice find_own_stem(struct words *words, struct slice text)
{
    struct slice clean = str_slice(&words->clean);
    struct str plain = {0};
    if (!has_stemmer(words) || slice_equal(clean, text))
        return SLICE_NONE;
    struct slice stem = find_stem(words->language, clean, text, &words->stem);
    if (slice_equal(stem, words_stem_of(words->language, text, &plain)))
        stem = SLICE_NONE;
    str_release(&plain);
    return stem;
}

/* The forms of a word that is not ASCII, or not in lower case in Turkish. */
static void find_forms(struct words *words, struct slice raw, struct word *word)
{
    struct word_forms forms;
    raw = utf8_truncate(raw, RAW_MAX_BYTES);
    if (words->language == NULL ||
        !language_recall(words->language, raw, &forms)) {
        forms.text = fold(words, raw);
        forms.stem = find_own_stem(words, forms.text);
        if (words->language != NULL)
            language_remember(words->language, raw, &forms);
    }
    word->text = forms.text;
    word->stem = forms.stem;
}

static struct slice lower_ascii(struct words *words, struct slice raw)
{
    raw = cut(raw);
    str_clear(&words->folded);
    str_reserve(&words->folded, raw.size + 1);
    for (size_t i = 0; i < raw.size; i++)
        words->folded.data[i] = ascii_to_lower(raw.data[i]);
    words->folded.size = raw.size;
    words->folded.data[raw.size] = '\0';
    return str_slice(&words->folded);
}

static void set_ascii(struct words *words, struct slice raw, bool has_upper,
                      struct word *word)
{
    if (has_upper && words->language != NULL &&
        language_is_turkish(words->language)) {
        find_forms(words, raw, word);
        return;
    }
    word->text = has_upper ? lower_ascii(words, raw) : cut(raw);
    word->stem = SLICE_NONE;
}

/* Whether a sign that is a letter follows, and no other letter, as in "a++b"
 * or "page#top"; a number may follow a letter alone: "C++17", "C#8". Returns
 * where it ends, or `end`. */
static size_t sign_end(const struct words *words, size_t start, size_t end)
{
    struct slice text = words->text;
    size_t after = end;
    if (end + 2 <= text.size && text.data[end] == '+' &&
        text.data[end + 1] == '+')
        after = end + 2;
    else if (end < text.size && text.data[end] == '#')
        after = end + 1;
    if (after == end || ascii_is_digit(text.data[end - 1]) ||
        (after < text.size && ascii_is_letter(text.data[after])))
        return end;
    bool is_number = after < text.size && ascii_is_digit(text.data[after]);
    return is_number && end - start > 1 ? end : after;
}

/* Whether it is the number of a version, "v10", beside which is "10". */
static bool is_version(struct slice raw)
{
    return raw.size > 1 && raw.size <= WORD_MAX_BYTES &&
           ascii_to_lower(raw.data[0]) == 'v' &&
           slice_is_digits(slice_from(raw, 1));
}

static void take_ascii(struct words *words, size_t end, bool has_upper,
                       struct word *word)
{
    size_t start = words->at, after = sign_end(words, start, end);
    struct slice raw = slice_sub(words->text, start, after);
    if (after > end) {
        word->text = lower_ascii(words, raw);
        word->stem = SLICE_NONE;
        words->beside_start = start;
        words->beside_end = end;
    } else {
        set_ascii(words, raw, has_upper, word);
        if (is_version(raw)) {
            words->beside_start = start + 1;
            words->beside_end = end;
        }
    }
    word->end = words->at = after;
}

/* The other form at the place of a word, which is ASCII. */
static void take_beside(struct words *words, struct word *word)
{
    struct slice raw =
        slice_sub(words->text, words->beside_start, words->beside_end);
    *word = (struct word){.kind = WORD_BESIDE,
                          .start = words->beside_start,
                          .end = words->beside_end};
    set_ascii(words, raw, true, word);
    words->beside_start = words->beside_end = 0;
}

/* The end of what cannot be seen from `at` on. */
static size_t unseen_end(struct slice text, size_t at, int32_t before,
                         bool *ret_parts)
{
    *ret_parts = false;
    while (byte_at(text, at) == BYTE_OTHER) {
        size_t next = at;
        int32_t c = utf8_next(text, &next);
        if (character_kind(c) != CHARACTER_UNSEEN)
            break;
        *ret_parts = *ret_parts || character_parts(c, before);
        at = next;
    }
    return at;
}

/* The end of a word of letters and marks. */
static size_t letters_end(struct slice text, size_t at)
{
    int32_t before = 0;
    while (at < text.size) {
        bool parts;
        size_t next = unseen_end(text, at, before, &parts);
        if (parts || next == text.size)
            break;
        bool is_apart = next > at;
        int32_t c = utf8_next(text, &next);
        enum character_kind kind = character_kind(c);
        if (kind != CHARACTER_LETTER && (kind != CHARACTER_MARK || is_apart))
            break;
        at = next;
        before = c;
    }
    return at;
}

/* The end of a character and its marks; `at` is behind its first code point. */
static size_t marks_end(struct slice text, size_t at)
{
    while (byte_at(text, at) == BYTE_OTHER) {
        size_t next = at;
        if (character_kind(utf8_next(text, &next)) != CHARACTER_MARK)
            break;
        at = next;
    }
    return at;
}

/* The end of the dense character that begins at `at`, or comes after what
 * cannot be seen; 0 if there is none. */
static size_t dense_end(struct slice text, size_t at)
{
    bool parts;
    at = unseen_end(text, at, 0, &parts);
    if (byte_at(text, at) != BYTE_OTHER ||
        character_kind(utf8_next(text, &at)) != CHARACTER_DENSE)
        return 0;
    return marks_end(text, at);
}

static void take_dense(struct words *words, struct word *word)
{
    struct slice text = words->text;
    size_t first_end = dense_end(text, words->at);
    size_t second_end = dense_end(text, first_end);
    word->kind = second_end > 0 ? WORD_PAIR : WORD_LAST;
    word->end = second_end > 0 ? second_end : first_end;
    struct slice raw =
        utf8_truncate(slice_sub(text, word->start, word->end), RAW_MAX_BYTES);
    word->text = characters_are_plain(raw) ? cut(raw) : fold(words, raw);
    bool parts;
    words->at =
        second_end > 0 ? unseen_end(text, first_end, 0, &parts) : first_end;
}

/* The end of an emoji: with its marks and skin, of several that are joined, or
 * of the two letters of a flag. `at` is behind the first code point. */
static size_t emoji_end(struct slice text, size_t at, int32_t first)
{
    bool is_flag = character_is_flag_letter(first), is_joined = false;
    while (byte_at(text, at) == BYTE_OTHER) {
        size_t next = at;
        int32_t c = utf8_next(text, &next);
        bool is_skin = c >= SKIN_FIRST && c <= SKIN_LAST;
        bool is_tag = c >= 0xE0020 && c <= 0xE007F;
        bool is_second = is_flag && character_is_flag_letter(c);
        enum character_kind kind = character_kind(c);
        if (!is_skin && !is_tag && !is_second && c != ZWJ &&
            kind != CHARACTER_MARK && !(is_joined && kind == CHARACTER_EMOJI))
            break;
        is_flag = false;
        is_joined = c == ZWJ;
        at = next;
    }
    return at;
}

/* An emoji is one word, whatever its skin. */
static void take_emoji(struct words *words, size_t end, struct word *word)
{
    struct slice raw =
        utf8_truncate(slice_sub(words->text, word->start, end), RAW_MAX_BYTES);
    str_clear(&words->folded);
    for (size_t at = 0; at < raw.size;) {
        int32_t c = utf8_next(raw, &at);
        bool is_skin = c >= SKIN_FIRST && c <= SKIN_LAST;
        bool is_only = words->folded.size == 0;
        if ((!is_skin || is_only) && character_kind(c) != CHARACTER_MARK)
            utf8_append(&words->folded, c);
    }
    word->text = cut(str_slice(&words->folded));
    word->end = words->at = end;
}

/* The word that begins here with something else than ASCII, or goes on with it;
 * false if none does. */
static bool take_other(struct words *words, struct word *word)
{
    size_t after = words->at;
    int32_t first = utf8_next(words->text, &after);
    word->start = words->at;
    word->stem = SLICE_NONE;
    switch (character_kind(first)) {
    case CHARACTER_LETTER:
        word->end = words->at = letters_end(words->text, words->at);
        find_forms(words, slice_sub(words->text, word->start, word->end), word);
        return word->text.size > 0;
    case CHARACTER_DENSE:
        take_dense(words, word);
        return true;
    case CHARACTER_EMOJI:
        take_emoji(words, emoji_end(words->text, after, first), word);
        return true;
    default:
        words->at = after;
        return false;
    }
}

/* The end of the letters of ASCII from `at` on. */
static size_t ascii_end(struct slice text, size_t at, bool *ret_has_upper)
{
    unsigned seen = 0;
    while (at < text.size) {
        unsigned kind = bytes[(unsigned char)text.data[at]];
        if (kind != BYTE_LOWER && kind != BYTE_UPPER)
            break;
        seen |= kind;
        at++;
    }
    *ret_has_upper = (seen & BYTE_UPPER) != 0;
    return at;
}

/* Whether the word of ASCII that ends here goes on with a letter or mark. */
static bool goes_on(struct slice text, size_t end)
{
    return byte_at(text, end) == BYTE_OTHER && letters_end(text, end) > end;
}

bool words_next(struct words *words, struct word *ret_word)
{
    struct slice text = words->text;
    if (words->beside_end > words->beside_start) {
        take_beside(words, ret_word);
        return true;
    }
    while (words->at < text.size) {
        enum byte byte = byte_at(text, words->at);
        if (byte == BYTE_GAP) {
            words->at++;
            continue;
        }
        bool has_upper;
        size_t end = ascii_end(text, words->at, &has_upper);
        *ret_word = (struct word){.kind = WORD_PLAIN, .start = words->at};
        if (end > words->at && !goes_on(text, end)) {
            take_ascii(words, end, has_upper, ret_word);
            return true;
        }
        if (take_other(words, ret_word))
            return true;
    }
    return false;
}
