/* review.c - the usual mistakes in YAML, each recognised by its signs.
 *
 * Each check looks at what was written, not at what the parser made of it, and
 * reports how the line should be written. Where it can, the hint is the
 * corrected line itself: people copy it. A check that is not sure reports
 * nothing, since a wrong explanation is worse than the parser's own words.
 *
 * Of all files that were ever broken in public repositories, three in five had
 * an unquoted colon in a title. */
#include "document/syntax_error.h"

#include "base/array.h"
#include "base/unicode.h"

#include <string.h>

#define NO_BREAK_SPACE "\xC2\xA0"

bool review_report(const struct review *review, size_t offset, const char *hint,
                   const char *message)
{
    struct line line = line_at(review->error->text, offset);
    (void)diagnostics_add(review->diagnostics, DIAGNOSTIC_YAML_SYNTAX,
                          line.number + review->error->first_line,
                          line_column(&line, offset), hint, "%s", message);
    return true;
}

/* "title <problem>", with the line in quotes as the hint. */
static bool report_unquoted(const struct review *review,
                            const struct line *line, size_t offset,
                            struct slice value, const char *problem)
{
    struct slice quoted = line_quoted(line, value, review->arena);
    struct slice hint = arena_printf(
        review->arena, "put the value in quotes: %.*s", SLICE_FMT(quoted));
    struct slice message = arena_printf(
        review->arena, "%.*s %s", SLICE_FMT(line_brief(line->name)), problem);
    return review_report(review, offset, hint.data, message.data);
}

static bool is_quoted(const struct line *line)
{
    return slice_starts(line->value, "\"") || slice_starts(line->value, "'");
}

/* The byte where the parser gave up, or NUL at the end of the text. */
static char byte_at(const struct review *review, size_t offset)
{
    struct slice text = review->error->text;
    return offset < text.size ? text.data[offset] : '\0';
}

static bool report_conflict(const struct review *review, size_t offset)
{
    return review_report(
        review, offset,
        "keep one of the two versions and remove the <<<, === and >>> lines",
        "a merge conflict was left in the file");
}

static bool look_for_conflict(const struct review *review)
{
    static const char *const markers[] = {"<<<<<<<", "=======", ">>>>>>>"};

    for (size_t i = 0; i < ARRAY_COUNT(markers); i++)
        if (slice_starts(review->context.text, markers[i]))
            return report_conflict(review, review->context.start);
    /* On the first line it begins a scalar, and the parser fails below. */
    return slice_starts(review->error->text, markers[0]) &&
           report_conflict(review, 0);
}

static bool look_for_tab(const struct review *review)
{
    struct slice text = review->line.text;
    size_t tab = 0;
    while (tab < text.size && text.data[tab] == ' ')
        tab++;
    if (tab == text.size || text.data[tab] != '\t')
        return false;
    return review_report(
        review, review->line.start + tab, "use spaces instead",
        "this line is indented with a tab, which YAML does not allow");
}

/* "-<tab>item" */
static bool look_for_tab_inside(const struct review *review)
{
    return byte_at(review, review->error->problem_at) == '\t' &&
           review_report(review, review->error->problem_at,
                         "use a space instead",
                         "YAML does not allow a tab here");
}

static bool look_for_template(const struct review *review)
{
    static const struct {
        const char *start, *problem;
    } openings[] = {
        {"{{", "starts with '{{', which opens a mapping in YAML"},
        {"{%", "starts with '{%', which opens a mapping in YAML"},
    };

    const struct line *line = &review->line;
    for (size_t i = 0; i < ARRAY_COUNT(openings); i++)
        if (slice_starts(line->value, openings[i].start))
            return report_unquoted(review, line, line_value_at(line),
                                   line->value, openings[i].problem);
    return false;
}

static bool look_for_colon(const struct review *review)
{
    const struct line *line = &review->line;
    size_t at = review->error->problem_at;
    if (!line_has_key(line) || line->start + line->colon >= at ||
        is_quoted(line))
        return false;
    bool is_last = at + 1 >= line_value_at(line) + line->value.size;
    return report_unquoted(review, line, at, line->value,
                           is_last ? "ends with ':'" : "contains ': '");
}

/* "title:Foo". Not an address (http://). */
static bool report_missing_space(const struct review *review,
                                 const struct line *line)
{
    size_t colon = slice_find_char(line->value, 0, ':');
    struct slice key = slice_sub(line->value, 0, colon);
    struct slice value = slice_from(line->value, colon + 1);
    if (line_has_key(line) || key.size == 0 || value.size == 0 ||
        slice_find_char(key, 0, ' ') < key.size || slice_starts(value, "//"))
        return false;

    key = line_brief(key);
    if (slice_starts(value, NO_BREAK_SPACE)) /* looks like a space */
        value = slice_from(value, strlen(NO_BREAK_SPACE));
    struct slice hint =
        arena_printf(review->arena, "write %.*s: %.*s", SLICE_FMT(key),
                     SLICE_FMT(line_brief(value)));
    struct slice message = arena_printf(
        review->arena, "a space is missing after '%.*s:'", SLICE_FMT(key));
    return review_report(review, line_value_at(line) + colon + 1, hint.data,
                         message.data);
}

static bool look_for_missing_space(const struct review *review)
{
    return report_missing_space(review, &review->context);
}

/* The parser may take it for the start of a long value and fail later. */
static bool look_for_missing_space_above(const struct review *review)
{
    struct line above;
    return line_before(review->error->text, &review->line, &above) &&
           report_missing_space(review, &above);
}

/* A line without a key begins a value that the next line continues:
 * as the very first line, or below a key that has no value of its own. */
static bool begins_value(const struct review *review, const struct line *line)
{
    if (line_has_key(line) || line->value.size == 0)
        return false;
    struct line before;
    return !line_before(review->error->text, line, &before) ||
           (line_has_key(&before) && before.value.size == 0);
}

static bool look_for_keyless_line_above(const struct review *review)
{
    struct line above;
    return line_before(review->error->text, &review->line, &above) &&
           begins_value(review, &above) &&
           review_report(review, line_value_at(&above), "write 'key: value'",
                         "this line has no key");
}

/* The line continues the value of the line above, and has a colon. */
static bool look_for_continuation(const struct review *review)
{
    const struct line *line = &review->line;
    if (!line_has_key(line))
        return false;
    size_t key_at = line->start + (size_t)(line->name.data - line->text.data);
    if (slice_find_char(line->name, 0, ' ') == line->name.size)
        return review_report(
            review, key_at,
            "start it in the same column as the keys around it, or put the "
            "whole value in quotes",
            "this key is in a line that continues the value above");
    return review_report(review, review->error->problem_at,
                         "put the whole value in quotes, or write 'key: >' "
                         "with the indented text below it",
                         "a value over several lines contains ': '");
}

static bool look_for_item(const struct review *review)
{
    const struct line *line = &review->line;
    if (!line_has_key(line) || is_quoted(line))
        return false;
    if (line->value.size == 1)
        return report_unquoted(review, line, review->error->problem_at,
                               line->value,
                               "is a dash, which starts a list in YAML");
    struct slice name = line_brief(line->name);
    struct slice hint = arena_printf(
        review->arena, "put each item on a line of its own below '%.*s:'",
        SLICE_FMT(name));
    struct slice message = arena_printf(
        review->arena, "%.*s has a list item on the same line as its key",
        SLICE_FMT(name));
    return review_report(review, review->error->problem_at, hint.data,
                         message.data);
}

/* A value may not start with these; libyaml may point one further. */
static bool look_for_reserved(const struct review *review)
{
    const struct line *line = &review->line;
    char first = line->value.size > 0 ? line->value.data[0] : '\0';
    if (first == '\0' || strchr("@`%*&!?,]}", first) == NULL)
        return false;
    struct slice problem = arena_printf(
        review->arena, "starts with '%c', which YAML reserves", first);
    return report_unquoted(review, line, line_value_at(line), line->value,
                           problem.data);
}

/* The same inside a list in brackets. */
static bool look_for_reserved_inside(const struct review *review)
{
    bool is_name = slice_starts(review->error->context, "while scanning an a");
    size_t at = is_name ? review->error->context_at : review->error->problem_at;
    char c = byte_at(review, at);
    if (c == '\0' || strchr("@`%*&", c) == NULL)
        return false;
    struct slice message = arena_printf(
        review->arena, "a value without quotes cannot start with '%c'", c);
    return review_report(review, at, "put the value in quotes", message.data);
}

static bool report_unclosed_quote(const struct review *review,
                                  const struct line *line, size_t quote_at)
{
    struct slice inner =
        slice_trim(slice_from(line->text, quote_at - line->start + 1));
    return report_unquoted(review, line, quote_at, inner,
                           "has a quote that is never closed");
}

static bool look_for_unclosed_quote(const struct review *review)
{
    return report_unclosed_quote(review, &review->context,
                                 review->error->context_at);
}

/* A quote left open runs on to the next quote, often lines below, and only
 * what follows there is a problem to the parser. */
static bool look_for_runaway_quote(const struct review *review)
{
    struct slice text = review->error->text;
    struct line line = review->line;
    while (line.start > review->context.start &&
           line_before(text, &line, &line)) {
        if (!is_quoted(&line))
            continue;
        size_t end = quote_end(text, line_value_at(&line));
        return end > review->line.start && end <= review->error->problem_at &&
               report_unclosed_quote(review, &line, line_value_at(&line));
    }
    return false;
}

/* True for "The "best" story" and 'it's fine', where the outer quotes are
 * YAML's and the inner ones belong to the value; not for "Foo" and "Bar". */
static bool has_inner_quotes(struct slice value, size_t end)
{
    bool is_word_before = value.data[end - 2] != ' ';
    bool is_blank_behind = value.data[end] == ' ';
    return value.data[value.size - 1] == value.data[0] &&
           !(is_word_before && is_blank_behind);
}

/* title: "a" b */
static bool look_for_text_after_quote(const struct review *review)
{
    const struct line *line = &review->line;
    if (!is_quoted(line))
        return false;
    size_t end = quote_end(line->value, 0);
    struct slice rest = slice_trim(slice_from(line->value, end));
    if (rest.size == 0 || rest.data[0] == '#')
        return false;
    size_t at = line_value_at(line) + (size_t)(rest.data - line->value.data);
    if (slice_is(rest, ","))
        return review_report(review, at, "remove the comma",
                             "YAML has no commas between keys");

    struct slice value = line->value;
    if (has_inner_quotes(value, end))
        value = slice_sub(value, 1, value.size - 1);
    return report_unquoted(review, line, at, value,
                           "continues after its closing quote");
}

static bool look_for_escape(const struct review *review)
{
    const struct line *line = &review->line;
    size_t at = review->error->problem_at;
    if (!is_quoted(line))
        return review_report(review, at,
                             "double the backslash, or use single quotes",
                             "unknown escape sequence in double quotes");
    size_t end = quote_end(line->value, 0);
    if (end > 1 && line->value.data[end - 1] == line->value.data[0])
        end--; /* else it continues below this line */
    return report_unquoted(review, line, at, slice_sub(line->value, 1, end),
                           "has an unknown escape sequence in double quotes");
}

static bool is_closing_only(struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] != ']' && text.data[i] != '}')
            return false;
    }
    return text.size > 0;
}

/* tags: [a, b]] */
static bool look_for_extra_bracket(const struct review *review)
{
    size_t at = review->error->problem_at;
    if (at < review->line.start ||
        !is_closing_only(
            slice_trim(slice_from(review->line.text, at - review->line.start))))
        return false;
    return review_report(review, at, "remove it",
                         "this closing bracket was never opened");
}

/* title: [Draft] Foo */
static bool look_for_text_after_bracket(const struct review *review)
{
    const struct line *line = &review->line;
    if (!slice_starts(line->value, "[") && !slice_starts(line->value, "{"))
        return false;
    return report_unquoted(review, line, review->error->problem_at, line->value,
                           "continues after its closing bracket");
}

static bool look_for_open_bracket(const struct review *review)
{
    if (review->line.number != review->context.number)
        return review_report(review, review->error->context_at,
                             "close it, and put commas between the entries",
                             "the bracket that opens here is never closed");
    return review_report(review, review->error->problem_at,
                         "separate the entries with commas, close the bracket, "
                         "and put values with punctuation in quotes",
                         "a comma or the closing bracket is missing");
}

static bool look_for_block_text(const struct review *review)
{
    const struct line *line = &review->line;
    return report_unquoted(review, line, review->error->context_at, line->value,
                           "has text on the same line as '|' or '>'");
}

/* "%" at the start of a line is an instruction to the parser. */
static bool look_for_directive(const struct review *review)
{
    return review_report(review, review->error->context_at,
                         "put the text of the line in quotes",
                         "this line starts with '%', which YAML reserves");
}

static bool look_for_control_character(const struct review *review)
{
    size_t at = review->error->problem_at;
    if (at >= review->error->text.size)
        return false;
    int32_t code_point = utf8_next(review->error->text, &at);
    struct slice message = arena_printf(
        review->arena, "the control character U+%04X is not allowed",
        (unsigned)code_point);
    struct slice hint = arena_printf(
        review->arena, "delete it, or write \"\\u%04X\" in double quotes",
        (unsigned)code_point);
    return review_report(review, review->error->problem_at, hint.data,
                         message.data);
}

static bool look_for_missing_key(const struct review *review)
{
    if (byte_at(review, review->error->problem_at) != ':')
        return false;
    return review_report(review, review->error->problem_at,
                         "write a key before it",
                         "a key is missing before ':'");
}

/* From the top; the first check that recognises its mistake ends the search.
 */
static const struct {
    const char *problem, *context; /* how the parser's words start, or NULL */
    bool (*check)(const struct review *review);
} checks[] = {
    {NULL, NULL, look_for_conflict},
    {NULL, NULL, look_for_tab},
    {NULL, NULL, look_for_template},
    {NULL, NULL, look_for_runaway_quote},
    {"mapping values", NULL, look_for_colon},
    {"mapping values", NULL, look_for_missing_space_above},
    {"mapping values", NULL, look_for_keyless_line_above},
    {"mapping values", NULL, look_for_continuation},
    {"could not find expected ':'", NULL, look_for_missing_space},
    {PROBLEM_ONLY_TEXT, NULL, look_for_missing_space},
    {NULL, "while scanning an a", look_for_reserved}, /* alias, anchor */
    {NULL, "while scanning an a", look_for_reserved_inside},
    {NULL, "while scanning a tag", look_for_reserved},
    {"block sequence entries", NULL, look_for_item},
    {"did not find expected node content", NULL, look_for_reserved},
    {"mapping keys", NULL, look_for_reserved},
    {"found character that cannot", NULL, look_for_tab_inside},
    {"found character that cannot", NULL, look_for_reserved},
    {"found character that cannot", NULL, look_for_reserved_inside},
    {"found unknown escape", NULL, look_for_escape},
    {"found unexpected", "while scanning a quoted", look_for_unclosed_quote},
    {NULL, NULL, look_for_text_after_quote},
    {"did not find expected key", NULL, look_for_extra_bracket},
    {"did not find expected key", NULL, look_for_text_after_bracket},
    {"did not find expected key", NULL, look_for_missing_key},
    {"control characters", NULL, look_for_control_character},
    {NULL, "while scanning a directive", look_for_directive},
    {"did not find expected ','", NULL, look_for_open_bracket},
    {NULL, "while scanning a block scalar", look_for_block_text},
};

static bool matches(struct slice text, const char *start)
{
    return start == NULL || slice_starts(text, start);
}

bool review_find_mistake(const struct review *review)
{
    for (size_t i = 0; i < ARRAY_COUNT(checks); i++)
        if (matches(review->error->problem, checks[i].problem) &&
            matches(review->error->context, checks[i].context) &&
            checks[i].check(review))
            return true;
    return false;
}
