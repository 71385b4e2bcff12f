/* scan.c - a condition held against a whole column.
 *
 *     title:contains=qua
 *
 *     folded   "...\0the quality of\0 ... \0aqua\0..."   one memmem()
 *     bits                 1                1            one for each value
 *     documents            x                x            numbers compared
 *
 * What differs between a hundred thousand documents is often a few values, and
 * where it is not, as with titles, their texts lie folded in one row. So the
 * question is put to the values, and a document only asks for a bit. */
#include "query/scan.h"

#include <string.h>

#define WORD_BITS 64
/* Where fewer than a quarter of the documents are looked at, most values would
 * be asked for nothing. */
#define WORTH_WHILE 4

static void set_bit(uint64_t *bits, size_t i)
{
    bits[i / WORD_BITS] |= UINT64_C(1) << i % WORD_BITS;
}

static struct slice text_at(const struct column *column, size_t i)
{
    size_t start = column->folded_starts[i];
    return (struct slice){column->folded + start,
                          column->folded_starts[i + 1] - start - 1};
}

/* No text holds a NUL that a client could have asked for. */
static void mark_containing(const struct column *column, struct slice wanted,
                            uint64_t *bits)
{
    const char *end =
        column->folded + column->folded_starts[column->text_count];
    const char *at = column->folded;
    size_t text = 0;
    while (at < end) {
        at = memmem(at, (size_t)(end - at), wanted.data, wanted.size);
        if (at == NULL)
            return;
        size_t place = (size_t)(at - column->folded);
        while (column->folded_starts[text + 1] <= place)
            text++;
        set_bit(bits, column->folded_ids[text]);
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
            set_bit(bits, column->folded_ids[i]);
    }
}

static void mark_texts(const struct condition *condition,
                       const struct column *column, uint64_t *bits)
{
    for (size_t i = 0; i < condition->operand_count; i++) {
        struct slice wanted = condition->operands[i].folded;
        if (condition->op == OP_CONTAINS)
            mark_containing(column, wanted, bits);
        else
            mark_ends(column, condition->op, wanted, bits);
    }
}

static void mark_values(const struct condition *condition,
                        const struct column *column, uint64_t *bits)
{
    for (size_t i = 0; i < column->value_count; i++) {
        if (condition_meets(condition, &column->values[i]))
            set_bit(bits, i);
    }
}

/* `exists` asks for values that no column has, such as objects, and `all` asks
 * for more than one. */
static bool is_for_columns(const struct condition *condition)
{
    return condition->op != OP_EXISTS &&
           (condition->op != OP_ALL || condition->operand_count == 1);
}

static void prepare_field(struct condition *condition,
                          const struct collection *collection,
                          struct arena *arena)
{
    if (!is_for_columns(condition) || condition->column != NULL)
        return;
    const struct column *column =
        collection_column(collection, &condition->field);
    bool is_text = op_info(condition->op)->is_text;
    if (column == NULL || (is_text && column->folded == NULL))
        return;
    uint64_t *bits =
        arena_alloc(arena, column->value_count / WORD_BITS + 1, sizeof *bits);
    if (is_text)
        mark_texts(condition, column, bits);
    else
        mark_values(condition, column, bits);
    condition->bits = bits;
    condition->column = column;
}

void condition_prepare(struct condition *condition,
                       const struct collection *collection, size_t count,
                       struct arena *arena)
{
    if (count * WORTH_WHILE < collection->by[ORDER_DEFAULT].count)
        return;
    if (condition->kind == CONDITION_FIELD)
        prepare_field(condition, collection, arena);
    for (size_t i = 0; i < condition->part_count; i++)
        condition_prepare(condition->parts[i], collection, count, arena);
}
