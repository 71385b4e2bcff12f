/* assertions.c - the keywords that look at one value (validation, 6).
 *
 * Each holds for values of one kind and lets all others pass: judge.c has the
 * table. */
#include "validate/judging.h"

#include "base/nearest.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#define LISTED_MAX 12 /* values of an enum in a message */

/* Exact in 64 bits where `long double` has them. */
static long double number_of(const struct value *value)
{
    return value->kind == VALUE_INTEGER ? (long double)value->as.integer
                                        : (long double)value->as.real;
}

/* --- type, enum, const ------------------------------------------------- */

static bool is_whole(const struct value *value)
{
    return value->kind == VALUE_INTEGER ||
           (value->kind == VALUE_FLOAT &&
            floor(value->as.real) == value->as.real);
}

static bool has_type(const struct value *value, struct slice type)
{
    static const char *const names[] = {
        [VALUE_NULL] = "null",       [VALUE_BOOLEAN] = "boolean",
        [VALUE_INTEGER] = "integer", [VALUE_FLOAT] = "number",
        [VALUE_STRING] = "string",   [VALUE_ARRAY] = "array",
        [VALUE_OBJECT] = "object",
    };
    if (slice_is(type, "integer"))
        return is_whole(value);
    if (slice_is(type, "number"))
        return value->kind == VALUE_INTEGER || value->kind == VALUE_FLOAT;
    return slice_is(type, names[value->kind]);
}

/* Whether a string, without its quotes, would be a number or a boolean. */
static bool spells(struct slice text, struct slice type)
{
    char *end;
    if (slice_is(type, "boolean"))
        return slice_is(text, "true") || slice_is(text, "false");
    if (text.size == 0 || text.size > 40 ||
        (!slice_is(type, "number") && !slice_is(type, "integer")))
        return false;
    (void)strtod(text.data, &end);
    return end == text.data + text.size;
}

static const char *type_hint(struct slice type, const struct value *value)
{
    if (slice_is(type, "string") &&
        (value->kind == VALUE_INTEGER || value->kind == VALUE_FLOAT ||
         value->kind == VALUE_BOOLEAN))
        return "put it in quotes";
    if (value->kind == VALUE_STRING && spells(value_text(value), type))
        return "remove the quotes";
    if (value->kind == VALUE_NULL)
        return "write a value, or remove the key";
    if (slice_is(type, "array") && value->kind != VALUE_OBJECT)
        return "write it as a list, between '[' and ']' or with '- ' before "
               "each item";
    return NULL;
}

/* Without words: whoever wants to know only whether it fits, often does. */
static bool fail_silently(struct judging *judging,
                          const struct requirement *one,
                          const struct value *value)
{
    return judging_fault(judging, DIAGNOSTIC_SCHEMA_VALUE, one, value, NULL,
                         "%s", one->keyword->text);
}

static bool has_one_type(const struct value *value,
                         const struct value *argument)
{
    if (!value_is_array(argument))
        return has_type(value, value_text(argument));
    for (size_t i = 0; i < argument->size; i++) {
        if (has_type(value, value_text(&argument->as.items[i])))
            return true;
    }
    return false;
}

bool check_type(struct judging *judging, const struct requirement *one,
                const struct value *value, struct marks *marks)
{
    const struct value *argument = one->argument;
    bool is_list = value_is_array(argument);
    size_t count = is_list ? argument->size : 1;
    struct slice type = SLICE_NONE;
    struct str wanted = {0};
    (void)marks;
    if (has_one_type(value, argument))
        return true;
    if (judging->found == NULL)
        return fail_silently(judging, one, value);
    for (size_t i = 0; i < count; i++) {
        type = value_text(is_list ? &argument->as.items[i] : argument);
        str_append_text(&wanted, i == 0 ? "" : i + 1 == count ? " or " : ", ");
        str_append_text(&wanted, type_in_words(type));
    }
    (void)judging_fault(judging, DIAGNOSTIC_SCHEMA_VALUE, one, value,
                        count == 1 ? type_hint(type, value) : NULL,
                        "%s must be %s, not %s", judging_subject(judging),
                        wanted.data, judging_described(judging, value));
    str_release(&wanted);
    return false;
}

/* The string of a list that is nearest to another, as a hint. */
static const char *nearest_of(struct judging *judging, const struct value *list,
                              const struct value *value)
{
    struct nearest nearest = nearest_to(value_text(value));
    if (!value_is_string(value) || judging_is_hidden(judging))
        return NULL;
    for (size_t i = 0; i < list->size; i++) {
        if (value_is_string(&list->as.items[i]))
            (void)nearest_consider(&nearest, value_text(&list->as.items[i]));
    }
    return nearest.name.data != NULL
               ? arena_printf(&judging->arena, "did you mean \"%.*s\"?",
                              SLICE_FMT(nearest.name))
                     .data
               : NULL;
}

bool check_enum(struct judging *judging, const struct requirement *one,
                const struct value *value, struct marks *marks)
{
    const struct value *list = one->argument;
    struct str listed = {0};
    (void)marks;
    for (size_t i = 0; i < list->size; i++) {
        if (json_equal_values(judging, value, &list->as.items[i]))
            return true;
    }
    if (judging->found == NULL)
        return fail_silently(judging, one, value);
    for (size_t i = 0; i < list->size && i < LISTED_MAX; i++) {
        str_append_text(&listed, i > 0 ? ", " : "");
        value_append_plain(&listed, &list->as.items[i]);
    }
    if (list->size > LISTED_MAX)
        str_appendf(&listed, " and %zu more", list->size - LISTED_MAX);
    (void)judging_fault(judging, DIAGNOSTIC_SCHEMA_VALUE, one, value,
                        nearest_of(judging, list, value),
                        "%s must be %s%s, not %s", judging_subject(judging),
                        list->size == 1 ? "" : "one of ",
                        listed.size > 0 ? listed.data : "nothing",
                        judging_shown(judging, value));
    str_release(&listed);
    return false;
}

bool check_const(struct judging *judging, const struct requirement *one,
                 const struct value *value, struct marks *marks)
{
    (void)marks;
    return json_equal_values(judging, value, one->argument) ||
           judging_fault(judging, DIAGNOSTIC_SCHEMA_VALUE, one, value, NULL,
                         "%s must be %s, not %s", judging_subject(judging),
                         judging_argument(judging, one),
                         judging_shown(judging, value));
}

/* --- numbers ----------------------------------------------------------- */

static bool is_nearly_whole(long double number)
{
    return fabsl(number - roundl(number)) <=
           4 * DBL_EPSILON * fmaxl(1, fabsl(number));
}

/* 0.0075 is a multiple of 0.0001, though no double is either of them. Beyond 53
 * bits of a quotient only the doubles themselves can be asked, unless the steps
 * meet every whole number. */
static bool is_multiple(const struct value *value, const struct value *step)
{
    if (value->kind == VALUE_INTEGER && step->kind == VALUE_INTEGER)
        return value->as.integer % step->as.integer == 0;
    long double quotient = number_of(value) / number_of(step);
    if (fabsl(quotient) <= 0x1p50L)
        return is_nearly_whole(quotient);
    return fmodl(number_of(value), number_of(step)) == 0 ||
           (is_whole(value) && number_of(step) < 1 &&
            1 / number_of(step) < 0x1p50L &&
            is_nearly_whole(1 / number_of(step)));
}

bool check_multiple_of(struct judging *judging, const struct requirement *one,
                       const struct value *value, struct marks *marks)
{
    (void)marks;
    return is_multiple(value, one->argument) ||
           judging_fault(
               judging, DIAGNOSTIC_SCHEMA_VALUE, one, value, NULL,
               "%s must be a multiple of %s, not %s", judging_subject(judging),
               judging_argument(judging, one), judging_shown(judging, value));
}

static bool is_within(struct judging *judging, const struct requirement *one,
                      const struct value *value, bool is_within_it,
                      const char *how)
{
    return is_within_it ||
           judging_fault(judging, DIAGNOSTIC_SCHEMA_VALUE, one, value, NULL,
                         "%s must be %s %s, not %s", judging_subject(judging),
                         how, judging_argument(judging, one),
                         judging_shown(judging, value));
}

bool check_maximum(struct judging *judging, const struct requirement *one,
                   const struct value *value, struct marks *marks)
{
    (void)marks;
    return is_within(judging, one, value,
                     number_of(value) <= number_of(one->argument), "at most");
}

bool check_exclusive_maximum(struct judging *judging,
                             const struct requirement *one,
                             const struct value *value, struct marks *marks)
{
    (void)marks;
    return is_within(judging, one, value,
                     number_of(value) < number_of(one->argument), "less than");
}

bool check_minimum(struct judging *judging, const struct requirement *one,
                   const struct value *value, struct marks *marks)
{
    (void)marks;
    return is_within(judging, one, value,
                     number_of(value) >= number_of(one->argument), "at least");
}

bool check_exclusive_minimum(struct judging *judging,
                             const struct requirement *one,
                             const struct value *value, struct marks *marks)
{
    (void)marks;
    return is_within(judging, one, value,
                     number_of(value) > number_of(one->argument), "more than");
}
