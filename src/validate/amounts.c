/* amounts.c - the keywords that count (validation, 6.3.1, 6.3.2, 6.4, 6.5), and
 * items that are equal. */
#include "validate/judging.h"

#include <stdlib.h>

static const char *count_noun(size_t count, const char *one, const char *many)
{
    return count == 1 ? one : many;
}

struct amount {
    size_t count;
    const char *one, *many; /* "character", "characters" */
};

static bool is_few(struct judging *judging, const struct requirement *one,
                   const struct value *value, const struct amount *amount)
{
    size_t limit = one->as.limit;
    return amount->count <= limit ||
           judging_fault(judging, DIAGNOSTIC_SCHEMA_VALUE, one, value, NULL,
                         "%s must have at most %zu %s, not %zu",
                         judging_subject(judging), limit,
                         count_noun(limit, amount->one, amount->many),
                         amount->count);
}

static bool is_enough(struct judging *judging, const struct requirement *one,
                      const struct value *value, const struct amount *amount)
{
    size_t limit = one->as.limit;
    return amount->count >= limit ||
           judging_fault(judging, DIAGNOSTIC_SCHEMA_VALUE, one, value, NULL,
                         "%s must have at least %zu %s, not %zu",
                         judging_subject(judging), limit,
                         count_noun(limit, amount->one, amount->many),
                         amount->count);
}

/* Code points, as JSON counts them. */
static struct amount length_of(const struct value *value)
{
    struct slice text = value_text(value);
    struct amount amount = {0, "character", "characters"};
    for (size_t i = 0; i < text.size; i++)
        amount.count += ((unsigned char)text.data[i] & 0xC0) != 0x80;
    return amount;
}

bool check_max_length(struct judging *judging, const struct requirement *one,
                      const struct value *value, struct marks *marks)
{
    const struct amount amount = length_of(value);
    (void)marks;
    return is_few(judging, one, value, &amount);
}

bool check_min_length(struct judging *judging, const struct requirement *one,
                      const struct value *value, struct marks *marks)
{
    const struct amount amount = length_of(value);
    (void)marks;
    return is_enough(judging, one, value, &amount);
}

bool check_max_items(struct judging *judging, const struct requirement *one,
                     const struct value *value, struct marks *marks)
{
    const struct amount amount = {value->size, "item", "items"};
    (void)marks;
    return is_few(judging, one, value, &amount);
}

bool check_min_items(struct judging *judging, const struct requirement *one,
                     const struct value *value, struct marks *marks)
{
    const struct amount amount = {value->size, "item", "items"};
    (void)marks;
    return is_enough(judging, one, value, &amount);
}

bool check_max_properties(struct judging *judging,
                          const struct requirement *one,
                          const struct value *value, struct marks *marks)
{
    const struct amount amount = {value->size, "key", "keys"};
    (void)marks;
    return is_few(judging, one, value, &amount);
}

bool check_min_properties(struct judging *judging,
                          const struct requirement *one,
                          const struct value *value, struct marks *marks)
{
    const struct amount amount = {value->size, "key", "keys"};
    (void)marks;
    return is_enough(judging, one, value, &amount);
}

/* --- items that are equal ---------------------------------------------- */

struct hashed {
    uint64_t hash;
    size_t index;
};

static int compare_hashed(const void *left, const void *right)
{
    const struct hashed *a = left, *b = right;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

/* Only items of one hash are compared, so that long lists cost little. */
bool check_unique_items(struct judging *judging, const struct requirement *one,
                        const struct value *value, struct marks *marks)
{
    size_t count = value->size;
    (void)marks;
    if (!one->argument->as.boolean || count < 2)
        return true;
    struct hashed *all = arena_alloc(&judging->arena, count, sizeof *all);
    for (size_t i = 0; i < count; i++)
        all[i] = (struct hashed){json_hash(&value->as.items[i]), i};
    judging_spend(judging, count);
    qsort(all, count, sizeof *all, compare_hashed);
    for (size_t i = 1; i < count; i++) {
        const struct value *item = &value->as.items[all[i].index];
        if (all[i].hash == all[i - 1].hash &&
            json_equal_values(judging, item,
                              &value->as.items[all[i - 1].index]))
            return judging_fault(judging, DIAGNOSTIC_SCHEMA_VALUE, one, item,
                                 "remove one of them", "%s has %s twice",
                                 judging_subject(judging),
                                 judging_shown(judging, item));
    }
    return true;
}
