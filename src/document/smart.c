/* smart.c - quotes, dashes and dots as a typographer sets them.
 *
 *     "It's" -- so...   ->   “It’s” – so…
 *
 * Three generators do so, unless they are told not to, and each decides in its
 * own way whether a quote opens or closes. Only what is rendered changes: text
 * that is searched, headings of the contents and excerpts stay as written.
 *
 * The marks around a quote count, as the generators look at the source. They
 * are gone by now, and so are the backslashes: \" is a quote, too. */
#include "document/render.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/unicode.h"
#include "document/scratch.h"

#include <string.h>

#define LEFT_SINGLE  "\xE2\x80\x98"
#define RIGHT_SINGLE "\xE2\x80\x99"
#define LEFT_DOUBLE  "\xE2\x80\x9C"
#define RIGHT_DOUBLE "\xE2\x80\x9D"
#define EN_DASH      "\xE2\x80\x93"
#define EM_DASH      "\xE2\x80\x94"
#define ELLIPSIS     "\xE2\x80\xA6"
#define LEFT_ANGLE   "\xC2\xAB"
#define RIGHT_ANGLE  "\xC2\xBB"
#define NO_BREAK     "\xC2\xA0"
#define NEXT_COUNT   4
#define MAX_SEARCH   64 /* nodes that are looked at for the character before */
#define BREAK        '\n'
#define STANDS_FOR   'A' /* code, which is words to the reader */

/* A quote and what is around it. Where there is nothing, there is a BREAK. */
struct quote {
    bool is_double;
    bool is_first; /* nothing that is text is before it, or only a quote is */
    int32_t before;
    int32_t next[NEXT_COUNT];
    int32_t after; /* the run of equal quotes that it is in */
};

enum turn { STRAIGHT, OPENS, CLOSES };

static bool is_space(int32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x3000;
}

static bool is_word(int32_t c)
{
    if (c < 0x80)
        return ascii_is_letter_or_digit((char)c);
    return unicode_is_letter_or_digit(c) || unicode_is_mark(c);
}

static bool is_punctuation(int32_t c)
{
    return !is_space(c) && !is_word(c);
}

static bool is_ascii_word(int32_t c)
{
    return c < 0x80 && (ascii_is_letter_or_digit((char)c) || c == '_');
}

static bool is_one_of(int32_t c, const char *list)
{
    return c > 0 && c < 0x80 && strchr(list, (int)c) != NULL;
}

static bool is_ascii_digit(int32_t c)
{
    return c >= '0' && c <= '9';
}

/* goldmark, extension/typographer.go. */

static bool is_decade(const struct quote *quote)
{
    return is_ascii_digit(quote->next[0]) && is_ascii_digit(quote->next[1]) &&
           quote->next[2] == 's';
}

/* 'twas, 'em, 'net, 'll. */
static bool is_shortened(const struct quote *quote)
{
    return !is_word(quote->before) && is_one_of(quote->next[0], "tenl");
}

/* Alice's, I'm, don't, you'd, I've, I'll, you're. */
static bool is_contraction(const struct quote *quote)
{
    static const char *const ends[] = {"s", "m", "t", "d", "ve", "ll", "re"};
    for (size_t i = 0; i < ARRAY_COUNT(ends); i++) {
        size_t size = strlen(ends[i]);
        if (quote->next[0] == ends[i][0] &&
            (size == 1 || quote->next[1] == ends[i][1]))
            return !is_word(quote->next[size]);
    }
    return false;
}

static bool opens_flank(const struct quote *quote)
{
    return !is_space(quote->after) &&
           (!is_punctuation(quote->after) || is_space(quote->before) ||
            is_punctuation(quote->before));
}

static bool closes_flank(const struct quote *quote)
{
    return !is_space(quote->before) &&
           (!is_punctuation(quote->before) || is_space(quote->after) ||
            is_punctuation(quote->after));
}

static enum turn close_counted(const struct quote *quote, unsigned *open)
{
    bool opens = opens_flank(quote), closes = closes_flank(quote);
    bool may_close = is_punctuation(quote->next[0]) && !is_word(quote->next[1]);
    if (*open == 0 || !closes || (opens && !may_close))
        return STRAIGHT;
    *open -= 1;
    return CLOSES;
}

static enum turn turn_goldmark_single(const struct quote *quote,
                                      struct smart *smart)
{
    bool opens = opens_flank(quote) && !closes_flank(quote);
    bool is_inside = unicode_is_letter_or_digit(quote->before) &&
                     unicode_is_letter_or_digit(quote->next[0]) &&
                     !is_ascii_digit(quote->next[0]);
    if ((opens && is_decade(quote)) || is_shortened(quote) || is_inside)
        return CLOSES;
    if (opens && is_contraction(quote))
        return CLOSES;
    if (opens) {
        smart->singles++;
        return OPENS;
    }
    if (quote->next[0] != BREAK && !is_ascii_digit(quote->next[0]))
        return CLOSES;
    return close_counted(quote, &smart->singles);
}

static enum turn turn_goldmark(const struct quote *quote, struct smart *smart)
{
    if (!quote->is_double)
        return turn_goldmark_single(quote, smart);
    if (opens_flank(quote) && !closes_flank(quote)) {
        smart->doubles++;
        return OPENS;
    }
    return close_counted(quote, &smart->doubles);
}

/* kramdown, parser/kramdown/smart_quotes.rb: the first rule that matches. What
 * may begin a span is read by itself, and is no text before the quote. */
static enum turn turn_kramdown(const struct quote *at, struct smart *smart)
{
    struct quote copy = *at, *quote = &copy;
    const int32_t *next = quote->next;
    quote->is_first |= is_one_of(quote->before, "[*_`<&!$|");
    bool is_marked = next[0] == '*' || next[0] == '_';
    bool is_dots = next[1] == '.' && next[2] == '.';
    (void)smart;
    if (quote->is_first && is_marked && !is_space(next[1]))
        return OPENS;
    if (quote->is_first && next[0] < 0x80 && is_punctuation(next[0]) &&
        !is_dots && !is_ascii_word(next[1]))
        return CLOSES;
    if (!quote->is_double && is_decade(quote) &&
        (quote->is_first || is_space(quote->before)))
        return CLOSES;
    if (!quote->is_first && is_space(quote->before) && is_ascii_word(next[0]))
        return OPENS;
    if (!quote->is_first && !is_space(quote->before) &&
        !is_one_of(quote->before, "\\[{(-"))
        return CLOSES;
    if (quote->is_first &&
        (is_space(next[0]) || (next[0] == 's' && !is_ascii_word(next[1]))))
        return CLOSES;
    return OPENS;
}

/* retext-smartypants, as Astro has it. */
static enum turn turn_smartypants(const struct quote *quote,
                                  struct smart *smart)
{
    const int32_t *next = quote->next;
    (void)smart;
    size_t after = 1; /* the run of punctuation */
    while (after < NEXT_COUNT - 1 && next[after] == next[0])
        after++;
    bool is_end = next[0] == BREAK;
    if (!is_end && is_punctuation(next[0]) && !is_word(next[after]))
        return CLOSES;
    if (next[0] == '"' || next[0] == '\'')
        return OPENS;
    if (is_decade(quote) && !is_word(next[3]))
        return CLOSES;
    if (!is_word(quote->before) && is_word(next[0]))
        return !quote->is_double && next[0] == 's' && !is_word(next[1]) &&
                       !is_space(quote->before) &&
                       !is_punctuation(quote->before)
                   ? CLOSES
                   : OPENS;
    if (is_word(quote->before))
        return CLOSES;
    return is_space(next[0]) ? CLOSES : OPENS;
}

static const struct smart_style {
    enum turn (*turn)(const struct quote *quote, struct smart *smart);
    bool sees_marks;   /* and not what is between them */
    bool has_angles;   /* "<<" and ">>" */
    bool joins_angles; /* with the words inside */
    bool reads_runs;   /* whole: "--" is the only dash, `""` is no quote */
} styles[] = {
    [MARKDOWN_SMART_GOLDMARK] = {.turn = turn_goldmark,
                                 .sees_marks = true,
                                 .has_angles = true},
    [MARKDOWN_SMART_KRAMDOWN] = {.turn = turn_kramdown,
                                 .sees_marks = true,
                                 .has_angles = true,
                                 .joins_angles = true},
    [MARKDOWN_SMARTYPANTS] = {.turn = turn_smartypants, .reads_runs = true},
};

/* What is written before and after a node, and around what is in it. */
static const struct mark {
    char before, after, inside_before, inside_after;
} marks[NODE_KIND_COUNT] = {
    [NODE_SOFT_BREAK] = {BREAK, BREAK, 0, 0},
    [NODE_LINE_BREAK] = {BREAK, BREAK, 0, 0},
    [NODE_CODE] = {'`', '`', 0, 0},
    [NODE_HTML] = {'<', '>', 0, 0},
    [NODE_EMPHASIS] = {'*', '*', '*', '*'},
    [NODE_STRONG] = {'*', '*', '*', '*'},
    [NODE_STRIKETHROUGH] = {'~', '~', '~', '~'},
    [NODE_LINK] = {'[', ')', '[', ']'},
    [NODE_IMAGE] = {'!', ')', '[', ']'},
    [NODE_FOOTNOTE_REFERENCE] = {'[', ']', 0, 0},
};

static int32_t last_of(struct slice text)
{
    size_t at = text.size > 0 ? text.size - 1 : 0;
    while (at > 0 && ((unsigned char)text.data[at] & 0xC0) == 0x80)
        at--;
    return text.size > 0 ? utf8_next(text, &at) : BREAK;
}

static int32_t mark_before(const struct node *node)
{
    if (node->prev != NULL && node->prev->kind == NODE_TEXT)
        return last_of(node->prev->text);
    char mark = node->prev != NULL ? marks[node->prev->kind].after
                                   : marks[node->parent->kind].inside_before;
    return mark != 0 ? mark : BREAK;
}

static int32_t mark_after(const struct node *node)
{
    char mark = node->next != NULL ? marks[node->next->kind].before
                                   : marks[node->parent->kind].inside_after;
    return mark != 0 ? mark : BREAK;
}

static bool is_inline(const struct node *node)
{
    return node->kind >= NODE_TEXT;
}

/* The node without children that is before or after one in its block, or
 * NULL. */
static const struct node *leaf_beside(const struct node *node, bool is_before)
{
    while ((is_before ? node->prev : node->next) == NULL) {
        node = node->parent;
        if (!is_inline(node))
            return NULL;
    }
    node = is_before ? node->prev : node->next;
    while ((is_before ? node->last : node->first) != NULL)
        node = is_before ? node->last : node->first;
    return node;
}

/* The nearest character of the text, through all marks. */
static int32_t word_beside(const struct node *node, bool is_before)
{
    for (unsigned i = 0; i < MAX_SEARCH; i++) {
        node = leaf_beside(node, is_before);
        if (node == NULL || node->kind == NODE_SOFT_BREAK ||
            node->kind == NODE_LINE_BREAK)
            return BREAK;
        if (node->kind == NODE_CODE)
            return STANDS_FOR;
        size_t start = 0;
        if (node->kind == NODE_TEXT && node->text.size > 0)
            return is_before ? last_of(node->text)
                             : utf8_next(node->text, &start);
    }
    return BREAK;
}

static struct quote quote_at(const struct node *node, size_t at,
                             bool is_after_quote,
                             const struct smart_style *style)
{
    const struct slice text = node->text;
    struct quote quote = {.is_double = text.data[at] == '"',
                          .is_first = is_after_quote};
    bool is_outside = at == 0;
    if (!is_outside)
        quote.before = last_of(slice_sub(text, 0, at));
    else
        quote.before =
            style->sees_marks ? mark_before(node) : word_beside(node, true);
    if (is_outside)
        quote.is_first |=
            node->prev == NULL || (node->prev->kind != NODE_SOFT_BREAK &&
                                   node->prev->kind != NODE_TEXT);
    size_t next = at + 1, beyond = 0;
    for (size_t i = 0; i < NEXT_COUNT; i++) {
        if (next < text.size)
            quote.next[i] = utf8_next(text, &next);
        else
            quote.next[i] = beyond++ == 0 && style->sees_marks
                                ? mark_after(node)
                                : word_beside(node, false);
    }
    quote.after = quote.next[0];
    for (size_t i = 1; i < NEXT_COUNT && quote.after == text.data[at]; i++)
        quote.after = quote.next[i];
    return quote;
}

static size_t run_of(struct slice text, size_t at)
{
    size_t end = at + 1;
    while (end < text.size && text.data[end] == text.data[at])
        end++;
    return end - at;
}

/* Appends what stands for a run of dashes or dots, all of it. */
static void append_dashes(struct str *out, size_t count, bool is_whole)
{
    if (is_whole && count == 2) {
        str_append(out, SLICE(EM_DASH));
        return;
    }
    if (is_whole) {
        str_append_repeat(out, '-', count);
        return;
    }
    for (; count >= 3; count -= 3)
        str_append(out, SLICE(EM_DASH));
    str_append(out, count == 2 ? SLICE(EN_DASH) : SLICE(""));
    str_append(out, count == 1 ? SLICE("-") : SLICE(""));
}

static void append_dots(struct str *out, size_t count, bool is_whole)
{
    if (is_whole && count >= 3) {
        str_append(out, SLICE(ELLIPSIS));
        return;
    }
    for (; count >= 3; count -= 3)
        str_append(out, SLICE(ELLIPSIS));
    str_append_repeat(out, '.', count);
}

/* Returns how much of the text it stands for. */
static size_t append_angles(struct str *out, struct slice text, size_t at,
                            bool joins)
{
    bool is_left = text.data[at] == '<';
    size_t size = 2;
    if (is_left) {
        str_append(out, SLICE(LEFT_ANGLE));
        if (joins && at + 2 < text.size && text.data[at + 2] == ' ') {
            str_append(out, SLICE(NO_BREAK));
            size++;
        }
        return size;
    }
    if (joins && out->size > 0 && out->data[out->size - 1] == ' ') {
        out->size--;
        str_append(out, SLICE(NO_BREAK));
    }
    str_append(out, SLICE(RIGHT_ANGLE));
    return size;
}

static void append_quote(struct str *out, const struct quote *quote,
                         enum turn turn)
{
    static const char *const shapes[][2] = {
        [STRAIGHT] = {"'", "\""},
        [OPENS] = {LEFT_SINGLE, LEFT_DOUBLE},
        [CLOSES] = {RIGHT_SINGLE, RIGHT_DOUBLE},
    };
    str_append_text(out, shapes[turn][quote->is_double ? 1 : 0]);
}

/* Appends what stands for the sign at `at`; returns its size as written. */
static size_t append_sign(struct str *out, const struct node *node, size_t at,
                          bool is_after_quote, struct smart *smart)
{
    const struct smart_style *style = &styles[smart->style];
    struct slice text = node->text;
    char c = text.data[at];
    bool is_pair = at + 1 < text.size && text.data[at + 1] == c;
    if ((c == '<' || c == '>') && style->has_angles && is_pair)
        return append_angles(out, text, at, style->joins_angles);
    if ((c == '"' || c == '\'') && !(is_pair && style->reads_runs)) {
        struct quote quote = quote_at(node, at, is_after_quote, style);
        append_quote(out, &quote, style->turn(&quote, smart));
        return 1;
    }
    size_t count = run_of(text, at);
    if (c == '-')
        append_dashes(out, count, style->reads_runs);
    else if (c == '.')
        append_dots(out, count, style->reads_runs);
    else
        str_append(out, slice_sub(text, at, at + count));
    return count;
}

static bool is_sign_at(struct slice text, size_t at)
{
    char c = text.data[at];
    return c == '"' || c == '\'' ||
           ((c == '-' || c == '.' || c == '<' || c == '>') &&
            at + 1 < text.size && text.data[at + 1] == c);
}

#define EACH(byte) (UINT64_MAX / 255 * (byte))

/* Signs are all between "!" and "?", where letters are not. Returns how many of
 * the eight bytes are before the first of these: eight if there is none. */
static size_t count_letters(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    uint64_t low = ~(((word & EACH(0x7F)) + EACH(0x40)) | word);
    uint64_t spaces = word ^ EACH(' ');
    uint64_t others = ((spaces & EACH(0x7F)) + EACH(0x7F)) | spaces;
    uint64_t found = low & others & EACH(0x80);
    if (found == 0)
        return sizeof word;
    return (size_t)(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
                        ? __builtin_ctzll(found)
                        : __builtin_clzll(found)) /
           8;
}

/* The first byte from `at` on that may be changed, or text.size. */
static size_t find_sign(struct slice text, size_t at)
{
    while (at < text.size) {
        size_t letters = text.size - at >= sizeof(uint64_t)
                             ? count_letters(text.data + at)
                             : 0;
        at += letters;
        if (letters == sizeof(uint64_t))
            continue;
        if (is_sign_at(text, at))
            break;
        at++;
    }
    return at;
}

static void append_smart(struct str *out, const struct node *node, size_t at,
                         struct smart *smart)
{
    struct slice text = node->text;
    size_t end = 0, after_quote = SIZE_MAX;
    for (; at < text.size; at = find_sign(text, end)) {
        str_append(out, slice_sub(text, end, at));
        bool is_quote = text.data[at] == '"' || text.data[at] == '\'';
        end = at + append_sign(out, node, at, at == after_quote, smart);
        after_quote = is_quote ? end : SIZE_MAX;
    }
    str_append(out, slice_from(text, end));
}

/* The text of a bare link is its address. */
static bool is_address(const struct node *text)
{
    return text->parent->kind == NODE_LINK && text->prev == NULL &&
           text->next == NULL &&
           text->parent->as.link.url.size >= text->text.size &&
           slice_equal(
               slice_from(text->parent->as.link.url,
                          text->parent->as.link.url.size - text->text.size),
               text->text);
}

void smart_change(struct node *text, struct smart *smart)
{
    size_t at = find_sign(text->text, 0);
    if (at == text->text.size ||
        (styles[smart->style].sees_marks && is_address(text)))
        return;
    struct str *out = &smart->buffer;
    str_clear(out);
    append_smart(out, text, at, smart);
    text->text = scratch_copy(str_slice(out));
}
