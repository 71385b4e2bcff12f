/* plaintext.c - text that search, excerpts and word counts can use.
 *
 * A word is what is between spaces and has at least one letter or digit:
 * "do-it" is one, a dash between spaces is not. Chinese, Japanese and Korean
 * write without spaces, or with longer words between them, so each of their
 * letters counts as one. Readers take about 200 words or 500 such characters
 * a minute. */
#include "document/plaintext.h"

#include "base/unicode.h"

#include <string.h>

#define ELLIPSIS              "\xE2\x80\xA6"
#define TOC_MAX_BYTES         40 /* of what stands for one, or announces it */
#define WORDS_PER_MINUTE      200
#define CHARACTERS_PER_MINUTE 500

void plaintext_release(struct plaintext *plain)
{
    str_release(&plain->text);
    *plain = (struct plaintext){0};
}

void plaintext_add_gap(struct plaintext *plain, enum gap gap)
{
    if (gap > plain->gap)
        plain->gap = gap;
}

void plaintext_append(struct plaintext *plain, struct slice text)
{
    static const char *const gaps[] = {"", " ", "\n", "\n\n"};
    if (text.size == 0)
        return;
    if (plain->text.size > 0 && plain->gap != GAP_NONE)
        str_append_text(&plain->text, gaps[plain->gap]);
    plain->gap = GAP_NONE;
    str_append(&plain->text, text);
}

void plaintext_join(struct plaintext *plain, struct slice text)
{
    struct slice before = str_slice(&plain->text);
    struct slice closing = SLICE(" .,;:!?)");
    if (text.size > 0 && slice_ends(before, " ") &&
        (plain->gap != GAP_NONE ||
         slice_find_char(closing, 0, text.data[0]) < closing.size))
        plain->text.size--;
    while ((plain->gap != GAP_NONE || plain->text.size == 0) &&
           slice_starts(text, " "))
        text = slice_from(text, 1);
    plaintext_append(plain, text);
}

static bool is_ascii_space(int32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Zs, Zl and Zp of Unicode, and the white space of ASCII. */
static bool is_space(int32_t c)
{
    if (c < 0x80)
        return is_ascii_space(c);
    return c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
           c == 0x3000;
}

bool plaintext_is_blank(struct slice text)
{
    for (size_t at = 0; at < text.size;) {
        if (!is_space(utf8_next(text, &at)))
            return false;
    }
    return true;
}

bool plaintext_has_word(struct slice text)
{
    for (size_t at = 0; at < text.size;) {
        if (unicode_is_letter_or_digit(utf8_next(text, &at)))
            return true;
    }
    return false;
}

static bool is_one_of(struct slice text, const char *const *list)
{
    while (*list != NULL && !slice_equal_nocase(text, slice_of(*list)))
        list++;
    return *list != NULL;
}

bool plaintext_is_toc_mark(struct slice text)
{
    static const char *const marks[] = {
        "[TOC]",   "[[TOC]]", "[[_TOC_]]", "[TOCM]", "TOC {:toc}",
        "{{toc}}", "${toc}",  "@[toc]",    "TOC",    NULL};
    return text.size <= TOC_MAX_BYTES && is_one_of(slice_trim(text), marks);
}

bool plaintext_is_toc_title(struct slice text)
{
    static const char *const titles[] = {
        "Table of contents", "Table of content", "Contents",     "Content",
        "On this page",      "In this article",  "In this post", NULL};
    text = slice_trim(text);
    while (text.size > 0 &&
           (text.data[text.size - 1] == ':' || text.data[text.size - 1] == '.'))
        text.size--;
    return is_one_of(slice_trim(text), titles);
}

static size_t skip_spaces(struct slice s, size_t at)
{
    while (at < s.size && is_ascii_space(s.data[at]))
        at++;
    return at;
}

static bool take_word(struct slice s, size_t *at, const char *word)
{
    struct slice wanted = slice_of(word);
    if (!slice_equal_nocase(slice_sub(s, *at, *at + wanted.size), wanted))
        return false;
    *at += wanted.size;
    return true;
}

/* Puts into *at where the mark that begins there ends. */
static bool take_more_mark(struct slice html, size_t *at)
{
    if (!take_word(html, at, "<!--"))
        return false;
    *at = skip_spaces(html, *at);
    if (!take_word(html, at, "more") && !take_word(html, at, "truncate"))
        return false;
    size_t after_more = skip_spaces(html, *at);
    if (after_more > *at && take_word(html, &after_more, "start"))
        after_more = skip_spaces(html, after_more);
    *at = after_more;
    return take_word(html, at, "-->");
}

bool plaintext_has_more_mark(struct slice html)
{
    size_t at = 0;
    while ((at = slice_find(html, at, SLICE("<!--"))) < html.size) {
        if (take_more_mark(html, &at))
            return true;
    }
    return false;
}

bool plaintext_is_more_mark(struct slice html)
{
    size_t at = skip_spaces(html, 0);
    return take_more_mark(html, &at) && skip_spaces(html, at) == html.size;
}

bool plaintext_is_mdx_more_mark(struct slice expression)
{
    static const char *const parts[] = {"{", "/*", "truncate", "*/", "}"};
    size_t at = 0;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        at = skip_spaces(expression, at);
        if (!take_word(expression, &at, parts[i]))
            return false;
    }
    return skip_spaces(expression, at) == expression.size;
}

struct slice plaintext_one_line(struct arena *arena, struct slice text)
{
    char *line = arena_bytes(arena, text.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (!is_ascii_space(text.data[i]))
            line[size++] = text.data[i];
        else if (size > 0 && line[size - 1] != ' ')
            line[size++] = ' ';
    }
    if (size > 0 && line[size - 1] == ' ')
        size--;
    line[size] = '\0';
    return (struct slice){line, size};
}

/* Text may end before a space and on either side of a CJK character, but never
 * between a letter and its marks. */
static bool is_word_end(int32_t before, int32_t after)
{
    if (unicode_is_mark(after))
        return false;
    return is_space(after) || unicode_is_cjk(before) || unicode_is_cjk(after);
}

struct slice plaintext_cut(struct arena *arena, struct slice text,
                           size_t max_characters)
{
    size_t at = 0, characters = 0, word_end = 0, hard_end = 0;
    int32_t before = ' ';

    while (at < text.size && characters < max_characters) {
        size_t start = at;
        int32_t c = utf8_next(text, &at);
        if (start > 0 && is_word_end(before, c))
            word_end = start;
        if (!unicode_is_mark(c))
            hard_end = start;
        before = c;
        characters++;
    }
    if (at == text.size)
        return text;
    size_t end = word_end > 0 ? word_end : hard_end;
    struct slice kept = slice_trim(slice_sub(text, 0, end));
    return arena_printf(arena, "%.*s" ELLIPSIS, SLICE_FMT(kept));
}

enum character { OTHER, SPACE, LETTER, CJK_LETTER };

/* The kinds of ASCII, which nearly all text is made of. */
#define S SPACE
#define L LETTER
static const unsigned char ascii_kinds[128] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, S, S, S, S, S, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, S, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, L, L, L, L, L, L, L, L, L, L, 0, 0, 0, 0, 0, 0, 0, L,
    L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, 0, 0, 0, 0, 0, 0, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, L, L, 0, 0, 0, 0, 0,
};
#undef S
#undef L

static enum character kind_of(int32_t c)
{
    if (is_space(c))
        return SPACE;
    if (!unicode_is_letter_or_digit(c))
        return OTHER;
    return unicode_is_cjk(c) ? CJK_LETTER : LETTER;
}

static enum character next_kind(struct slice text, size_t *at)
{
    unsigned char byte = (unsigned char)text.data[*at];
    if (byte >= 0x80)
        return kind_of(utf8_next(text, at));
    (*at)++;
    return (enum character)ascii_kinds[byte];
}

/* Where a word ends that began before `at`: at a space, or at a letter that is
 * a word by itself. */
static size_t word_end(struct slice text, size_t at)
{
    while (at < text.size) {
        unsigned char byte = (unsigned char)text.data[at];
        size_t next = at;
        if (byte >= 0x80) {
            enum character kind = kind_of(utf8_next(text, &next));
            if (kind == SPACE || kind == CJK_LETTER)
                break;
            at = next;
        } else if (ascii_kinds[byte] == SPACE) {
            break;
        } else {
            at++;
        }
    }
    return at;
}

struct word_count plaintext_count(struct slice text)
{
    struct word_count count = {0};
    for (size_t at = 0; at < text.size;) {
        enum character kind = next_kind(text, &at);
        count.characters += kind == CJK_LETTER;
        if (kind == LETTER) {
            count.words++;
            at = word_end(text, at);
        }
    }
    return count;
}

size_t plaintext_fit(struct slice text, uint32_t max_words)
{
    uint32_t words = 0;
    for (size_t at = 0; at < text.size;) {
        size_t start = at;
        enum character kind = next_kind(text, &at);
        if (kind != LETTER && kind != CJK_LETTER)
            continue;
        if (words++ == max_words)
            return start;
        if (kind == LETTER)
            at = word_end(text, at);
    }
    return text.size;
}

uint32_t plaintext_reading_minutes(struct word_count count)
{
    if (count.words == 0 && count.characters == 0)
        return 0;
    double minutes = (double)count.words / WORDS_PER_MINUTE +
                     (double)count.characters / CHARACTERS_PER_MINUTE;
    uint32_t rounded = (uint32_t)(minutes + 0.5);
    return rounded > 0 ? rounded : 1;
}
