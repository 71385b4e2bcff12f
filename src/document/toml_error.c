/* toml_error.c - from "could not determine value type" to advice.
 *
 * toml++ names what it was reading and what it expected; the writer wants to
 * know which of the usual mistakes it is, most of which are YAML. Each row
 * recognises one by the library's words and by the byte where it gave up; the
 * first that fits counts. What no row recognises is reported in its words. */
#include "document/toml_error.h"

#include "base/array.h"
#include "base/unicode.h"
#include "document/line.h"

#include <string.h>

#define SHOWN_KEY_BYTES 80

struct toml_mistake {
    const char *problem; /* in the library's words */
    const char *at;      /* what the text has there, "a|b" for either; or NULL
                            for anything */
    const char *message, *hint;
};

#define QUOTES "write strings in quotes: key = \"value\""
#define ESCAPES                                                                \
    "double the backslash if it is part of the string, or use single quotes"
#define DATES                                                                  \
    "write 2024-05-01 or 2024-05-01T10:00:00Z, or put it in quotes if it is "  \
    "a string"

static const struct toml_mistake mistakes[] = {
    {NULL, "<<<<<<<|=======|>>>>>>>", "a merge conflict was left in the file",
     "keep one of the two versions and remove the <<<, === and >>> lines"},
    {"expected '=', saw ':'", NULL, "the key has ':' after it instead of '='",
     "write key = \"value\", or YAML between two lines of ---"},
    {"expected '='", NULL, "'=' is missing after the key",
     "write key = \"value\"; a key with other characters than A-Z, a-z, 0-9, "
     "- and _ needs quotes"},
    {"key-value pair: encountered end", NULL, "a value is missing here",
     "write key = \"value\""},
    {"expected value, saw", NULL, "a value is missing here",
     "write key = \"value\""},
    {"expected keys, tables", NULL, "this line does not begin with a key",
     "write key = \"value\"; a key with other characters than A-Z, a-z, 0-9, "
     "- and _ needs quotes"},
    {"", "True|TRUE|False|FALSE", "true and false are written in lower case",
     "write true or false"},
    {"saw 'nu'", NULL, "TOML has no null", "leave the key out"},
    {"", "~", "TOML has no null", "leave the key out"},
    {"", "\xE2\x80\x9C|\xE2\x80\x9D|\xE2\x80\x98|\xE2\x80\x99",
     "these are not the quotes of TOML", "use \" or '"},
    {"could not determine value type", NULL, "a string has no quotes", QUOTES},
    {"expected 'true'", NULL, "a string has no quotes", QUOTES},
    {"expected 'false'", NULL, "a string has no quotes", QUOTES},
    {"expected 'inf'", NULL, "a string has no quotes", QUOTES},
    {"expected 'nan'", NULL, "a string has no quotes", QUOTES},
    {"parsing string: encountered end", NULL, "a string is never closed",
     "close it with the quotes that it begins with"},
    {"literal string: encountered end", NULL, "a string is never closed",
     "close it with the quotes that it begins with"},
    {"control characters", "\n|\r", "a string is not closed on its line",
     "close the quotes, or use \"\"\" for a string of several lines"},
    {"control characters", NULL, "a string contains a control character",
     "delete it, or write it as \\u and four hexadecimal digits"},
    {"escape sequence", NULL, "unknown escape sequence in double quotes",
     ESCAPES},
    {"unicode scalar", NULL, "unknown escape sequence in double quotes",
     ESCAPES},
    {"expected a comment or whitespace", ",|;",
     "no comma or semicolon ends a line of TOML", "remove it"},
    {"expected value-terminator, saw ';'", NULL,
     "no comma or semicolon ends a line of TOML", "remove it"},
    {"expected a comment or whitespace", NULL,
     "there is something after the value",
     "put it on a line of its own; if it is part of the string, put a "
     "backslash before each quote in it"},
    {"leading zeroes", NULL, "a number begins with 0",
     "put it in quotes if it is meant to be a string"},
    {"underscore", NULL, "an underscore is not between two digits",
     "put it in quotes if it is meant to be a string"},
    {"representable in 64 bits", NULL, "the number is too large",
     "put it in quotes"},
    {"could not be interpreted", NULL, "the number is too large",
     "put it in quotes"},
    {"too long to identify", NULL, "the number is too long",
     "put it in quotes"},
    {"parsing date", NULL, "this is not a date", DATES},
    {"parsing time", NULL, "this is not a time",
     "write 10:00:00, or put it in quotes if it is a string"},
    {"integer: expected", NULL, "this is not a number", QUOTES},
    {"floating-point: expected", NULL, "this is not a number", QUOTES},
    {"floating-point: encountered end", NULL, "this is not a number", QUOTES},
    {"dangling comma", NULL, "nothing follows the last comma",
     "remove the comma"},
    {"inline table: expected", "\n|\r|#",
     "a table in braces goes on in another line",
     "write it on one line, or below a line of [its name]"},
    {"inline table: expected", NULL, "a comma or the closing brace is missing",
     "separate the entries with commas, and close the brace"},
    {"saw comma", NULL, "a value is missing before this comma",
     "remove the comma"},
    {"expected comma or closing", NULL,
     "a comma or the closing bracket is missing",
     "separate the entries with commas, and close the bracket"},
    {"array: encountered end", NULL, "a list is never closed",
     "close it with ']'"},
    {"table header: expected ']'", NULL, "the name of a table is not closed",
     "write [name], or [[name]] for an item of a list"},
    {"blank bare keys", NULL, "a table has no name", "write [name]"},
    {"expected bare key", NULL, "a key is missing here",
     "write a key, or put one with other characters than A-Z, a-z, 0-9, - and "
     "_ in quotes"},
    {"encountered end", NULL, "the TOML ends before this is complete",
     "close every quote, bracket and brace"},
};

static bool starts_with_one(struct slice text, const char *alternatives)
{
    struct slice rest = slice_of(alternatives), start;
    while (slice_cut(&rest, '|', &start)) {
        if (slice_begins(text, start))
            return true;
    }
    return false;
}

static bool has(struct slice text, const char *part)
{
    return part[0] == '\0' || slice_find(text, 0, slice_of(part)) < text.size;
}

static const struct toml_mistake *find_mistake(const struct toml_error *error,
                                               size_t at)
{
    struct slice rest = slice_from(error->text, at);
    bool begins_line = at == 0 || error->text.data[at - 1] == '\n';
    for (size_t i = 0; i < ARRAY_COUNT(mistakes); i++) {
        const struct toml_mistake *mistake = &mistakes[i];
        if ((mistake->problem != NULL ? has(error->problem, mistake->problem)
                                      : begins_line) &&
            (mistake->at == NULL || starts_with_one(rest, mistake->at)))
            return mistake;
    }
    return NULL;
}

/* "Error while parsing key-value pair: expected ..." without its start. */
static struct slice words_of(struct slice problem)
{
    size_t colon = slice_find(problem, 0, SLICE(": "));
    return colon < problem.size ? slice_from(problem, colon + 2) : problem;
}

/* "a.b" of "cannot redefine existing table 'a.b'"; SLICE_NONE for none. */
static struct slice key_in(struct slice problem)
{
    size_t start = slice_find_char(problem, 0, '\'');
    size_t end = slice_find_char(problem, start + 1, '\'');
    return end < problem.size ? slice_sub(problem, start + 1, end) : SLICE_NONE;
}

static bool report_duplicate(const struct toml_error *error,
                             const struct line *line, size_t at,
                             struct diagnostics *diagnostics)
{
    struct slice key = key_in(error->problem);
    if (key.data == NULL) {
        size_t end = slice_find_char(line->text, 0, '=');
        key = slice_trim(slice_sub(line->text, 0, end));
    }
    return diagnostics_add(
        diagnostics, DIAGNOSTIC_TOML_SYNTAX, error->first_line + line->number,
        line_column(line, at), "remove one of them",
        "the key '%.*s' is set again, or as something else than before",
        SLICE_FMT(utf8_truncate(key, SHOWN_KEY_BYTES)));
}

bool toml_error_report(const struct toml_error *error,
                       struct diagnostics *diagnostics)
{
    struct line line = line_at(error->text, error->at);
    size_t at = error->at < error->text.size ? error->at : error->text.size;
    const struct toml_mistake *mistake = find_mistake(error, at);
    uint32_t number = error->first_line + line.number;
    uint32_t column = line_column(&line, at);
    if (has(error->problem, "cannot redefine") ||
        has(error->problem, "cannot insert"))
        return report_duplicate(error, &line, at, diagnostics);
    if (mistake != NULL)
        return diagnostics_add(diagnostics, DIAGNOSTIC_TOML_SYNTAX, number,
                               column, mistake->hint, "%s", mistake->message);
    return diagnostics_add(diagnostics, DIAGNOSTIC_TOML_SYNTAX, number, column,
                           "look at the value in this line", "not TOML: %.*s",
                           SLICE_FMT(words_of(error->problem)));
}
