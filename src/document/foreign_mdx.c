/* foreign_mdx.c - JavaScript in MDX: modules, expressions and tags.
 *
 *     import { Note } from './note'     to a line without words
 *     export const rows = [
 *       1,                              that is not in brackets
 *     ]
 *
 *     <Note items={['a > b']}>          a tag; if nothing else is in its line,
 *     words {rows.length} words         it is a block of its own, and what
 *     </Note>                           follows is Markdown
 *
 * Of JavaScript, strings, templates and comments are known, since they may hold
 * brackets. A quote that nothing closes in its line is an apostrophe. */
#include "document/foreign.h"

#include "base/array.h"
#include "base/ascii.h"

/* Where the string, template or comment ends that starts at `at`; `at` if none
 * does. */
static size_t skip_literal(struct foreign_scan *scan, struct slice text,
                           size_t at)
{
    struct slice rest = slice_from(text, at);
    char c = rest.data[0];
    bool is_line_comment =
        slice_starts(rest, "//") && (at == 0 || text.data[at - 1] != ':');
    if (is_line_comment)
        return line_end(text, at);
    if (slice_starts(rest, "/*")) {
        size_t end = scan_find(scan, text, at + 2, "*/");
        return end < text.size ? end + 2 : at;
    }
    if (c != '"' && c != '\'' && c != '`')
        return at;
    struct slice within =
        c == '`' ? text : slice_sub(text, 0, line_end(text, at));
    size_t end = at + 1;
    while (end < within.size && within.data[end] != c)
        end += within.data[end] == '\\' ? 2 : 1;
    bool is_closed = scan_spend(scan, end - at) && end < within.size;
    return is_closed ? end + 1 : at;
}

static char closing(char open)
{
    return open == '{' ? '}' : open == '[' ? ']' : open == '(' ? ')' : '\0';
}

size_t braces_size(struct foreign_scan *scan, struct slice text)
{
    size_t depth = 0;
    for (size_t at = 0; at < text.size && scan_spend(scan, 1);) {
        size_t end = skip_literal(scan, text, at);
        if (text.data[at] == text.data[0])
            depth++;
        else if (text.data[at] == closing(text.data[0]) && --depth == 0)
            return at + 1;
        at = end > at ? end : at + 1;
    }
    return 0;
}

static bool has_word(struct slice text, size_t at, const char *word)
{
    struct slice wanted = slice_of(word);
    size_t end = at + wanted.size;
    return slice_equal(slice_sub(text, at, end), wanted) &&
           (end == text.size || !ascii_is_letter_or_digit(text.data[end]));
}

/* Whether it is one, and not a sentence that begins with "import". */
static bool is_module(struct slice text)
{
    static const char *const exported[] = {
        "default", "const", "let",  "var",       "function", "async",
        "class",   "{",     "type", "interface", "*"};
    size_t at = skip_line_spaces(text, 6);
    struct slice line = slice_sub(text, 0, line_end(text, 0));
    if (slice_starts(text, "import"))
        return at < text.size &&
               (text.data[at] == '{' || text.data[at] == '\'' ||
                text.data[at] == '"' ||
                slice_find(line, at, SLICE(" from ")) < line.size);
    for (size_t i = 0; i < ARRAY_COUNT(exported); i++) {
        if (has_word(text, at, exported[i]) ||
            (exported[i][0] < 'a' &&
             slice_starts(slice_from(text, at), exported[i])))
            return true;
    }
    return false;
}

void match_module(struct foreign_scan *scan, struct foreign_match *match)
{
    struct slice text = scan_rest(scan);
    size_t at = 0;
    if (!scan->is_after_blank || scan->at > scan->line_start ||
        !is_module(text))
        return;
    while (at < text.size && scan_spend(scan, 1)) {
        if (text.data[at] == '\n' &&
            skip_line_spaces(text, at + 1) == line_end(text, at + 1))
            break;
        size_t end = closing(text.data[at]) != '\0'
                         ? at + braces_size(scan, slice_from(text, at))
                         : skip_literal(scan, text, at);
        at = end > at ? end : at + 1;
    }
    match->size = at;
}

/* What is shown of an expression: a string alone. */
void match_expression(struct foreign_scan *scan, struct foreign_match *match)
{
    struct slice text = scan_rest(scan);
    size_t size = braces_size(scan, text);
    if (size == 0)
        return;
    match->size = size;
    size_t start = 1, end = size - 1;
    while (start < end && ascii_is_space(text.data[start]))
        start++;
    while (end > start && ascii_is_space(text.data[end - 1]))
        end--;
    if (end > start + 1 && closing(text.data[start]) == '\0' &&
        text.data[start] == text.data[end - 1] &&
        skip_literal(scan, text, start) == end) {
        match->words_start = start + 1;
        match->words_end = end - 1;
    }
}

static size_t skip_spaces(struct slice text, size_t at)
{
    while (at < text.size && ascii_is_space(text.data[at]))
        at++;
    return at;
}

/* The end of a name with dots and colons; "_" and "$" are letters. */
static size_t skip_tag_name(struct slice text, size_t at)
{
    while (at < text.size &&
           (ascii_is_letter_or_digit(text.data[at]) || text.data[at] == '-' ||
            text.data[at] == '_' || text.data[at] == '$' ||
            text.data[at] == '.' || text.data[at] == ':'))
        at++;
    return at;
}

/* Returns where the attribute at `at` ends, or `at`. */
static size_t skip_attribute(struct foreign_scan *scan, struct slice text,
                             size_t at)
{
    size_t start = at;
    if (text.data[at] == '{')
        return at + braces_size(scan, slice_from(text, at));
    at = skip_tag_name(text, at);
    size_t value = skip_spaces(text, at);
    if (at == start || value == text.size || text.data[value] != '=')
        return at;
    value = skip_spaces(text, value + 1);
    if (value == text.size)
        return start;
    char c = text.data[value];
    if (c == '{') {
        size_t size = braces_size(scan, slice_from(text, value));
        return size > 0 ? value + size : start;
    }
    const char quote[] = {c, '\0'};
    if (c != '"' && c != '\'')
        return start;
    size_t end = scan_find(scan, text, value + 1, quote);
    return end < text.size ? end + 1 : start;
}

/* Elements in which Markdown has rules of its own. */
static bool is_raw(struct slice name)
{
    return slice_is(name, "script") || slice_is(name, "style") ||
           slice_is(name, "pre") || slice_is(name, "textarea");
}

/* Returns the size of a tag at the start of `text`, or 0. */
static size_t tag_size(struct foreign_scan *scan, struct slice text)
{
    size_t at = 1;
    if (slice_starts(text, "</"))
        at++;
    size_t name = at;
    at = skip_tag_name(text, at);
    if ((at > name && !ascii_is_letter(text.data[name])) ||
        is_raw(slice_sub(text, name, at)))
        return 0;
    while ((at = skip_spaces(text, at)) < text.size && scan_spend(scan, 1)) {
        if (text.data[at] == '>')
            return at + 1;
        if (slice_starts(slice_from(text, at), "/>"))
            return at + 2;
        size_t end = skip_attribute(scan, text, at);
        if (end == at)
            return 0;
        at = end;
    }
    return 0;
}

void match_tag(struct foreign_scan *scan, struct foreign_match *match)
{
    struct slice text = scan_rest(scan);
    size_t size = tag_size(scan, text), end = size;
    match->size = size;
    match->is_html = true;
    if (size == 0 || !scan->is_at_line_text)
        return;
    for (;;) { /* more tags in the same line */
        size_t at = skip_line_spaces(text, end);
        if (at == text.size || text.data[at] == '\n') {
            match->size = at;
            match->is_alone = true;
            return;
        }
        size_t next =
            text.data[at] == '<' ? tag_size(scan, slice_from(text, at)) : 0;
        if (next == 0)
            return;
        end = at + next;
    }
}
