/* group.c - conditions and values in parentheses, read from left to right.
 *
 *     (title="Hello, (world)",tags:in=(a,b),not=(series=x\,y))
 *
 * A comma and a parenthesis stand for themselves only in quotes or after a
 * backslash; a quotation mark has a meaning only where a string begins. The
 * first error ends the reading of this parameter, since nothing after it can
 * be trusted. It says where it is, in characters of the decoded value.
 * Recursion ends at CONDITION_MAX_DEPTH. */
#include "query/group.h"

#include "base/unicode.h"
#include "query/field_name.h"
#include "query/operators.h"
#include "query/parameters.h"

#include <string.h>

#define SHOWN_MAX_BYTES 24 /* of what is left, in an error */

struct group_reader {
    struct parser *p;
    struct slice parameter;
    struct slice text; /* all of it */
    size_t at;
    unsigned depth;
    const char *code;  /* of errors */
    const char *stops; /* what ends a string without quotes */
    char *unquoted;    /* room for all strings: never longer than the text */
    size_t unquoted_size;
};

/* The number, from 1, of the character at that byte. */
static size_t character_at(const struct group_reader *r, size_t at)
{
    size_t number = 1;
    for (size_t i = 0; i < at; i++)
        number += ((unsigned char)r->text.data[i] & 0xc0) != 0x80 ? 1 : 0;
    return number;
}

static bool is_at_end(const struct group_reader *r)
{
    return r->at == r->text.size;
}

static bool is_next(const struct group_reader *r, char c)
{
    return !is_at_end(r) && r->text.data[r->at] == c;
}

static bool is_stop(const struct group_reader *r)
{
    return strchr(r->stops, r->text.data[r->at]) != NULL;
}

static void skip_spaces(struct group_reader *r)
{
    while (is_next(r, ' '))
        r->at++;
}

/* "Expected a comma at character 7, before 'x'." Returns false. */
static bool expected(struct group_reader *r, const char *what)
{
    struct arena *arena = r->p->arena;
    struct slice rest =
        utf8_truncate(slice_from(r->text, r->at), SHOWN_MAX_BYTES);
    parser_error(
        r->p, r->parameter, r->code,
        is_at_end(r)
            ? arena_printf(arena, "Expected %s at the end.", what)
            : arena_printf(arena,
                           "Expected %s at character %zu, before '%.*s'.", what,
                           character_at(r, r->at), SLICE_FMT(rest)));
    return false;
}

static bool unclosed(struct group_reader *r, const char *what, size_t at,
                     const char *advice)
{
    parser_error(r->p, r->parameter, r->code,
                 arena_printf(r->p->arena,
                              "The %s at character %zu is not closed.%s", what,
                              character_at(r, at), advice));
    return false;
}

/* A character after a backslash stands for itself. */
static bool read_character(struct group_reader *r)
{
    if (is_next(r, '\\'))
        r->at++;
    if (is_at_end(r))
        return expected(r, "a character after the backslash");
    r->unquoted[r->unquoted_size++] = r->text.data[r->at++];
    return true;
}

static bool read_quoted(struct group_reader *r)
{
    size_t start = r->at++;
    while (!is_next(r, '"')) {
        if (is_at_end(r))
            return unclosed(r, "quotation mark", start, "");
        if (!read_character(r))
            return false;
    }
    r->at++;
    skip_spaces(r);
    return is_at_end(r) || is_stop(r) || expected(r, "a comma or the end");
}

static bool read_unquoted(struct group_reader *r)
{
    while (!is_at_end(r) && !is_stop(r)) {
        if (!read_character(r))
            return false;
    }
    return true;
}

/* Spaces around a string are not part of it, unless in its quotes. */
static bool read_text(struct group_reader *r, struct slice *ret_text)
{
    skip_spaces(r);
    bool is_quoted = is_next(r, '"');
    char *start = r->unquoted + r->unquoted_size;
    size_t size_before = r->unquoted_size;
    if (is_quoted ? !read_quoted(r) : !read_unquoted(r))
        return false;
    struct slice text = {start, r->unquoted_size - size_before};
    while (!is_quoted && slice_ends(text, " "))
        text.size--;
    *ret_text = text;
    return true;
}

/* a,"b,c",d up to anything but a comma. */
static bool read_values(struct group_reader *r, struct condition *condition)
{
    struct slice text;
    for (;;) {
        if (!read_text(r, &text) || !condition_add_value(r->p, condition, text))
            return false;
        if (!is_next(r, ','))
            return true;
        r->at++;
    }
}

/* (a,b) */
static bool read_value_list(struct group_reader *r, struct condition *condition)
{
    size_t start = r->at++;
    if (is_next(r, ')'))
        return expected(r, "a value");
    if (!read_values(r, condition))
        return false;
    if (is_at_end(r))
        return unclosed(r, "parenthesis", start, "");
    if (!is_next(r, ')'))
        return expected(r, "a comma or ')'");
    r->at++;
    return true;
}

static bool read_field_value(struct group_reader *r,
                             struct condition *condition)
{
    struct slice text;
    if (!is_next(r, '('))
        return read_text(r, &text) &&
               condition_add_value(r->p, condition, text);
    if (op_info(condition->op)->takes_list)
        return read_value_list(r, condition);
    return expected(r, "one value, in quotes if it contains a parenthesis,");
}

/* The name up to its "=", which is skipped. */
static bool read_name(struct group_reader *r, struct slice *ret_name)
{
    skip_spaces(r);
    size_t start = r->at;
    while (!is_at_end(r) && strchr("=,()\"\\", r->text.data[r->at]) == NULL)
        r->at++;
    struct slice name = slice_trim(slice_sub(r->text, start, r->at));
    if (name.size == 0)
        return expected(r, "a condition");
    if (!is_next(r, '='))
        return expected(r, "'=' and a value");
    r->at++;
    *ret_name = name;
    return true;
}

static struct condition *read_group(struct group_reader *r,
                                    enum condition_kind kind);

/* The value that follows, not yet unquoted, for a suggestion. */
static struct slice value_ahead(const struct group_reader *r)
{
    size_t end = r->at;
    while (end < r->text.size && strchr(",)", r->text.data[end]) == NULL)
        end++;
    return slice_sub(r->text, r->at, end);
}

static struct condition *read_field(struct group_reader *r,
                                    struct slice written)
{
    const struct parameter *ours = parameter_find(written);
    const struct location location = {
        .parameter = r->parameter,
        .character = character_at(r, (size_t)(written.data - r->text.data)),
    };
    struct field_name name;

    if (ours != NULL && ours->is_reserved) {
        parser_error_at(r->p, &location, "reserved-name",
                        arena_printf(r->p->arena,
                                     "'%.*s' is a parameter. To filter by a "
                                     "field of that name, add an operator.",
                                     SLICE_FMT(written)))
            ->suggestion =
            arena_printf(r->p->arena, "%.*s:eq", SLICE_FMT(written));
        return NULL;
    }
    if (!field_name_parse(r->p, &location, written, value_ahead(r), &name))
        return NULL;
    struct condition *condition = condition_new(r->p, &location, &name);
    if (condition == NULL || !read_field_value(r, condition))
        return NULL;
    return condition;
}

static struct condition *read_condition(struct group_reader *r)
{
    enum condition_kind kind;
    struct slice name = SLICE_NONE;
    if (!read_name(r, &name))
        return NULL;
    return condition_kind_find(name, &kind) ? read_group(r, kind)
                                            : read_field(r, name);
}

/* All conditions, and the parenthesis that closes the group. */
static bool read_parts(struct group_reader *r, struct condition *group)
{
    size_t start = r->at++;
    for (;;) {
        struct condition *part = read_condition(r);
        if (part == NULL)
            return false;
        condition_add_part(r->p, group, part);
        skip_spaces(r);
        if (is_at_end(r))
            return unclosed(r, "parenthesis", start,
                            " Separate its conditions with commas, not "
                            "with '&'.");
        if (is_next(r, ')'))
            break;
        if (!is_next(r, ','))
            return expected(r, "a comma or ')'");
        r->at++;
    }
    r->at++;
    return true;
}

static struct condition *read_group(struct group_reader *r,
                                    enum condition_kind kind)
{
    if (!is_next(r, '(')) {
        (void)expected(r, "'(' and the conditions of a group");
        return NULL;
    }
    if (r->depth == CONDITION_MAX_DEPTH) {
        parser_error_maximum(r->p, r->parameter, "group-too-deep",
                             CONDITION_MAX_DEPTH);
        return NULL;
    }
    struct condition *group = arena_alloc(r->p->arena, 1, sizeof *group);
    group->kind = kind;
    group->parameter = r->parameter;
    group->character = character_at(r, r->at);
    r->depth++;
    bool ok = read_parts(r, group);
    r->depth--;
    return ok ? group : NULL;
}

struct condition *group_parse(struct parser *p, struct slice parameter,
                              struct slice text, enum condition_kind kind)
{
    struct group_reader r = {
        .p = p,
        .parameter = parameter,
        .text = text,
        .code = "invalid-group",
        .stops = ",()",
        .unquoted = arena_bytes(p->arena, text.size + 1),
    };
    struct condition *group = read_group(&r, kind);
    if (group == NULL)
        return NULL;
    if (!is_at_end(&r)) {
        (void)expected(&r, "the end");
        return NULL;
    }
    return group;
}

bool group_parse_values(struct parser *p, struct condition *condition,
                        struct slice text)
{
    bool has_parentheses = slice_starts(text, "(");
    struct group_reader r = {
        .p = p,
        .parameter = condition->parameter,
        .text = text,
        .code = "invalid-list",
        .stops = has_parentheses ? ",()" : ",",
        .unquoted = arena_bytes(p->arena, text.size + 1),
    };
    if (text.size == 0) {
        parser_error(p, condition->parameter, "missing-value",
                     SLICE("At least one value is required; an empty string is "
                           "written \"\"."));
        return false;
    }
    bool ok = has_parentheses ? read_value_list(&r, condition)
                              : read_values(&r, condition);
    return ok && (is_at_end(&r) || expected(&r, "the end"));
}
