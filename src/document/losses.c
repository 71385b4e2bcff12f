/* losses.c - what YAML ignores without a warning.
 *
 *     title: Issue #5            "Issue": the rest is a comment
 *     color: #fff                null: all of it is
 *     title: !Wow, it works      "it works": the first word is a tag
 *     tags:                      one string, "-a -b", not a list
 *       -a
 *       -b
 *
 * All of this is valid YAML, so it is not an error, but it is hardly ever what
 * was meant. A "#" that a space follows does start a comment. */
#include "document/scalar.h"

#include "base/array.h"
#include "base/unicode.h"
#include "document/date.h"

#include <string.h>

#define SHOWN_MAX_BYTES 60

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

/* Whether a comment after it can be part of what was meant. A number or a date
 * before it was read whole. */
static bool may_lose(const struct value *value)
{
    struct date date;
    return value->kind == VALUE_NULL || (value->kind == VALUE_STRING &&
                                         !date_parse(value_text(value), &date));
}

/* " #5", after the value on its line. */
static void warn_of_comment(const struct plain_scalar *plain,
                            struct diagnostics *diagnostics)
{
    size_t at = plain->end;
    while (at < plain->text.size && is_space(plain->text.data[at]))
        at++;
    if (!may_lose(plain->as) || at == plain->end ||
        at + 1 >= plain->text.size || plain->text.data[at] != '#' ||
        strchr(" \t\r\n#!", plain->text.data[at + 1]) != NULL)
        return;
    (void)diagnostics_add(
        diagnostics, DIAGNOSTIC_YAML_LOST, plain->line, plain->column,
        "put the value in quotes if the text is part of it, otherwise add a "
        "space after the '#'",
        "the text after ' #' is a YAML comment and is ignored");
}

/* Lines that each begin with a dash and no space after it. */
static void warn_of_items(const struct plain_scalar *plain,
                          struct diagnostics *diagnostics)
{
    struct slice written = slice_sub(plain->text, plain->start, plain->end);
    struct slice line;
    size_t lines = 0;
    if (!slice_starts(written, "-"))
        return;
    while (slice_cut(&written, '\n', &line)) {
        if (!slice_starts(slice_trim(line), "-"))
            return;
        lines++;
    }
    if (lines > 1)
        (void)diagnostics_add(diagnostics, DIAGNOSTIC_YAML_LOST, plain->line,
                              plain->column, "add a space after each dash",
                              "these lines are one string, not a list");
}

void scalar_warn_of_losses(const struct plain_scalar *plain,
                           struct diagnostics *diagnostics)
{
    warn_of_comment(plain, diagnostics);
    warn_of_items(plain, diagnostics);
}

void scalar_warn_of_tag(struct slice tag, uint32_t line, uint32_t column,
                        struct diagnostics *diagnostics)
{
    (void)diagnostics_add(
        diagnostics, DIAGNOSTIC_YAML_LOST, line, column,
        "put the whole value in quotes if the tag is part of it",
        "'%.*s' is a YAML tag and is ignored",
        SLICE_FMT(utf8_truncate(tag, SHOWN_MAX_BYTES)));
}

void scalar_warn_of_number(struct slice text, uint32_t line, uint32_t column,
                           struct diagnostics *diagnostics)
{
    (void)diagnostics_add(
        diagnostics, DIAGNOSTIC_YAML_NUMBER, line, column,
        "put it in quotes if it is meant to be a string",
        "%.*s is a number that JSON cannot represent; it becomes a string",
        SLICE_FMT(utf8_truncate(text, SHOWN_MAX_BYTES)));
}

void scalar_warn_of_invisible(struct slice key, uint32_t line, uint32_t column,
                              struct diagnostics *diagnostics)
{
    static const char *const invisible[] = {"\xC2\xA0", "\xE2\x80\x8B",
                                            "\xE2\x81\xA0", "\xEF\xBB\xBF"};
    size_t at = 0;
    while (at < key.size && (unsigned char)key.data[at] < 0x80)
        at++;
    for (size_t i = 0; at < key.size && i < ARRAY_COUNT(invisible); i++) {
        if (slice_find(key, 0, slice_of(invisible[i])) == key.size)
            continue;
        (void)diagnostics_add(
            diagnostics, DIAGNOSTIC_YAML_KEY, line, column,
            "delete the spaces in this line and type them again",
            "this key contains an invisible character, which makes it a "
            "different key");
        return;
    }
}
