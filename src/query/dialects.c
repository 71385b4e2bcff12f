/* dialects.c - the words of Strapi, Payload, Directus and JSON:API.
 *
 * They are understood well enough to be translated, and nowhere else: see
 * aliases.c for why they are not read. */
#include "query/dialects.h"

#include "query/filter.h"

/* What other systems call our operators, but for a "$" or "_" in front. */
static const struct {
    const char *name;
    enum op op;
} synonyms[] = {
    {"equals", OP_EQ},
    {"eqi", OP_EQ},
    {"neq", OP_NE},
    {"nei", OP_NE},
    {"not", OP_NE},
    {"not_equals", OP_NE},
    {"notIn", OP_NIN},
    {"not_in", OP_NIN},
    {"greater_than", OP_GT},
    {"greater_than_equal", OP_GTE},
    {"less_than", OP_LT},
    {"less_than_equal", OP_LTE},
    {"containsi", OP_CONTAINS},
    {"icontains", OP_CONTAINS},
    {"like", OP_CONTAINS},
    {"startsWithi", OP_STARTS_WITH},
    {"starts_with", OP_STARTS_WITH},
    {"endsWithi", OP_ENDS_WITH},
    {"ends_with", OP_ENDS_WITH},
    {"notNull", OP_EXISTS},
    {"nnull", OP_EXISTS},
};

static const char *const wrappers[] = {"filter", "filters", "where"};

static const struct {
    const char *base, *key, *name;
} paging[] = {
    {"page", "number", "page"},       {"page", "size", "limit"},
    {"page", "limit", "limit"},       {"page", "cursor", "cursor"},
    {"page", "after", "cursor"},      {"pagination", "page", "page"},
    {"pagination", "limit", "limit"}, {"pagination", "pageSize", "limit"},
};

static const struct {
    const char *word, *sign;
} directions[] = {
    {"asc", ""},   {"ascending", ""},   {"1", ""},
    {"desc", "-"}, {"descending", "-"}, {"-1", "-"},
};

bool is_index(struct slice key)
{
    return key.size == 0 || slice_is_digits(key);
}

bool is_wrapper(struct slice name)
{
    for (size_t i = 0; i < COUNT(wrappers); i++) {
        if (slice_is(name, wrappers[i]))
            return true;
    }
    return false;
}

struct slice bare_key(struct slice key)
{
    return slice_from(key,
                      slice_starts(key, "$") || slice_starts(key, "_") ? 1 : 0);
}

bool is_group(struct slice key)
{
    enum condition_kind kind;
    return condition_kind_find(bare_key(key), &kind);
}

bool dialect_op(struct slice key, enum op *ret_op)
{
    struct slice name = bare_key(key);
    if (op_find(name, ret_op))
        return true;
    for (size_t i = 0; i < COUNT(synonyms); i++) {
        if (slice_equal_nocase(name, slice_of(synonyms[i].name))) {
            *ret_op = synonyms[i].op;
            return true;
        }
    }
    *ret_op = name.size > 2 ? filter_nearest_op(name) : OP_COUNT;
    return *ret_op != OP_COUNT;
}

const char *dialect_paging(struct slice base, struct slice key)
{
    for (size_t i = 0; i < COUNT(paging); i++) {
        if (slice_is(base, paging[i].base) && slice_is(key, paging[i].key))
            return paging[i].name;
    }
    return NULL;
}

const char *dialect_sign(struct slice direction)
{
    for (size_t i = 0; i < COUNT(directions); i++) {
        if (slice_equal_nocase(direction, slice_of(directions[i].word)))
            return directions[i].sign;
    }
    return NULL;
}
