/* group.c - conditions and values in parentheses, read from left to right.
 *
 *     (title="Hello, (world)",tags:in=(a,b),not=(series=x\,y))
 *
 * A comma and a parenthesis mean themselves only in quotes or behind a
 * backslash; a quotation mark is one only where a text begins. The first fault
 * ends the reading of this parameter, since nothing behind it can be trusted,
 * and is told with its place, counted in characters of the decoded value.
 * Recursion ends at CONDITION_MAX_DEPTH. */
#include "query/filter.h"

#include "base/unicode.h"

#include <string.h>

#define SHOWN_MAX_BYTES 24 /* of what is left, in an error */

struct reader {
    struct parser *p;
    struct slice parameter;
    struct slice text; /* all of it */
    size_t at;
    unsigned depth;
    const char *code;  /* of errors */
    const char *stops; /* what ends a text that is not quoted */
    char *unquoted;    /* room for all texts: no more than they are now */
    size_t unquoted_size;
};

/* The number, from 1, of the character at that byte. */
static size_t character_at(const struct reader *r, size_t at)
{
    size_t number = 1;
    for (size_t i = 0; i < at; i++)
        number += ((unsigned char)r->text.data[i] & 0xc0) != 0x80 ? 1 : 0;
    return number;
}

static bool is_at_end(const struct reader *r)
{
    return r->at == r->text.size;
}

static bool is_next(const struct reader *r, char c)
{
    return !is_at_end(r) && r->text.data[r->at] == c;
}

static bool is_stop(const struct reader *r)
{
    return strchr(r->stops, r->text.data[r->at]) != NULL;
}

static void skip_blanks(struct reader *r)
{
    while (is_next(r, ' '))
        r->at++;
}

/* "A comma was expected at character 7, before 'x'." */
static bool complain_expected(struct reader *r, const char *what)
{
    struct slice rest =
        utf8_truncate(slice_from(r->text, r->at), SHOWN_MAX_BYTES);
    struct arena *arena = r->p->arena;
    complain(r->p, r->parameter, r->code,
             is_at_end(r)
                 ? arena_printf(arena, "%s is missing at the end.", what)
                 : arena_printf(arena,
                                "%s was expected at character %zu, before "
                                "'%.*s'.",
                                what, character_at(r, r->at), SLICE_FMT(rest)));
    return false;
}

static bool complain_unclosed(struct reader *r, const char *what, size_t at,
                              const char *advice)
{
    complain(r->p, r->parameter, r->code,
             arena_printf(r->p->arena,
                          "The %s at character %zu is not closed.%s", what,
                          character_at(r, at), advice));
    return false;
}

/* What is escaped stands for itself. */
static bool read_character(struct reader *r)
{
    if (is_next(r, '\\'))
        r->at++;
    if (is_at_end(r))
        return complain_expected(r, "A character behind the backslash");
    r->unquoted[r->unquoted_size++] = r->text.data[r->at++];
    return true;
}

static bool read_quoted(struct reader *r)
{
    size_t start = r->at++;
    while (!is_next(r, '"')) {
        if (is_at_end(r))
            return complain_unclosed(r, "quotation mark", start, "");
        if (!read_character(r))
            return false;
    }
    r->at++;
    skip_blanks(r);
    return is_at_end(r) || is_stop(r) ||
           complain_expected(r, "A comma or the end");
}

static bool read_unquoted(struct reader *r)
{
    while (!is_at_end(r) && !is_stop(r)) {
        if (!read_character(r))
            return false;
    }
    return true;
}

/* Blanks around a text are not of it, unless they are in its quotes. */
static bool read_text(struct reader *r, struct slice *ret_text)
{
    skip_blanks(r);
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

/* a,"b,c",d up to what is no comma. */
static bool read_values(struct reader *r, struct condition *condition)
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
static bool read_value_list(struct reader *r, struct condition *condition)
{
    size_t start = r->at++;
    if (is_next(r, ')'))
        return complain_expected(r, "A value");
    if (!read_values(r, condition))
        return false;
    if (is_at_end(r))
        return complain_unclosed(r, "parenthesis", start, "");
    if (!is_next(r, ')'))
        return complain_expected(r, "A comma or ')'");
    r->at++;
    return true;
}

static bool read_field_value(struct reader *r, struct condition *condition)
{
    struct slice text;
    if (!is_next(r, '('))
        return read_text(r, &text) &&
               condition_add_value(r->p, condition, text);
    if (op_info(condition->op)->takes_list)
        return read_value_list(r, condition);
    return complain_expected(
        r, "One value, in quotes if it has a parenthesis in it,");
}

/* The name up to its "=", which is passed. */
static bool read_name(struct reader *r, struct slice *ret_name)
{
    skip_blanks(r);
    size_t start = r->at;
    while (!is_at_end(r) && strchr("=,()\"\\", r->text.data[r->at]) == NULL)
        r->at++;
    struct slice name = slice_trim(slice_sub(r->text, start, r->at));
    if (name.size == 0)
        return complain_expected(r, "A condition");
    if (!is_next(r, '='))
        return complain_expected(r, "'=' with a value");
    r->at++;
    *ret_name = name;
    return true;
}

static struct condition *read_group(struct reader *r, enum condition_kind kind);

/* The value of a field, for a suggestion: what is still to be read. */
static struct slice value_ahead(const struct reader *r)
{
    size_t end = r->at;
    while (end < r->text.size && strchr(",)", r->text.data[end]) == NULL)
        end++;
    return slice_sub(r->text, r->at, end);
}

static struct condition *read_field(struct reader *r, struct slice written)
{
    const struct parameter *ours = parameter_find(written);
    const struct origin origin = {
        .parameter = r->parameter,
        .character = character_at(r, (size_t)(written.data - r->text.data)),
    };
    struct field_name name;

    if (ours != NULL && ours->is_reserved) {
        complain(r->p, r->parameter, "reserved-name",
                 arena_printf(r->p->arena,
                              "'%.*s' at character %zu is a parameter of its "
                              "own; a field of that name is asked for with an "
                              "operator.",
                              SLICE_FMT(written), origin.character))
            ->suggestion =
            arena_printf(r->p->arena, "%.*s:eq", SLICE_FMT(written));
        return NULL;
    }
    if (!filter_read_name(r->p, &origin, written, value_ahead(r), &name))
        return NULL;
    struct condition *condition = condition_new(r->p, &origin, &name);
    if (condition == NULL || !read_field_value(r, condition))
        return NULL;
    return condition;
}

static struct condition *read_condition(struct reader *r)
{
    enum condition_kind kind;
    struct slice name = SLICE_NONE;
    if (!read_name(r, &name))
        return NULL;
    return condition_kind_find(name, &kind) ? read_group(r, kind)
                                            : read_field(r, name);
}

/* All conditions up to the parenthesis that closes the group. */
static bool read_parts(struct reader *r, struct condition *group)
{
    size_t start = r->at++;
    for (;;) {
        struct condition *part = read_condition(r);
        if (part == NULL)
            return false;
        condition_add_part(r->p, group, part);
        skip_blanks(r);
        if (is_at_end(r))
            return complain_unclosed(r, "parenthesis", start,
                                     " Its parts are separated by commas, not "
                                     "by '&'.");
        if (is_next(r, ')'))
            break;
        if (!is_next(r, ','))
            return complain_expected(r, "A comma or ')'");
        r->at++;
    }
    r->at++;
    return true;
}

static struct condition *read_group(struct reader *r, enum condition_kind kind)
{
    if (!is_next(r, '(')) {
        (void)complain_expected(r, "'(' with the conditions of a group");
        return NULL;
    }
    if (r->depth == CONDITION_MAX_DEPTH) {
        complain_maximum(r->p, r->parameter, "group-too-deep",
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
    struct reader r = {
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
        (void)complain_expected(&r, "The end");
        return NULL;
    }
    return group;
}

bool values_parse(struct parser *p, struct condition *condition,
                  struct slice text)
{
    bool has_parentheses = slice_starts(text, "(");
    struct reader r = {
        .p = p,
        .parameter = condition->parameter,
        .text = text,
        .code = "invalid-list",
        .stops = has_parentheses ? ",()" : ",",
        .unquoted = arena_bytes(p->arena, text.size + 1),
    };
    if (text.size == 0) {
        complain(p, condition->parameter, "missing-value",
                 SLICE("At least one value; an empty text is \"\"."));
        return false;
    }
    bool ok = has_parentheses ? read_value_list(&r, condition)
                              : read_values(&r, condition);
    return ok && (is_at_end(&r) || complain_expected(&r, "The end"));
}
