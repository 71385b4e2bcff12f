/* foreign_math.c - math in TeX, between the marks that KaTeX and MathJax know.
 *
 *     $a_1$   $$\sum_i a_i$$   \(a_1\)   \[\sum_i a_i\]
 *
 * A dollar is mostly one of a price. As in Pandoc, the first one of math is
 * before a character, and the second is after one and not before a digit; and
 * what is between them has to look like a formula, as has what is between the
 * escapes of Markdown, "\(" and "\[". */
#include "document/foreign.h"

#include "base/ascii.h"

#define INLINE_MAX_BYTES  1000
#define ESCAPED_MAX_BYTES 4096 /* between escapes */

/* What a formula is made of. */
struct formula {
    bool has_command; /* "\sum" */
    bool has_script;  /* "x^2", "a_1", "x_{max}" */
    bool has_equation;
    bool has_letter, has_space;
    size_t longest_word; /* outside of commands and braces */
};

static bool is_script(struct slice text, size_t at, size_t word)
{
    char next = at + 1 < text.size ? text.data[at + 1] : '\0';
    if (text.data[at] == '^')
        return at > 0;
    return text.data[at] == '_' && at > 0 && word <= 2 &&
           (next == '{' || next == '\\' || ascii_is_letter_or_digit(next));
}

static size_t skip_letters(struct slice text, size_t at)
{
    while (at < text.size && ascii_is_letter(text.data[at]))
        at++;
    return at;
}

static struct formula read_formula(struct slice text)
{
    struct formula read = {0};
    size_t word = 0, depth = 0;
    for (size_t at = 0; at < text.size; at++) {
        char c = text.data[at];
        if (c == '\\') {
            size_t end = skip_letters(text, at + 1);
            read.has_command |= end > at + 1;
            at = end > at + 1 ? end - 1 : at + 1;
            word = 0;
            continue;
        }
        read.has_script |= is_script(text, at, word);
        read.has_equation |= c == '=';
        read.has_space |= ascii_is_space(c);
        depth += c == '{' ? 1 : 0;
        depth -= c == '}' && depth > 0 ? 1 : 0;
        read.has_letter |= ascii_is_letter(c);
        word = (ascii_is_letter(c) || (unsigned char)c >= 0x80) && depth == 0
                   ? word + 1
                   : 0;
        if (word > read.longest_word)
            read.longest_word = word;
    }
    return read;
}

/* Whether escapes are around a formula: "\[x\]" are brackets. */
static bool is_certain(const struct formula *read)
{
    return read->has_command || (read->longest_word <= 3 &&
                                 (read->has_script || read->has_equation));
}

static bool is_likely(const struct formula *read, struct slice text)
{
    bool is_amount = ascii_is_digit(text.data[0]) && read->has_space;
    return is_certain(read) ||
           (read->has_letter && read->longest_word <= 2 && !is_amount);
}

/* In a block quote the marks of its lines would become part of the math. */
static bool is_quoted(const struct foreign_scan *scan)
{
    struct slice before =
        slice_sub(scan->code.body, scan->line_start, scan->at);
    return slice_find_char(before, 0, '>') < before.size;
}

/* Whether "$$" opens and closes math in lines of their own. */
static bool is_fenced(const struct foreign_scan *scan, struct slice rest,
                      size_t end)
{
    return scan->is_at_line_text &&
           skip_line_spaces(rest, 2) == line_end(rest, 2) &&
           skip_line_spaces(rest, end + 2) == line_end(rest, end + 2);
}

/* "$$" ends at the next, before a line without words. Two of them may also be a
 * price range, or the number of a process. */
static void match_display(struct foreign_scan *scan,
                          struct foreign_match *match)
{
    struct slice rest = scan_rest(scan);
    size_t end = scan_find(scan, rest, 2, "$$");
    struct slice inner = slice_sub(rest, 2, end), trimmed = slice_trim(inner);
    if (end == rest.size || trimmed.size == 0 ||
        slice_starts(slice_from(rest, end), "$$$") ||
        slice_find(inner, 0, SLICE("\n\n")) < inner.size ||
        (is_quoted(scan) && slice_find_char(inner, 0, '\n') < inner.size))
        return;
    struct formula read = read_formula(trimmed);
    if (is_fenced(scan, rest, end) || is_certain(&read) ||
        (trimmed.size == inner.size && is_likely(&read, trimmed)))
        *match = (struct foreign_match){
            .size = end + 2, .words_start = 2, .words_end = end};
}

static void match_inline(struct foreign_scan *scan, struct foreign_match *match)
{
    struct slice rest = slice_sub(scan_rest(scan), 0, INLINE_MAX_BYTES);
    char before = scan->at > 0 ? scan->code.body.data[scan->at - 1] : ' ';
    size_t end = 1;
    while (end < rest.size && rest.data[end] != '$' && rest.data[end] != '`' &&
           !(rest.data[end] == '\n' && rest.data[end - 1] == '\n'))
        end += rest.data[end] == '\\' ? 2 : 1;
    if (!scan_spend(scan, end) || end >= rest.size || rest.data[end] != '$')
        return;
    char after = end + 1 < rest.size ? rest.data[end + 1] : ' ';
    struct slice inner = slice_sub(rest, 1, end);
    if (inner.size == 0 || slice_trim(inner).size < inner.size ||
        ascii_is_letter_or_digit(before) || ascii_is_letter_or_digit(after) ||
        after == '$')
        return;
    struct formula read = read_formula(inner);
    if (is_likely(&read, inner))
        *match = (struct foreign_match){
            .size = end + 1, .words_start = 1, .words_end = end};
}

void match_dollars(struct foreign_scan *scan, struct foreign_match *match)
{
    if (slice_starts(scan_rest(scan), "$$"))
        match_display(scan, match);
    else
        match_inline(scan, match);
}

/* Where the next one is, at or after `at`: none is looked for twice. */
static size_t next_close(struct foreign_scan *scan, size_t at, bool is_round)
{
    size_t *next = &scan->next_close[is_round];
    if (*next < at)
        *next = slice_find(scan->code.body, at,
                           is_round ? SLICE("\\)") : SLICE("\\]"));
    return *next;
}

void match_backslash(struct foreign_scan *scan, struct foreign_match *match)
{
    struct slice body = scan->code.body;
    size_t start = scan->at + 2;
    size_t end = next_close(scan, start, body.data[start - 1] == '(');
    struct slice inner = slice_sub(body, start, end);
    if (end == body.size || inner.size > ESCAPED_MAX_BYTES ||
        slice_find(inner, 0, SLICE("\n\n")) < inner.size ||
        slice_find(inner, 0, SLICE("](")) < inner.size || /* a link */
        !scan_spend(scan, inner.size))
        return;
    struct formula read = read_formula(inner);
    if (is_certain(&read))
        *match = (struct foreign_match){.size = inner.size + 4,
                                        .words_start = 2,
                                        .words_end = inner.size + 2};
}
