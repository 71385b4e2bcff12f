/* equal.c - when two values are the same (JSON Schema, core, 4.2.2).
 *
 * Numbers are the same by their value, however they are written, and members
 * have no order. The hash does not depend on either. */
#include "validate/judging.h"

#include <math.h>
#include <string.h>

static bool is_number(const struct value *value)
{
    return value->kind == VALUE_INTEGER || value->kind == VALUE_FLOAT;
}

/* A double has no more than 53 bits of a whole number, but each of those that
 * it has is exact. */
static bool are_numbers_equal(const struct value *a, const struct value *b)
{
    if (a->kind == b->kind)
        return a->kind == VALUE_INTEGER ? a->as.integer == b->as.integer
                                        : a->as.real == b->as.real;
    const struct value *whole = a->kind == VALUE_INTEGER ? a : b;
    double real = whole == a ? b->as.real : a->as.real;
    return floor(real) == real && real >= -0x1p63 && real < 0x1p63 &&
           (int64_t)real == whole->as.integer;
}

bool json_equal_values(struct judging *judging, const struct value *a,
                       const struct value *b)
{
    judging_spend(judging, 1);
    if (judging->is_costly)
        return false;
    if (is_number(a) && is_number(b))
        return are_numbers_equal(a, b);
    if (a->kind != b->kind)
        return false;
    if (a->kind == VALUE_BOOLEAN)
        return a->as.boolean == b->as.boolean;
    if (a->kind == VALUE_STRING)
        return slice_equal(value_text(a), value_text(b));
    if (a->kind == VALUE_NULL)
        return true;
    if (a->size != b->size)
        return false;
    if (a->kind == VALUE_OBJECT)
        judging_spend(judging, a->size * a->size / 16);
    for (size_t i = 0; i < a->size && !judging->is_costly; i++) {
        const struct value *left =
            value_is_array(a) ? &a->as.items[i] : &a->as.members[i].value;
        const struct value *right =
            value_is_array(a) ? &b->as.items[i]
                              : value_find_slice(b, a->as.members[i].key);
        if (right == NULL || !json_equal_values(judging, left, right))
            return false;
    }
    return true;
}

static uint64_t hash_number(const struct value *value)
{
    double real = value->kind == VALUE_INTEGER ? (double)value->as.integer
                                               : value->as.real;
    char bytes[sizeof real];
    if (real == 0)
        real = 0; /* of -0.0, too */
    memcpy(bytes, &real, sizeof real);
    return hash_bytes((struct slice){bytes, sizeof bytes}, VALUE_FLOAT);
}

uint64_t json_hash(const struct value *value)
{
    uint64_t hash = value->kind;
    if (is_number(value))
        return hash_number(value);
    if (value->kind == VALUE_STRING)
        return hash_bytes(value_text(value), hash);
    if (value->kind == VALUE_BOOLEAN)
        return hash + (value->as.boolean ? 16 : 8);
    for (size_t i = 0; value_is_array(value) && i < value->size; i++)
        hash = hash * 31 + json_hash(&value->as.items[i]);
    for (size_t i = 0; value_is_object(value) && i < value->size; i++)
        hash += hash_bytes(value->as.members[i].key,
                           json_hash(&value->as.members[i].value));
    return hash;
}
