/* complexity.c - what would keep a Markdown engine busy for minutes.
 *
 * Parsing is linear but for a few constructs, and a body that is mostly made
 * of one of them is an accident or an attack. A parser cannot be stopped
 * halfway; so the bytes are looked at before, which costs a hundredth of
 * parsing.
 *
 *     ![[]()![[]()...     each bracket looks through all before it
 *     - - - - - a         each blank line visits every list that is open,
 *     <many blank lines>  and 100 kB can open fifty thousand of them
 *     a <! <! <! <! ...   each looks for its end; cmark learned in 0.30 to
 *                         remember that there is none, cmark-gfm has not
 *     a@b.c a@b.c ...     each copies the rest of its line
 *     www._www._ ...      each looks through the rest of its word
 *     |a|a|...|           each row below is filled up to that many cells
 *     *a *a *a *a ...     takes no time, but two hundred times its size
 *
 * How deep blocks are nested is only known after parsing, but a list or quote
 * can never be deeper than the column of its marker, and that is in plain
 * sight:
 *
 *         - a
 *           > 1. b      <- the marker in the deepest column: 8
 *         12345678
 */
#include "document/complexity.h"

#include "base/ascii.h"
#include "document/markdown.h"

#include <string.h>

#define TAB_COLUMNS 4 /* CommonMark 0.30, section 2.2 */

static bool is_space_or_end(struct slice line, size_t at)
{
    return at >= line.size || line.data[at] == ' ' || line.data[at] == '\t' ||
           line.data[at] == '\r';
}

/* The size of the block quote or list marker at line[at], or 0. */
static size_t marker_size(struct slice line, size_t at)
{
    size_t end = at;
    if (line.data[at] == '>')
        return 1;
    while (end < line.size && ascii_is_digit(line.data[end]))
        end++;
    if (end >= line.size ||
        strchr(end > at ? ".)" : "-+*", line.data[end]) == NULL ||
        line.data[end] == '\0')
        return 0;
    end++;
    return is_space_or_end(line, end) ? end - at : 0;
}

/* The column of the last marker that the line starts with, from 1, or 0. Adds
 * to *count how many there are. */
static size_t deepest_marker(struct slice line, size_t *count)
{
    size_t column = 0, deepest = 0;
    for (size_t at = 0; at < line.size;) {
        if (line.data[at] == ' ') {
            column++;
            at++;
        } else if (line.data[at] == '\t') {
            column += TAB_COLUMNS - column % TAB_COLUMNS;
            at++;
        } else {
            size_t size = marker_size(line, at);
            if (size == 0)
                break;
            column += size;
            at += size;
            deepest = column;
            (*count)++;
        }
    }
    return deepest;
}

static uint32_t line_number_at(struct slice body, uint32_t first_line,
                               size_t end)
{
    return first_line +
           (uint32_t)slice_count_char(slice_sub(body, 0, end), '\n');
}

static bool check_brackets(struct slice body, uint32_t first_line,
                           struct diagnostics *diagnostics)
{
    size_t count = 0, at = slice_find_char(body, 0, '[');
    while (at < body.size && ++count <= MARKDOWN_MAX_BRACKETS)
        at = slice_find_char(body, at + 1, '[');
    if (at == body.size)
        return true;
    return diagnostics_add(diagnostics, DIAGNOSTIC_BODY_TOO_COMPLEX,
                           line_number_at(body, first_line, at), 0,
                           "split the document, or remove brackets",
                           "the body has more than %d opening brackets",
                           MARKDOWN_MAX_BRACKETS);
}

bool complexity_check_html(struct slice body, uint32_t first_line,
                           struct diagnostics *diagnostics)
{
    int64_t steps = 0;
    for (size_t at = slice_find_char(body, 0, '<'); at + 1 < body.size;
         at = slice_find_char(body, at + 1, '<')) {
        if (body.data[at + 1] != '!' && body.data[at + 1] != '?')
            continue;
        steps += (int64_t)body.size;
        if (steps > COMPLEXITY_MAX_HTML_STEPS)
            return diagnostics_add(
                diagnostics, DIAGNOSTIC_BODY_TOO_COMPLEX,
                line_number_at(body, first_line, at), 0,
                "split the document, or remove comments",
                "the body has too many '<!' and '<?' for its size of %zu bytes",
                body.size);
    }
    return true;
}

static bool refuse_marks(uint32_t line, struct diagnostics *diagnostics)
{
    return diagnostics_add(
        diagnostics, DIAGNOSTIC_BODY_TOO_COMPLEX, line, 0, "split the document",
        "the body has more than %d line breaks and characters of markup",
        COMPLEXITY_MAX_MARKS);
}

static const bool is_mark[256] = {
    ['\n'] = true, ['\r'] = true, ['*'] = true,  ['_'] = true,
    ['`'] = true,  ['['] = true,  [']'] = true,  ['<'] = true,
    ['&'] = true,  ['!'] = true,  ['\\'] = true,
};

static bool check_marks(struct slice body, uint32_t first_line,
                        struct diagnostics *diagnostics)
{
    size_t count = 0, at = 0;
    if (body.size <= COMPLEXITY_MAX_MARKS)
        return true;
    while (at < body.size && count <= COMPLEXITY_MAX_MARKS)
        count += is_mark[(unsigned char)body.data[at++]];
    if (count <= COMPLEXITY_MAX_MARKS)
        return true;
    return refuse_marks(line_number_at(body, first_line, at - 1), diagnostics);
}

/* Takes a line off the front of *rest. A line ends with LF, CR or both; *lf is
 * where the next LF was seen, so that a body of nothing but CR is searched for
 * one only once. */
static bool next_line(struct slice body, size_t *at, size_t *lf,
                      struct slice *ret_line)
{
    if (*at >= body.size)
        return false;
    if (*lf < *at)
        *lf = slice_find_char(body, *at, '\n');
    struct slice line = slice_sub(body, *at, *lf);
    line.size = slice_find_char(line, 0, '\r');
    *at += line.size + 1;
    if (*at == *lf)
        (*at)++; /* CR and LF are one end */
    *ret_line = line;
    return true;
}

/* Of lists and quotes, by the columns of their markers. */
struct nesting {
    size_t lines, deepest, deepest_line;
    size_t markers; /* where there are too many, those up to that line */
};

static struct nesting nesting_of(struct slice body)
{
    struct nesting nesting = {0};
    size_t at = 0, lf = slice_find_char(body, 0, '\n');
    struct slice line;

    while (next_line(body, &at, &lf, &line)) {
        size_t column = deepest_marker(line, &nesting.markers);
        if (nesting.markers > COMPLEXITY_MAX_MARKS)
            break;
        if (column > nesting.deepest) {
            nesting.deepest = column;
            nesting.deepest_line = nesting.lines;
        }
        nesting.lines++;
    }
    return nesting;
}

static bool check_nesting(struct slice body, uint32_t first_line,
                          struct diagnostics *diagnostics)
{
    const struct nesting nesting = nesting_of(body);
    if (nesting.markers > COMPLEXITY_MAX_MARKS)
        return refuse_marks(first_line + (uint32_t)nesting.lines, diagnostics);
    if (nesting.deepest == 0 ||
        nesting.lines <= COMPLEXITY_MAX_NESTING_STEPS / nesting.deepest)
        return true;
    return diagnostics_add(
        diagnostics, DIAGNOSTIC_BODY_TOO_COMPLEX,
        first_line + (uint32_t)nesting.deepest_line, 0,
        "nest lists and quotes less deeply, or split the document",
        "a list or quote reaches column %zu in a body of %zu lines; column "
        "times lines may be at most %d",
        nesting.deepest, nesting.lines, COMPLEXITY_MAX_NESTING_STEPS);
}

bool complexity_check(struct slice body, uint32_t first_line,
                      struct diagnostics *diagnostics)
{
    return check_brackets(body, first_line, diagnostics) &&
           check_nesting(body, first_line, diagnostics) &&
           check_marks(body, first_line, diagnostics);
}

/* How many columns a table has if this line is the one below its head: that
 * holds nothing but dashes and colons, after the markers of lists. */
static size_t columns_of(struct slice line)
{
    size_t pipes = 0;
    bool has_dash = false;
    for (size_t i = 0; i < line.size; i++) {
        if (strchr("|-: \t>+*.)0123456789", line.data[i]) == NULL)
            return 0;
        pipes += line.data[i] == '|';
        has_dash = has_dash || line.data[i] == '-';
    }
    return pipes > 0 && has_dash ? pipes + 1 : 0;
}

static bool check_tables(struct slice body, uint32_t first_line,
                         struct diagnostics *diagnostics)
{
    size_t cells = 0, columns = 0;
    size_t at = 0, lf = slice_find_char(body, 0, '\n');
    struct slice line;

    if (slice_find_char(body, 0, '|') == body.size)
        return true;
    for (uint32_t n = first_line; next_line(body, &at, &lf, &line); n++) {
        size_t own = columns_of(line);
        if (slice_trim(line).size == 0)
            columns = 0; /* a blank line ends any table */
        columns = own > columns ? own : columns;
        cells += columns;
        if (cells > COMPLEXITY_MAX_CELLS)
            return diagnostics_add(diagnostics, DIAGNOSTIC_BODY_TOO_COMPLEX, n,
                                   0, "split the table",
                                   "the tables have more than %d cells",
                                   COMPLEXITY_MAX_CELLS);
    }
    return true;
}

/* How often the engine looks at the bytes of a line for addresses of mail. */
static int64_t mail_bytes(struct slice line)
{
    int64_t bytes = 0;
    for (size_t at = slice_find_char(line, 0, '@'); at < line.size;
         at = slice_find_char(line, at + 1, '@'))
        bytes += (int64_t)line.size;
    return bytes;
}

/* The same for names of hosts, which end with a space. One with an underscore,
 * "www._www._", is none in the end, and the next is looked for right after its
 * start. */
static int64_t host_bytes(struct slice line)
{
    int64_t bytes = 0;
    size_t at = slice_find(line, 0, SLICE("www."));
    while (at < line.size) {
        size_t end = at;
        while (end < line.size && !ascii_is_space(line.data[end]))
            end++;
        struct slice word = slice_sub(line, 0, end);
        size_t size = end - at;
        if (slice_find_char(word, at, '_') == end)
            at = end;
        for (; at < end; at = slice_find(word, at + 1, SLICE("www.")))
            bytes += (int64_t)size;
        at = slice_find(line, end, SLICE("www."));
    }
    return bytes;
}

static bool check_addresses(struct slice body, uint32_t first_line,
                            struct diagnostics *diagnostics)
{
    size_t at = 0, lf = slice_find_char(body, 0, '\n');
    int64_t bytes = 0;
    struct slice line;

    if (slice_find_char(body, 0, '@') == body.size &&
        slice_find(body, 0, SLICE("www.")) == body.size)
        return true;
    for (uint32_t n = first_line; next_line(body, &at, &lf, &line); n++) {
        bytes += mail_bytes(line) + host_bytes(line);
        if (bytes > COMPLEXITY_MAX_ADDRESS_BYTES)
            return diagnostics_add(diagnostics, DIAGNOSTIC_BODY_TOO_COMPLEX, n,
                                   0, "break them into shorter lines",
                                   "the lines that contain '@' or 'www.' are "
                                   "too long");
    }
    return true;
}

static bool check_host_starts(struct slice body, uint32_t first_line,
                              struct diagnostics *diagnostics)
{
    size_t count = 0, at = 0;
    if (body.size <= COMPLEXITY_MAX_HOST_STARTS)
        return true;
    while (at < body.size && count <= COMPLEXITY_MAX_HOST_STARTS) {
        count += body.data[at] == 'w' || body.data[at] == ':';
        at++;
    }
    if (count <= COMPLEXITY_MAX_HOST_STARTS)
        return true;
    return diagnostics_add(diagnostics, DIAGNOSTIC_BODY_TOO_COMPLEX,
                           line_number_at(body, first_line, at - 1), 0,
                           "split the document",
                           "the body has more than %d letters 'w' and colons, "
                           "at which bare links are looked for",
                           COMPLEXITY_MAX_HOST_STARTS);
}

bool complexity_check_extensions(struct slice body, uint32_t first_line,
                                 struct diagnostics *diagnostics)
{
    return check_tables(body, first_line, diagnostics) &&
           check_host_starts(body, first_line, diagnostics) &&
           check_addresses(body, first_line, diagnostics);
}

/* Steps of each kind that take ten nanoseconds. */
#define BRACKET_STEPS 20 /* one bracket looking at another */
#define HTML_STEPS    13
#define ADDRESS_STEPS 10
/* Of a byte, and of a mark, which makes a node or two. */
#define BYTE_EFFORT 3
#define MARK_EFFORT 30
#define MARK_BYTES  800
#define HOST_BYTES  250 /* of a letter that may start "www." or end "http" */
#define BYTE_BYTES  4

struct markdown_cost markdown_cost(const struct markdown_input *input)
{
    struct slice body = input->body, line;
    const struct nesting nesting = nesting_of(body);
    uint64_t brackets = 0, html = 0, addresses = 0, marks = nesting.markers;
    uint64_t hosts = 0;
    size_t at = 0, lf = slice_find_char(body, 0, '\n');
    for (size_t i = 0; i < body.size; i++) {
        char c = body.data[i];
        marks += is_mark[(unsigned char)c];
        brackets += c == '[';
        hosts += c == 'w' || c == ':';
        html += c == '<' && i + 1 < body.size && strchr("!?", body.data[i + 1]);
    }
    while (next_line(body, &at, &lf, &line))
        addresses += (uint64_t)(mail_bytes(line) + host_bytes(line));
    uint64_t effort = body.size * BYTE_EFFORT + marks * MARK_EFFORT +
                      nesting.lines * nesting.deepest +
                      brackets * brackets / BRACKET_STEPS;
    if (input->options.extensions != 0)
        effort += html * body.size / HTML_STEPS + addresses / ADDRESS_STEPS;
    return (struct markdown_cost){
        .effort = (size_t)effort,
        .bytes =
            (size_t)(body.size * BYTE_BYTES + marks * MARK_BYTES +
                     (input->options.extensions != 0 ? hosts * HOST_BYTES : 0)),
    };
}
