/* scan.c - a condition checked against a whole column.
 *
 *     title:contains=qua
 *
 *     folded   "...\0the quality of\0 ... \0aqua\0..."   one pass
 *     bits                 1                1            one for each value
 *     documents            x                x            numbers compared
 *
 * A hundred thousand documents often have only a few distinct values, and where
 * they have many, as with titles, the texts lie folded one after the other. So
 * the values are checked once, and each document only looks up a bit. */
#include "query/scan.h"

#include "query/bits.h"
#include "query/evaluate.h"

#include <string.h>

/* If fewer than a quarter of the documents are looked at, most values would be
 * checked for nothing. */
#define MIN_SHARE 4

static struct slice text_at(const struct column *column, size_t i)
{
    size_t start = column->folded_starts[i];
    return (struct slice){column->folded + start,
                          column->folded_starts[i + 1] - start - 1};
}

/* The index in `wanted` of the byte that is rarest in these texts. */
static size_t rarest_byte(const struct column *column, struct slice wanted)
{
    size_t rarest = 0;
    for (size_t i = 1; i < wanted.size; i++) {
        if (column->byte_counts[(unsigned char)wanted.data[i]] <
            column->byte_counts[(unsigned char)wanted.data[rarest]])
            rarest = i;
    }
    return rarest;
}

/* Whether `wanted`, whose rarest byte is at `offset`, lies around this byte of
 * the text. */
static bool is_around(const struct column *column, size_t text,
                      const char *byte, size_t offset, struct slice wanted)
{
    struct slice whole = text_at(column, text);
    size_t before = (size_t)(byte - whole.data);
    return before >= offset && whole.size - before >= wanted.size - offset &&
           memcmp(byte - offset, wanted.data, wanted.size) == 0;
}

/* One pass over all texts, from one occurrence of the rarest byte to the next:
 * memchr() looks at many bytes at once, and the texts say which are rare. */
static void mark_containing(const struct column *column, struct slice wanted,
                            uint64_t *bits)
{
    const char *end =
        column->folded + column->folded_starts[column->text_count];
    const char *at = column->folded;
    size_t rarest = rarest_byte(column, wanted), text = 0;
    while (at < end &&
           (at = memchr(at, wanted.data[rarest], (size_t)(end - at))) != NULL) {
        while (column->folded_starts[text + 1] <= (size_t)(at - column->folded))
            text++;
        if (!is_around(column, text, at, rarest, wanted)) {
            at++;
            continue;
        }
        bits_set(bits, column->folded_ids[text]);
        at = column->folded + column->folded_starts[text + 1];
    }
}

static void mark_ends(const struct column *column, enum op op,
                      struct slice wanted, uint64_t *bits)
{
    for (size_t i = 0; i < column->text_count; i++) {
        struct slice text = text_at(column, i);
        if (text.size < wanted.size)
            continue;
        size_t at = op == OP_STARTS_WITH ? 0 : text.size - wanted.size;
        if (memcmp(text.data + at, wanted.data, wanted.size) == 0)
            bits_set(bits, column->folded_ids[i]);
    }
}

static void mark_texts(const struct condition *condition,
                       const struct column *column, uint64_t *bits)
{
    for (size_t i = 0; i < condition->operand_count; i++) {
        struct slice wanted = condition->operands[i].searched;
        if (condition->op == OP_CONTAINS && wanted.size > 0)
            mark_containing(column, wanted, bits);
        else /* also what is empty and in every text */
            mark_ends(column, condition->op, wanted, bits);
    }
}

/* The texts of a column have no accents: if any are wanted, each of the few
 * values that were marked is looked at as it is written. */
static void keep_accents(const struct condition *condition,
                         const struct column *column, uint64_t *bits)
{
    bool has_accents = false;
    for (size_t i = 0; i < condition->operand_count; i++)
        has_accents = has_accents || condition->operands[i].has_accents;
    for (size_t i = 0; has_accents && i < column->value_count; i++) {
        if (bits_has(bits, i) &&
            !condition_meets(condition, &column->values[i]))
            bits_clear(bits, i);
    }
}

static void mark_values(const struct condition *condition,
                        const struct column *column, uint64_t *bits)
{
    for (size_t i = 0; i < column->value_count; i++) {
        if (condition_meets(condition, &column->values[i]))
            bits_set(bits, i);
    }
}

static void prepare_field(struct condition *condition,
                          const struct collection *collection,
                          struct arena *arena)
{
    /* `exists` is also about values that no column has, such as objects, and
     * `all` about more than one value. */
    if (condition->op == OP_EXISTS || condition->column != NULL ||
        (condition->op == OP_ALL && condition->operand_count > 1))
        return;
    const struct column *column =
        collection_column(collection, &condition->field);
    bool is_text = op_info(condition->op)->is_text;
    if (column == NULL || (is_text && column->folded == NULL))
        return;
    uint64_t *bits =
        arena_alloc(arena, bits_word_count(column->value_count), sizeof *bits);
    if (is_text) {
        mark_texts(condition, column, bits);
        keep_accents(condition, column, bits);
    } else {
        mark_values(condition, column, bits);
    }
    condition->bits = bits;
    condition->column = column;
    condition->is_negative = op_info(condition->op)->is_negative;
}

void condition_prepare(struct condition *condition,
                       const struct collection *collection, size_t count,
                       struct arena *arena)
{
    if (count * MIN_SHARE < collection->by[ORDER_DEFAULT].count)
        return;
    if (condition->kind == CONDITION_FIELD)
        prepare_field(condition, collection, arena);
    for (size_t i = 0; i < condition->part_count; i++)
        condition_prepare(condition->parts[i], collection, count, arena);
}

bool condition_is_prepared(const struct condition *condition)
{
    for (size_t i = 0; i < condition->part_count; i++) {
        if (!condition_is_prepared(condition->parts[i]))
            return false;
    }
    return condition->kind != CONDITION_FIELD || condition->column != NULL;
}

/* Recursion is as deep as groups may nest: CONDITION_MAX_DEPTH. Bits after the
 * last document mean nothing. */
uint64_t *condition_mark(const struct condition *condition, size_t count,
                         struct arena *arena)
{
    size_t word_count = bits_word_count(count);
    uint64_t *words = arena_alloc(arena, word_count, sizeof *words);
    if (condition->kind == CONDITION_FIELD) {
        for (size_t i = 0; i < count; i++) /* without a branch */
            words[i / WORD_BITS] |= (uint64_t)condition_has_bit(condition, i)
                                    << i % WORD_BITS;
        return words;
    }
    bool is_or = condition->kind == CONDITION_OR;
    memset(words, is_or ? 0 : 0xFF, word_count * sizeof *words);
    for (size_t i = 0; i < condition->part_count; i++) {
        const uint64_t *part =
            condition_mark(condition->parts[i], count, arena);
        for (size_t k = 0; k < word_count; k++)
            words[k] = is_or ? words[k] | part[k] : words[k] & part[k];
    }
    for (size_t k = 0; condition->kind == CONDITION_NOT && k < word_count; k++)
        words[k] = ~words[k];
    return words;
}
