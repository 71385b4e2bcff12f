/* code_places.c - finds code in Markdown line by line, without a tree.
 *
 *     ```          until a fence that is as long, or the end of its quote or
 *                  item
 *     four spaces  after a blank line, but not in a list
 *     `x`          within a paragraph
 *     <script>     and <style>, until they end
 *
 * These are CommonMark's rules, without the cases that only a parser can tell
 * apart: those are not code here. */
#include "document/code_places.h"

#include "base/array.h"
#include "base/ascii.h"

#include <stdint.h>

#define INDENT_OF_CODE      4
#define FENCE_MIN           3
#define CODE_SPAN_MAX_BYTES 65536 /* a longer one is not found */

static size_t skip_spaces(struct slice line, size_t at)
{
    while (at < line.size && ascii_is_space(line.data[at]))
        at++;
    return at;
}

/* Of a quote or an item of a list; 0 for none. */
static size_t mark_size(struct slice rest)
{
    size_t digits = 0;
    if (slice_starts(rest, ">"))
        return 1;
    while (digits < rest.size && digits < 9 &&
           ascii_is_digit(rest.data[digits]))
        digits++;
    if (digits + 1 >= rest.size || !ascii_is_space(rest.data[digits + 1]))
        return 0;
    const char *marks = digits > 0 ? ".)" : "-*+";
    struct slice mark = slice_sub(rest, digits, digits + 1);
    return slice_find(slice_of(marks), 0, mark) < slice_of(marks).size
               ? digits + 1
               : 0;
}

struct body_line {
    struct slice text; /* after the marks */
    size_t marks_size;
    size_t indent; /* before them, in columns */
    bool is_item, is_quote;
};

static struct body_line read_line(struct slice line)
{
    struct body_line read = {.text = line};
    size_t size, at = skip_spaces(line, 0);
    for (size_t i = 0; i < at; i++)
        read.indent += line.data[i] == '\t' ? INDENT_OF_CODE : 1;
    while ((size = mark_size(slice_from(line, at))) > 0) {
        read.is_quote |= line.data[at] == '>';
        read.is_item |= line.data[at] != '>';
        at = skip_spaces(line, at + size);
    }
    read.marks_size = at;
    read.text = slice_from(line, at);
    return read;
}

static size_t run_size(struct slice text, char c)
{
    size_t size = 0;
    while (size < text.size && text.data[size] == c)
        size++;
    return size;
}

static bool is_blank(const struct body_line *line)
{
    return line->text.size == 0 && !line->is_item;
}

/* Whether a line starts a fenced block: CommonMark, 4.5. */
static bool is_fence(const struct body_line *line, size_t max_indent)
{
    char first = line->text.size > 0 ? line->text.data[0] : '\0';
    size_t size = run_size(line->text, first);
    struct slice info = slice_from(line->text, size);
    return size >= FENCE_MIN && line->indent < max_indent &&
           (first == '~' ||
            (first == '`' && slice_find_char(info, 0, '`') == info.size));
}

/* A fenced block ends with the quote or the item that it is in, and with a
 * fence that has no marks of its own. */
static bool ends_fence(const struct code_places *code,
                       const struct body_line *line, bool *ret_is_after)
{
    size_t size = run_size(line->text, code->fence);
    bool is_same = line->is_quote == code->is_fence_quoted && !line->is_item;
    *ret_is_after = (code->is_fence_quoted && !line->is_quote) ||
                    (!is_blank(line) && line->indent < code->fence_indent);
    return *ret_is_after || (is_same && size >= code->fence_size &&
                             skip_spaces(line->text, size) == line->text.size);
}

/* Whether the line is part of a fenced block, which it may start or end. */
static bool is_fenced(struct code_places *code, const struct body_line *line)
{
    bool is_after = false;
    bool was_open = code->fence != '\0';
    if (was_open && ends_fence(code, line, &is_after))
        code->fence = '\0';
    if (was_open && !is_after)
        return true;
    size_t item_column = code->is_in_list ? code->item_column : 0;
    if (!is_fence(line, code->is_mdx ? SIZE_MAX : item_column + INDENT_OF_CODE))
        return false;
    code->fence = line->text.data[0];
    code->fence_size = run_size(line->text, code->fence);
    code->is_fence_quoted = line->is_quote;
    code->fence_indent = line->is_item      ? line->marks_size
                         : code->is_in_list ? line->indent
                                            : 0;
    return true;
}

static bool is_indented_code(struct code_places *code,
                             const struct body_line *line)
{
    bool is_code = line->indent >= INDENT_OF_CODE && !code->is_mdx &&
                   !code->is_in_list &&
                   (code->is_after_blank || code->is_in_indented);
    if (!is_blank(line)) {
        if (line->is_item) {
            code->is_in_list = true;
            code->item_column = line->marks_size;
        } else if (line->indent == 0 && code->is_after_blank) {
            code->is_in_list = false;
        }
        code->is_in_indented = is_code;
    }
    code->is_after_blank = is_blank(line);
    return is_code;
}

void code_places_begin_line(struct code_places *code, size_t at)
{
    size_t end = slice_find_char(code->body, at, '\n');
    struct body_line line = read_line(slice_sub(code->body, at, end));
    code->text_start = at + line.marks_size;
    if ((is_fenced(code, &line) || is_indented_code(code, &line)) &&
        end > code->end)
        code->end = end;
}

/* Whether the line goes on with the paragraph above it. */
static bool continues_paragraph(struct slice body, size_t start)
{
    struct body_line line =
        read_line(slice_sub(body, start, slice_find_char(body, start, '\n')));
    return !is_blank(&line) && !line.is_item && !line.is_quote &&
           line.text.data[0] != '#' && !is_fence(&line, INDENT_OF_CODE);
}

/* Returns where the code span ends that the run of backticks starts, or
 * `start` if it does not start one: CommonMark, 6.1. */
static size_t code_span_end(struct slice body, size_t start)
{
    size_t size = run_size(slice_from(body, start), '`');
    size_t limit = start + CODE_SPAN_MAX_BYTES;
    for (size_t at = start + size; at < body.size && at < limit; at++) {
        if (body.data[at] == '\n' && !continues_paragraph(body, at + 1))
            break;
        if (body.data[at] != '`')
            continue;
        size_t found = run_size(slice_from(body, at), '`');
        if (found == size)
            return at + found;
        at += found - 1;
    }
    return start;
}

static bool starts_nocase(struct slice rest, const char *prefix)
{
    struct slice start = slice_of(prefix);
    return slice_equal_nocase(slice_sub(rest, 0, start.size), start);
}

size_t code_element_end(struct slice text, size_t at, struct element_ends *ends)
{
    static const char *const starts[] = {"<script", "<style"};
    static const char *const closes[] = {"</script", "</style"};
    for (size_t i = 0; i < ELEMENT_COUNT; i++) {
        if (!starts_nocase(slice_from(text, at), starts[i]))
            continue;
        size_t *end = &ends->next[i];
        if (*end <= at)
            *end = slice_find_char(text, at + 1, '<');
        while (*end < text.size &&
               !starts_nocase(slice_from(text, *end), closes[i]))
            *end = slice_find_char(text, *end + 1, '<');
        return *end < text.size ? *end : 0;
    }
    return 0;
}

void code_places_note(struct code_places *code, size_t at)
{
    struct slice rest = slice_from(code->body, at);
    if (at < code->end)
        return;
    if (rest.data[0] == '\\') { /* what follows it means itself */
        code->end = at + 2;
    } else if (rest.data[0] == '<') {
        size_t end = code_element_end(code->body, at, &code->ends);
        if (end > 0)
            code->end = end;
    } else if (rest.data[0] == '`') {
        size_t end = code_span_end(code->body, at);
        size_t run = at + run_size(rest, '`');
        code->end = end > at ? end : run;
    }
}
