/* judging.c - words the faults.
 *
 *     'rating' must be a number, not the string "five"
 *     |        |                 '- what is there
 *     |        '- what the schema wants
 *     '- the value, by its way from the top of the document
 */
#include "validate/judging.h"

#include "base/array.h"
#include "base/unicode.h"

#include <stdarg.h>
#include <stdio.h>

#define MESSAGE_MAX_BYTES 1024
#define SHOWN_MAX_BYTES   60
#define BITS              64

#define HIDDEN_VALUE "the hidden value"

bool judging_may_stop(const struct judging *judging)
{
    return (judging->found == NULL && judging->rating == NULL) ||
           judging_has_ended(judging);
}

bool judging_has_ended(const struct judging *judging)
{
    return judging->is_endless || judging->is_costly ||
           judging->doubt.message.data != NULL;
}

void judging_spend(struct judging *judging, size_t effort)
{
    judging->effort += effort;
    judging->is_costly |= judging->effort > JUDGE_MAX_EFFORT;
}

enum pattern_result judging_match(struct judging *judging,
                                  const struct pattern *pattern,
                                  struct slice text)
{
    size_t left = judging->effort < JUDGE_MAX_EFFORT
                      ? JUDGE_MAX_EFFORT - judging->effort
                      : 0;
    size_t steps = left < PATTERN_MAX_STEPS ? left : PATTERN_MAX_STEPS;
    enum pattern_result result = pattern_match(pattern, text, &steps);
    judging_spend(judging, 1 + steps);
    return result;
}

static unsigned depth_of(const struct judging *judging)
{
    return judging->trail != NULL ? judging->trail->depth : 0;
}

/* A form whose type, or whose constant in a member, is another one is not what
 * was meant. */
static void rate(struct judging *judging, const struct requirement *one,
                 const struct value *at)
{
    struct rating *rating = judging->rating;
    unsigned below = depth_of(judging) - rating->depth;
    rating->fault_count++;
    if (one == NULL)
        return;
    if (one->keyword->name == KEYWORD_TYPE && below == 0)
        rating->type = one;
    if (one->keyword->name == KEYWORD_CONST && below == 1 &&
        judging->trail->kind == STEP_MEMBER && rating->constant == NULL) {
        rating->discriminator = at;
        rating->discriminator_key = judging->trail->key;
        rating->constant = one;
    }
}

static struct slice place_of(struct judging *judging,
                             const struct requirement *one)
{
    return arena_printf(&judging->arena, "see %.*s:%u",
                        SLICE_FMT(one->part->resource->file->path),
                        one->argument->line);
}

bool judging_fault(struct judging *judging, enum diagnostic_code code,
                   const struct requirement *one, const struct value *at,
                   const char *hint, const char *format, ...)
{
    char message[MESSAGE_MAX_BYTES];
    va_list arguments;
    if (judging->rating != NULL)
        rate(judging, one, at);
    if (judging->found == NULL || judging->doubt.message.data != NULL ||
        judging->fault_count > DIAGNOSTICS_MAX_PER_FILE)
        return false;
    if (judging->fault_count++ == DIAGNOSTICS_MAX_PER_FILE)
        return diagnostics_add(
            judging->found, DIAGNOSTIC_MORE_FOLLOW, at->line, 0,
            "fix the ones above first",
            "the file differs from its schema in more ways, which are not "
            "shown");
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    if (hint == NULL && one != NULL)
        hint = place_of(judging, one).data;
    return diagnostics_add(
        judging->found, code, at->line > 0 ? at->line : 1, at->column, hint,
        "%.*s", SLICE_FMT(utf8_repair(&judging->arena, slice_of(message))));
}

/* The keys from the last item, or from the top, to the value. */
static const struct trail *append_keys(struct str *out,
                                       const struct trail *trail)
{
    if (trail == NULL || trail->kind != STEP_MEMBER)
        return trail;
    const struct trail *above = append_keys(out, trail->above);
    if (out->size > 0 && out->data[out->size - 1] != '\'')
        str_append_char(out, '.');
    str_append(out, utf8_truncate(trail->key, SHOWN_MAX_BYTES));
    return above;
}

static void append_subject(struct str *out, const struct trail *trail)
{
    if (trail == NULL) {
        str_append_text(out, "the document");
    } else if (trail->kind == STEP_NAME) {
        str_appendf(out, "the key '%.*s'",
                    SLICE_FMT(utf8_truncate(trail->key, SHOWN_MAX_BYTES)));
    } else if (trail->kind == STEP_ITEM) {
        str_appendf(out, "item %zu of ", trail->index + 1);
        if (trail->above == NULL)
            str_append_text(out, "the list");
        else
            append_subject(out, trail->above);
    } else {
        str_append_char(out, '\'');
        const struct trail *above = append_keys(out, trail);
        str_append_char(out, '\'');
        if (above != NULL) {
            str_append_text(out, " in ");
            append_subject(out, above);
        }
    }
}

static const struct trail *first_step(const struct trail *trail)
{
    while (trail != NULL && trail->above != NULL)
        trail = trail->above;
    return trail;
}

bool judging_is_hidden(const struct judging *judging)
{
    const struct trail *first = first_step(judging->trail);
    return judging->shown != NULL && first != NULL &&
           first->kind == STEP_MEMBER &&
           value_find_slice(judging->shown, first->key) == NULL;
}

/* Not even the keys in what is hidden. */
static const char *word_subject(struct judging *judging)
{
    const struct trail *trail = judging->trail;
    str_clear(&judging->subject);
    if (judging_is_hidden(judging)) {
        if (trail->above != NULL)
            str_append_text(&judging->subject, "a part of ");
        trail = first_step(trail);
    }
    append_subject(&judging->subject, trail);
    return judging->subject.data;
}

const char *judging_subject(struct judging *judging)
{
    return judging->found != NULL ? word_subject(judging) : "";
}

bool judging_give_up(struct judging *judging, const struct requirement *one,
                     const struct value *value, struct slice pattern)
{
    bool is_key = judging->trail != NULL && judging->trail->kind == STEP_NAME;
    const char *hint =
        is_key ? "simplify the pattern, or shorten the key"
               : "simplify the pattern, or limit the string by maxLength";
    const struct value shown = value_of_text(pattern);
    str_clear(&judging->text);
    value_append_plain(&judging->text, &shown);
    struct slice message = arena_printf(
        &judging->arena, "it takes too long to match %s with the pattern %s",
        word_subject(judging), judging->text.data);
    if (judging->trials == 0)
        return judging_fault(judging, DIAGNOSTIC_SCHEMA_LIMIT, one, value, hint,
                             "%s", message.data);
    if (judging->doubt.message.data == NULL)
        judging->doubt =
            (struct doubt){message, value->line, value->column, hint};
    return false;
}

static const struct {
    const char *type, *words;
} types[] = {
    {"null", "null"},
    {"boolean", "true or false"},
    {"integer", "a whole number"},
    {"number", "a number"},
    {"string", "a string"},
    {"array", "a list"},
    {"object", "a mapping"},
};

const char *type_in_words(struct slice type)
{
    size_t i = 0;
    while (i + 1 < ARRAY_COUNT(types) && !slice_is(type, types[i].type))
        i++;
    return types[i].words;
}

void value_append_plain(struct str *out, const struct value *value)
{
    struct arena arena = {0};
    struct slice text = value_spelling(value, &arena);
    struct slice shown = utf8_truncate(text, SHOWN_MAX_BYTES);
    const char *rest = shown.size < text.size ? "..." : "";
    if (value_is_string(value))
        str_appendf(out, "\"%.*s%s\"", SLICE_FMT(shown), rest);
    else if (text.data != NULL)
        str_appendf(out, "%.*s%s", SLICE_FMT(shown), rest);
    else
        str_append_text(out, value_kind_name(value));
    arena_release(&arena);
}

/* `before` is put before it. */
static const char *word(struct judging *judging, const char *before,
                        const struct value *value)
{
    if (judging->found == NULL)
        return "";
    str_clear(&judging->text);
    str_append_text(&judging->text, before);
    value_append_plain(&judging->text, value);
    return arena_copy(&judging->arena, str_slice(&judging->text)).data;
}

const char *judging_shown(struct judging *judging, const struct value *value)
{
    return judging_is_hidden(judging) ? HIDDEN_VALUE : word(judging, "", value);
}

const char *judging_described(struct judging *judging,
                              const struct value *value)
{
    bool is_number = value->kind == VALUE_INTEGER || value->kind == VALUE_FLOAT;
    return judging_is_hidden(judging)
               ? HIDDEN_VALUE
               : word(judging,
                      is_number                ? "the number "
                      : value_is_string(value) ? "the string "
                                               : "",
                      value);
}

const char *judging_argument(struct judging *judging,
                             const struct requirement *one)
{
    return word(judging, "", one->argument);
}

void marks_add(struct marks *marks, size_t index)
{
    if (marks != NULL && marks->bits != NULL)
        marks->bits[index / BITS] |= UINT64_C(1) << (index % BITS);
}

bool marks_have(const struct marks *marks, size_t index)
{
    return marks != NULL && marks->bits != NULL &&
           ((marks->bits[index / BITS] >> (index % BITS)) & 1) != 0;
}
