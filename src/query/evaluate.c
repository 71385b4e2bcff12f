/* evaluate.c - whether a document meets a condition.
 *
 * A document may have several values at one path. An operator needs one of them
 * to match, and its negation needs none to, which is why documents without the
 * field match `ne`. Each value is compared as its own type, with what the
 * operand can be read as.
 *
 * The work of one query is bounded: CONDITION_MAX_COUNT conditions of at most
 * CONDITION_MAX_VALUES operands over the values of each document, and of them
 * CONDITION_MAX_LONG over its whole body. */
#include "query/evaluate.h"

#include "base/ascii.h"
#include "base/collate.h"
#include "base/unicode.h"

/* A longer string is searched for with memmem(), whose time does not grow with
 * the product of both lengths; a shorter one byte by byte, which needs no
 * folded copy of the text. */
#define MAX_NAIVE_BYTES 32

static bool equals_entry(const struct operand *operand,
                         const struct entry *entry)
{
    return entry != NULL && (slice_equal(entry->slug, operand->text) ||
                             (operand->slug.size > 0 &&
                              slice_equal(entry->slug, operand->slug)) ||
                             slice_equal(entry->sort_name, operand->folded));
}

/* An accent may be a part of its letter or follow it; the operand is
 * composed. */
static bool is_same_text(struct slice text, struct slice composed)
{
    if (slice_equal(text, composed))
        return true;
    if (unicode_is_ascii(text) || unicode_is_ascii(composed))
        return false;
    struct arena arena = {0};
    bool is_same = slice_equal(unicode_nfc(&arena, text), composed);
    arena_release(&arena);
    return is_same;
}

static bool equals(const struct operand *operand, const struct datum *datum)
{
    if ((operand->types & (unsigned)datum->type) == 0)
        return false;
    switch (datum->type) {
    case FIELD_BOOLEAN:
        return datum->as.boolean == operand->boolean;
    case FIELD_NUMBER:
        return number_compare(datum->as.number, operand->number) == 0;
    case FIELD_TEXT:
        return is_same_text(datum->as.text, operand->text);
    case FIELD_DATE:
        return (datum->as.date.ms >= operand->from_ms &&
                datum->as.date.ms < operand->to_ms) ||
               slice_equal(datum->as.date.as_text, operand->text);
    case FIELD_RELATION:
        return equals_entry(operand, datum->as.entry);
    case FIELD_OBJECT:
        break;
    }
    return false;
}

/* In the order in which lists are sorted: "Zola" is not before "apfel". */
static int compare_texts(struct slice text, struct slice wanted)
{
    return is_same_text(text, wanted) ? 0 : collate(text, wanted);
}

/* Below, at or above 0 if the datum lies before, in or after the operand. */
static int compare(const struct operand *operand, const struct datum *datum)
{
    switch (datum->type) {
    case FIELD_NUMBER:
        return number_compare(datum->as.number, operand->number);
    case FIELD_TEXT:
        return compare_texts(datum->as.text, operand->text);
    case FIELD_DATE:
        return (datum->as.date.ms >= operand->to_ms) -
               (datum->as.date.ms < operand->from_ms);
    case FIELD_RELATION:
        return compare_texts(datum->as.entry->name, operand->text);
    case FIELD_BOOLEAN:
    case FIELD_OBJECT:
        break;
    }
    return 0;
}

static bool is_ordered(enum op op, const struct operand *operand,
                       const struct datum *datum)
{
    if ((operand->types & (unsigned)datum->type) == 0 ||
        (datum->type == FIELD_RELATION && datum->as.entry == NULL))
        return false;
    int order = compare(operand, datum);
    switch (op) {
    case OP_GT:
        return order > 0;
    case OP_GTE:
        return order >= 0;
    case OP_LT:
        return order < 0;
    default:
        return order <= 0;
    }
}

/* `wanted` is folded; in `text` only ASCII letters are, here. */
static bool is_at(struct slice text, size_t at, struct slice wanted)
{
    for (size_t i = 0; i < wanted.size; i++) {
        if (ascii_to_lower(text.data[at + i]) != wanted.data[i])
            return false;
    }
    return true;
}

static bool is_anywhere(struct slice text, struct slice wanted)
{
    for (size_t at = 0; at + wanted.size <= text.size; at++) {
        if (is_at(text, at, wanted))
            return true;
    }
    return false;
}

static bool fits(enum op op, struct slice text, struct slice wanted)
{
    if (wanted.size > text.size)
        return false;
    if (op == OP_STARTS_WITH)
        return is_at(text, 0, wanted);
    if (op == OP_ENDS_WITH)
        return is_at(text, text.size - wanted.size, wanted);
    if (wanted.size <= MAX_NAIVE_BYTES)
        return is_anywhere(text, wanted);
    return slice_find(text, 0, wanted) + wanted.size <= text.size;
}

/* Folding copies the text. A match byte for byte needs no copy, nor does a text
 * of ASCII if the string is short enough to search for byte by byte. What is
 * wanted without accents is found with them, too. */
static bool fits_text(enum op op, struct slice text,
                      const struct operand *operand)
{
    bool is_short =
        op != OP_CONTAINS || operand->folded.size <= MAX_NAIVE_BYTES;
    if (fits(op, text, operand->folded))
        return true;
    if (is_short && unicode_is_ascii(text))
        return false;
    struct str folded = {0};
    if (operand->has_accents)
        unicode_append_casefold(&folded, text);
    else
        unicode_append_search(&folded, text);
    bool is_match = fits(op, str_slice(&folded), operand->folded);
    str_release(&folded);
    return is_match;
}

static bool matches_text(enum op op, const struct operand *operand,
                         const struct datum *datum)
{
    switch (datum->type) {
    case FIELD_TEXT:
        return fits_text(op, datum->as.text, operand);
    case FIELD_DATE:
        return fits_text(op, datum->as.date.as_text, operand);
    case FIELD_RELATION:
        return datum->as.entry != NULL &&
               (fits_text(op, datum->as.entry->name, operand) ||
                fits_text(op, datum->as.entry->slug, operand));
    case FIELD_BOOLEAN:
    case FIELD_NUMBER:
    case FIELD_OBJECT:
        break;
    }
    return false;
}

struct any_operand {
    enum op op;
    const struct operand *operands; /* any of these */
    size_t operand_count;
};

static bool matches(enum op op, const struct operand *operand,
                    const struct datum *datum)
{
    switch (op) {
    case OP_GT:
    case OP_GTE:
    case OP_LT:
    case OP_LTE:
        return is_ordered(op, operand, datum);
    case OP_CONTAINS:
    case OP_STARTS_WITH:
    case OP_ENDS_WITH:
        return matches_text(op, operand, datum);
    case OP_EXISTS:
        return true;
    default:
        return equals(operand, datum);
    }
}

static bool visit(void *context, const struct datum *datum)
{
    const struct any_operand *any = context;
    for (size_t i = 0; i < any->operand_count; i++) {
        if (matches(any->op, &any->operands[i], datum))
            return true;
    }
    return false;
}

bool condition_meets(const struct condition *condition,
                     const struct datum *datum)
{
    struct any_operand any = {condition->op, condition->operands,
                              condition->operand_count};
    return visit(&any, datum);
}

static bool any_value(const struct condition *condition, size_t from, size_t to,
                      const struct entry *entry)
{
    struct any_operand any = {condition->op, condition->operands + from,
                              to - from};
    return entry_any_datum(entry, &condition->field, visit, &any);
}

static bool field_holds(const struct condition *condition,
                        const struct entry *entry)
{
    size_t count = condition->operand_count;
    if (condition->column != NULL)
        return condition_has_bit(condition, entry->ranks[ORDER_DEFAULT]);
    if (condition->op == OP_EXISTS)
        return any_value(condition, 0, 1, entry) ==
               condition->operands[0].boolean;
    if (condition->op != OP_ALL)
        return any_value(condition, 0, count, entry) !=
               op_info(condition->op)->is_negative;
    for (size_t i = 0; i < count; i++) {
        if (!any_value(condition, i, i + 1, entry))
            return false;
    }
    return true;
}

/* Recursion is as deep as groups may nest: CONDITION_MAX_DEPTH. */
bool condition_holds(const struct condition *condition,
                     const struct entry *entry)
{
    if (condition == NULL)
        return true;
    if (condition->kind == CONDITION_FIELD)
        return field_holds(condition, entry);

    bool is_or = condition->kind == CONDITION_OR;
    for (size_t i = 0; i < condition->part_count; i++) {
        if (condition_holds(condition->parts[i], entry) == is_or)
            return is_or != (condition->kind == CONDITION_NOT);
    }
    return is_or ? false : condition->kind != CONDITION_NOT;
}
