/* syntax_error.c - from "mapping values are not allowed in this context" to
 * advice.
 *
 * A parser says which rule of its grammar was broken; the writer wants to know
 * which of the usual mistakes it is. So after the parser has given up, the
 * lines that it names are read once more by a table of checks (review.c). Each
 * either adds its message and ends the search, or lets the next one try. The
 * order matters: a mistake that is certain from its sign (a conflict marker)
 * comes before one that is only likely (the indentation). What no check
 * recognises is reported in the parser's words. */
#include "document/syntax_error.h"

#include "base/array.h"
#include "base/unicode.h"

struct fixed_message {
    const char *problem, *message, *hint;
    bool is_at_context;
};

/* Problems that need no look at the line. */
static const struct fixed_message fixed_messages[] = {
    {"could not find expected ':'",
     "this line has no key and does not continue the value above",
     "indent it more to continue the value above, or write 'key: value'", true},
    {"did not find expected key",
     "this line is not indented like the lines it belongs to",
     "start it in the same column as the keys around it", false},
    {"did not find expected '-'", "a key is among the items of a list",
     "start it in the column of the keys, or indent the items more", false},
    {"did not find expected <document start>",
     "this line is not indented like the lines it belongs to",
     "start it in the same column as the keys above", false},
    {"found undefined tag handle", "unknown YAML tag",
     "put the value in quotes if the '!' is part of it", false},
    {PROBLEM_COMPLEX_KEY, "a list or mapping cannot be a key",
     "put the key in quotes if the brackets are part of it", false},
    {PROBLEM_ALIAS_AS_KEY, "only an alias of a string can be a key",
     "write the key out", false},
    {PROBLEM_SECOND_DOCUMENT, "a second YAML document starts here",
     "keep one document per file", false},
    {PROBLEM_ONLY_TEXT, "there is text here but no field",
     "write each field as 'name: value'", false},
};

static bool report_fixed(const struct review *review)
{
    const struct syntax_error *error = review->error;
    for (size_t i = 0; i < ARRAY_COUNT(fixed_messages); i++) {
        const struct fixed_message *fixed = &fixed_messages[i];
        if (slice_starts(error->problem, fixed->problem))
            return review_report(review,
                                 fixed->is_at_context ? error->context_at
                                                      : error->problem_at,
                                 fixed->hint, fixed->message);
    }
    return false;
}

static void report_as_parsed(const struct review *review)
{
    const struct syntax_error *error = review->error;
    struct slice message =
        error->context.data != NULL
            ? arena_printf(review->arena, "not YAML: %.*s (%.*s)",
                           SLICE_FMT(error->problem), SLICE_FMT(error->context))
            : arena_printf(review->arena, "not YAML: %.*s",
                           SLICE_FMT(error->problem));
    (void)review_report(review, error->problem_at, NULL, message.data);
}

bool syntax_error_report_encoding(struct slice text, uint32_t first_line,
                                  size_t offset,
                                  struct diagnostics *diagnostics)
{
    struct line line = line_at(text, offset);
    return diagnostics_add(
        diagnostics, DIAGNOSTIC_FRONT_MATTER_ENCODING, line.number + first_line,
        line_column(&line, offset), "save the file as UTF-8",
        "byte 0x%02X at offset %zu of the front matter is not valid UTF-8",
        (unsigned char)text.data[offset], offset);
}

bool syntax_error_report(const struct syntax_error *error,
                         struct diagnostics *diagnostics)
{
    size_t invalid = utf8_find_invalid(error->text);
    if (invalid < error->text.size)
        return syntax_error_report_encoding(error->text, error->first_line,
                                            invalid, diagnostics);

    struct review review = {
        .error = error,
        .diagnostics = diagnostics,
        .arena = diagnostics->arena,
        .line = line_at(error->text, error->problem_at),
        .context = line_at(error->text, error->context_at),
    };
    if (!review_find_mistake(&review) && !report_fixed(&review))
        report_as_parsed(&review);
    return false;
}
