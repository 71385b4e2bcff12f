/* toml_limits.c - limits on a TOML text that nothing has parsed yet.
 *
 *     a.b.c = [[1], {d = 2}]     two dots, brackets two deep, 3 values
 *
 * toml++ takes a table for each dot of a key and frees them by recursion, so
 * that a key of a hundred thousand dots would overflow the stack; and it
 * searches lists of tables one by one, so that a million of them would take
 * hours. So the signs that make values are counted first: too many of them are
 * a limit of their own, and what is below it costs a fraction of a second. Only
 * what is in comments and strings does not count. Both end here where they end
 * for the library; one that the library refuses may end elsewhere.
 *
 * The exact limits are the composer's. */
#include "document/toml_limits.h"

#include "base/unicode.h"
#include "document/frontmatter.h"
#include "document/line.h"
#include "document/syntax_error.h"

/* A value has a sign before it, and a number has a dot in it. */
#define MAX_SIGNS (2 * FRONTMATTER_MAX_NODES)

struct scan {
    struct slice text;
    uint32_t first_line;
    size_t at;
    size_t depth; /* of brackets and braces */
    size_t dots;  /* of the key or number */
    size_t signs;
};

/* Returns the offset after the quotes that close a string of several lines;
 * two more may be its last characters. */
static size_t after_quotes(struct slice text, size_t at)
{
    size_t end = at + 3;
    while (end < text.size && end < at + 5 && text.data[end] == text.data[at])
        end++;
    return end;
}

static bool has_three(struct slice text, size_t at)
{
    return at + 2 < text.size && text.data[at + 1] == text.data[at] &&
           text.data[at + 2] == text.data[at];
}

/* Returns the offset after the string whose quote is at `at`. */
static size_t after_string(struct slice text, size_t at)
{
    char quote = text.data[at];
    bool is_long = has_three(text, at);
    for (at += is_long ? 3 : 1; at < text.size; at++) {
        char c = text.data[at];
        if (c == '\\' && quote == '"')
            at++;
        else if (c == '\n' && !is_long)
            return at;
        else if (c == quote && !is_long)
            return at + 1;
        else if (c == quote && has_three(text, at))
            return after_quotes(text, at);
    }
    return text.size;
}

static void count_sign(struct scan *scan, char c)
{
    if (c == '[' || c == '{')
        scan->depth++;
    else if ((c == ']' || c == '}') && scan->depth > 0)
        scan->depth--;
    scan->signs += c == '=' || c == ',' || c == '[' || c == '.';
    scan->dots = c == '.' ? scan->dots + 1 : 0;
}

/* Moves on to the next sign; false at the end. */
static bool next_sign(struct scan *scan, char *ret_sign)
{
    struct slice text = scan->text;
    while (scan->at < text.size) {
        char c = text.data[scan->at];
        if (c == '"' || c == '\'') {
            scan->at = after_string(text, scan->at);
            continue;
        }
        if (c == '#')
            scan->at = slice_find_char(text, scan->at, '\n');
        else
            scan->at++;
        *ret_sign = c;
        if (c == '[' || c == ']' || c == '{' || c == '}' || c == '=' ||
            c == ',' || c == '.' || c == '\n')
            return true;
    }
    return false;
}

/* At the sign that is one too many. */
static bool report(const struct scan *scan, enum diagnostic_code code,
                   struct diagnostics *diagnostics)
{
    bool is_depth = code == DIAGNOSTIC_FRONT_MATTER_TOO_DEEP;
    struct line line = line_at(scan->text, scan->at - 1);
    return diagnostics_add(
        diagnostics, code, scan->first_line + line.number,
        line_column(&line, scan->at - 1),
        is_depth ? "flatten the data, or split it into several files"
                 : "split the data into several files",
        is_depth ? "lists and tables are nested more than %d levels deep"
                 : "the data has more than %d values",
        is_depth ? FRONTMATTER_MAX_DEPTH : FRONTMATTER_MAX_NODES);
}

bool toml_check_limits(struct slice text, uint32_t first_line,
                       struct diagnostics *diagnostics)
{
    struct scan scan = {.text = text, .first_line = first_line};
    size_t invalid = utf8_find_invalid(text);
    char sign;
    if (invalid < text.size)
        return syntax_error_report_encoding(text, first_line, invalid,
                                            diagnostics);
    while (next_sign(&scan, &sign)) {
        count_sign(&scan, sign);
        if (scan.depth > FRONTMATTER_MAX_DEPTH ||
            scan.dots >= FRONTMATTER_MAX_DEPTH)
            return report(&scan, DIAGNOSTIC_FRONT_MATTER_TOO_DEEP, diagnostics);
        if (scan.signs > MAX_SIGNS)
            return report(&scan, DIAGNOSTIC_FRONT_MATTER_TOO_MANY_NODES,
                          diagnostics);
    }
    return true;
}
