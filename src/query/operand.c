/* operand.c - reads the values of a condition as values of its field.
 *
 *     rating      number 30, text 1      rating=5      5, or the string "5"
 *     opacity     number                 opacity=abc   an error: not a number
 *     released    text, all of dates     released=2024-05     all of May
 *
 * A field has the types that its documents give it. A value must be readable as
 * one of them: a list that is empty because of a typing error looks like one
 * that is empty because there is nothing. The error names the types of the
 * field and gives an example. */
#include "query/binder.h"

#include "base/array.h"
#include "base/percent.h"
#include "base/unicode.h"
#include "query/literal.h"

#define SHOWN_MAX_BYTES 64 /* of a value, in an error */

static const struct {
    unsigned type;
    const char *one, *many, *example;
} types[] = {
    {FIELD_BOOLEAN, "a boolean", "booleans", "true"},
    {FIELD_NUMBER, "a number", "numbers", "12"},
    {FIELD_DATE, "a date", "dates", "2024-05-01, 2024-05 or now-30d"},
    {FIELD_TEXT, "a string", "strings", "hello"},
    {FIELD_RELATION, "a reference", "references", "a slug"},
    {FIELD_OBJECT, "an object", "objects", NULL},
};

/* "numbers and strings", or "a number or a string". */
static struct slice name_types(unsigned mask, bool is_one, struct arena *arena)
{
    struct slice names = SLICE("");
    for (size_t i = 0; i < ARRAY_COUNT(types); i++) {
        if ((mask & types[i].type) == 0)
            continue;
        const char *between = is_one ? " or " : " and ";
        names = arena_printf(arena, "%.*s%s%s", SLICE_FMT(names),
                             names.size > 0 ? between : "",
                             is_one ? types[i].one : types[i].many);
    }
    return names;
}

static const char *example_of(unsigned mask)
{
    for (size_t i = 0; i < ARRAY_COUNT(types); i++) {
        if ((mask & types[i].type) != 0 && types[i].example != NULL)
            return types[i].example;
    }
    return "a value";
}

/* The types that the operator can compare. */
static unsigned types_for(enum op op)
{
    const struct op_info *info = op_info(op);
    if (info->is_text)
        return FIELD_TEXT | FIELD_RELATION;
    unsigned all =
        FIELD_NUMBER | FIELD_DATE | FIELD_TEXT | FIELD_RELATION | FIELD_BOOLEAN;
    return info->is_order ? all & ~(unsigned)FIELD_BOOLEAN : all;
}

static unsigned use_of(enum op op)
{
    if (op == OP_EXISTS)
        return USE_EXISTS;
    return op_info(op)->is_text ? USE_TEXT : USE_COMPARE;
}

bool op_suits(enum op op, const struct field_path *field)
{
    const struct op_info *info = op_info(op);
    unsigned types_of_field = field->types & types_for(op);
    if ((field->uses & use_of(op)) == 0)
        return false;
    if (op == OP_EXISTS)
        return true;
    if (info->is_order)
        types_of_field &= FIELD_NUMBER | FIELD_DATE;
    if (info->is_text && field->has_only_dates)
        return false;
    return types_of_field != 0 && (op != OP_ALL || field->is_list);
}

static bool read_as(struct binder *binder, const struct field_path *field,
                    unsigned type, struct operand *operand)
{
    struct interval interval;
    switch (type) {
    case FIELD_BOOLEAN:
        return literal_boolean(operand->text, &operand->boolean);
    case FIELD_NUMBER:
        return literal_number(operand->text, &operand->number);
    case FIELD_DATE:
        if (!literal_date(operand->text, field->is_day, binder->now_ms,
                          &interval))
            return false;
        operand->from_ms = interval.from_ms;
        operand->to_ms = interval.to_ms;
        if (interval.is_relative)
            binder->query->valid_until_ms = literal_now_ends_ms(binder->now_ms);
        return true;
    case FIELD_TEXT:
        return !field->has_only_dates;
    case FIELD_RELATION:
        operand->folded = unicode_casefold(binder->arena, operand->text);
        operand->slug = unicode_slug(binder->arena, operand->text);
        return operand->text.size > 0;
    default:
        return false;
    }
}

static void report_value(struct binder *binder,
                         const struct condition *condition,
                         const struct operand *operand, unsigned wanted)
{
    unsigned shown = wanted;
    if (condition->field.has_only_dates)
        shown &= ~(unsigned)FIELD_TEXT;
    binder_error(
        binder, condition->parameter, "invalid-value",
        arena_printf(binder->arena,
                     "'%.*s' is not %.*s. An example for '%.*s' is %s.",
                     SLICE_FMT(utf8_truncate(operand->text, SHOWN_MAX_BYTES)),
                     SLICE_FMT(name_types(shown, true, binder->arena)),
                     SLICE_FMT(condition->path), example_of(shown)));
}

/* Always returns false. */
static bool refuse_operator(struct binder *binder,
                            const struct condition *condition)
{
    unsigned types_of_field = condition->field.types;
    const char *advice = types_of_field == FIELD_OBJECT
                             ? "Filter by one of its members, or use exists."
                         : op_info(condition->op)->is_text
                             ? "Compare with a value, or use a range."
                             : "Compare with one value.";
    binder_error(
        binder, condition->parameter, "invalid-operator",
        arena_printf(
            binder->arena, "'%.*s' holds %.*s, which do not support '%s'. %s",
            SLICE_FMT(condition->path),
            SLICE_FMT(name_types(types_of_field, false, binder->arena)),
            op_info(condition->op)->name, advice));
    return false;
}

void operands_refuse(struct binder *binder, const struct condition *condition)
{
    binder_error(binder, condition->parameter, "unusable-field",
                 arena_printf(binder->arena,
                              "'%.*s' can be shown but not used in a "
                              "filter.",
                              SLICE_FMT(condition->path)));
}

static bool check_use(struct binder *binder, const struct condition *condition)
{
    if ((condition->field.uses & use_of(condition->op)) != 0)
        return true;
    if ((condition->field.uses & USE_TEXT) == 0) {
        operands_refuse(binder, condition);
        return false;
    }
    binder_error(binder, condition->parameter, "invalid-operator",
                 arena_printf(binder->arena,
                              "'%.*s' is too long to compare. Search it with "
                              "contains.",
                              SLICE_FMT(condition->path)));
    return false;
}

static bool bind_exists(struct binder *binder, struct condition *condition)
{
    struct operand *operand = &condition->operands[0];
    if (operand->text.size == 0)
        operand->boolean = true;
    else if (condition->operand_count > 1 ||
             !literal_boolean(operand->text, &operand->boolean)) {
        binder_error(binder, condition->parameter, "invalid-value",
                     SLICE("exists takes true or false."));
        return false;
    }
    return true;
}

/* Whether some document has the very string, which is then what is meant, and
 * no number that is written otherwise: "1.10", and not 1.1. */
static bool is_string_alone(struct binder *binder,
                            const struct condition *condition,
                            const struct operand *operand)
{
    const unsigned both = FIELD_NUMBER | FIELD_TEXT;
    if ((operand->types & both) != both || op_info(condition->op)->is_order)
        return false;
    struct str written = {0};
    number_append(&written, operand->number);
    bool is_written_so = slice_equal(str_slice(&written), operand->text);
    str_release(&written);
    if (is_written_so)
        return false;
    const struct column *column = snapshot_postings(
        binder->snapshot, binder->collection, &condition->field);
    return column != NULL && column_find_text(column, operand->text) != NULL;
}

/* An address is shown percent-encoded. Who copies it into a query writes it as
 * a value that is decoded once, or, with a library, so that it still has its
 * escapes here. */
static struct slice decoded_address(struct binder *binder,
                                    const struct condition *condition,
                                    struct slice text)
{
    struct slice decoded;
    if (!condition->field.is_address ||
        slice_find_char(text, 0, '%') == text.size ||
        !percent_decode(text, false, binder->arena, &decoded))
        return text;
    const struct column *column = snapshot_postings(
        binder->snapshot, binder->collection, &condition->field);
    bool is_as_written =
        column != NULL && column_find_text(column, text) != NULL;
    return is_as_written ? text : decoded;
}

static bool bind_operand(struct binder *binder,
                         const struct condition *condition, unsigned wanted,
                         struct operand *operand)
{
    operand->text = decoded_address(binder, condition, operand->text);
    operand->text = unicode_nfc(binder->arena, operand->text);
    for (size_t i = 0; i < ARRAY_COUNT(types); i++) {
        if ((wanted & types[i].type) != 0 &&
            read_as(binder, &condition->field, types[i].type, operand))
            operand->types |= types[i].type;
    }
    if (is_string_alone(binder, condition, operand))
        operand->types &= ~(unsigned)FIELD_NUMBER;
    /* "More than 3" does not also mean "after '3' in the alphabet". */
    if (op_info(condition->op)->is_order &&
        (operand->types & (FIELD_NUMBER | FIELD_DATE)) != 0)
        operand->types &= ~(unsigned)FIELD_TEXT;
    if (operand->types == 0)
        report_value(binder, condition, operand, wanted);
    return operand->types != 0;
}

/* A search may be for any string, in dates too for a part of one. */
static void fold_operands(struct binder *binder, struct condition *condition)
{
    for (size_t i = 0; i < condition->operand_count; i++) {
        struct operand *operand = &condition->operands[i];
        operand->types = FIELD_TEXT | FIELD_RELATION;
        operand->text = decoded_address(binder, condition, operand->text);
        operand->folded = unicode_casefold(binder->arena, operand->text);
        operand->searched = unicode_search(binder->arena, operand->text);
        operand->has_accents = !slice_equal(operand->folded, operand->searched);
    }
}

/* Each such condition reads every body of the collection. */
static bool check_long(struct binder *binder, const struct condition *condition)
{
    if ((condition->field.uses & USE_COMPARE) != 0 ||
        ++binder->long_count <= CONDITION_MAX_LONG)
        return true;
    binder_error(binder, condition->parameter, "too-many-conditions",
                 arena_printf(binder->arena,
                              "At most %d conditions may search 'text' or "
                              "'markdown'.",
                              CONDITION_MAX_LONG))
        ->maximum = CONDITION_MAX_LONG;
    return false;
}

bool operands_bind(struct binder *binder, struct condition *condition)
{
    unsigned known = condition->field.types;
    unsigned wanted = known & types_for(condition->op);

    if (!check_use(binder, condition))
        return false;
    if (condition->op == OP_EXISTS)
        return bind_exists(binder, condition);
    if (known == 0)
        return true; /* null in every document: no value equals it */
    if (wanted == 0)
        return refuse_operator(binder, condition);
    if (op_info(condition->op)->is_text) {
        fold_operands(binder, condition);
        return check_long(binder, condition);
    }
    for (size_t i = 0; i < condition->operand_count; i++) {
        if (!bind_operand(binder, condition, wanted, &condition->operands[i]))
            return false;
    }
    return true;
}
