/* markings.c - walks along a schema and a value together.
 *
 * Judging would know exactly which of several forms a value has. But it needs a
 * stack that the threads of requests lack, and page builders tell their blocks
 * apart by a constant, which is quickly compared. So nothing is judged here:
 * forms that the value cannot have are left out, and those that are left are
 * taken to be meant. */
#include "validate/markings.h"

#include "base/array.h"
#include "validate/compiled.h"
#include "validate/pattern.h"

#include <stdlib.h>

#define MEDIA_TYPE "text/markdown"

struct marker {
    struct arena *arena;
    struct markings *found;
    size_t effort;
    unsigned depth;
};

static bool spend(struct marker *m, size_t effort)
{
    m->effort += effort;
    return m->effort <= MARKINGS_MAX_EFFORT && m->depth < MARKINGS_MAX_DEPTH;
}

/* --- whether a form may be meant ------------------------------------------ */

static bool may_be(struct marker *m, const struct subschema *part,
                   const struct value *value);

static bool is_of_type(struct slice type, const struct value *value)
{
    static const struct {
        const char *name;
        unsigned kinds;
    } types[] = {
        {"null", 1U << VALUE_NULL},
        {"boolean", 1U << VALUE_BOOLEAN},
        {"integer", 1U << VALUE_INTEGER | 1U << VALUE_FLOAT},
        {"number", 1U << VALUE_INTEGER | 1U << VALUE_FLOAT},
        {"string", 1U << VALUE_STRING},
        {"array", 1U << VALUE_ARRAY},
        {"object", 1U << VALUE_OBJECT},
    };
    size_t i = 0;
    while (i + 1 < ARRAY_COUNT(types) && !slice_is(type, types[i].name))
        i++;
    return (types[i].kinds & 1U << value->kind) != 0;
}

static bool may_have_type(const struct value *types, const struct value *value)
{
    bool is_any =
        value_is_string(types) && is_of_type(value_text(types), value);
    for (size_t i = 0; value_is_array(types) && i < types->size; i++)
        is_any |= is_of_type(value_text(&types->as.items[i]), value);
    return is_any;
}

/* Only strings are compared, which are what tells forms apart. */
static bool may_equal(const struct value *wanted, const struct value *value)
{
    return !value_is_string(wanted) || !value_is_string(value) ||
           slice_equal(value_text(wanted), value_text(value));
}

static bool may_be_among(const struct value *choices, const struct value *value)
{
    bool is_any = choices->size == 0;
    for (size_t i = 0; i < choices->size; i++)
        is_any |= may_equal(&choices->as.items[i], value);
    return is_any;
}

static bool has_all(const struct value *names, const struct value *value)
{
    size_t i = 0;
    while (value_is_object(value) && i < names->size &&
           value_find_slice(value, value_text(&names->as.items[i])) != NULL)
        i++;
    return !value_is_object(value) || i == names->size;
}

static bool may_have_members(struct marker *m, const struct requirement *one,
                             const struct value *value)
{
    for (size_t i = 0; i < one->argument->size; i++) {
        const struct value *member =
            value_find_slice(value, one->argument->as.members[i].key);
        if (member != NULL && !value_is_object(member) &&
            !value_is_array(member) && !may_be(m, one->as.many[i], member))
            return false;
    }
    return true;
}

static bool may_be_all(struct marker *m, const struct requirement *one,
                       const struct value *value)
{
    size_t i = 0;
    while (i < one->argument->size && may_be(m, one->as.many[i], value))
        i++;
    return i == one->argument->size;
}

static bool may_meet(struct marker *m, const struct requirement *one,
                     const struct value *value)
{
    switch (one->keyword->name) {
    case KEYWORD_TYPE:
        return may_have_type(one->argument, value);
    case KEYWORD_CONST:
        return may_equal(one->argument, value);
    case KEYWORD_ENUM:
        return may_be_among(one->argument, value);
    case KEYWORD_REQUIRED:
        return has_all(one->argument, value);
    case KEYWORD_PROPERTIES:
        return may_have_members(m, one, value);
    case KEYWORD_REF:
    case KEYWORD_DYNAMIC_REF:
        return may_be(m, one->as.one, value);
    case KEYWORD_ALL_OF:
        return may_be_all(m, one, value);
    default:
        return true;
    }
}

/* True where it is not known. */
static bool may_be(struct marker *m, const struct subschema *part,
                   const struct value *value)
{
    bool may = true;
    if (part == NULL || !spend(m, 1))
        return true;
    if (part->written->kind == VALUE_BOOLEAN)
        return part->written->as.boolean;
    m->depth++;
    for (size_t i = 0; may && i < part->count; i++)
        may = may_meet(m, &part->requirements[i], value);
    m->depth--;
    return may;
}

/* --- along the schema ----------------------------------------------------- */

static void look(struct marker *m, const struct subschema *part,
                 const struct value *value);

static void note(struct marker *m, const struct requirement *one,
                 const struct value *value)
{
    struct slice type = value_text(one->argument);
    struct slice name = slice_trim(
        slice_sub(type, 0, slice_find_char(type, 0, ';'))); /* parameters */
    struct markings *found = m->found;
    if (!value_is_string(value) || !slice_equal_nocase(name, SLICE(MEDIA_TYPE)))
        return;
    found->items = arena_grow(m->arena, found->items, found->count,
                              &found->capacity, sizeof *found->items);
    found->items[found->count++] = value;
}

static void look_at_forms(struct marker *m, const struct requirement *one,
                          const struct value *value)
{
    bool is_choice = one->keyword->name != KEYWORD_ALL_OF;
    for (size_t i = 0; i < one->argument->size; i++) {
        if (!is_choice || may_be(m, one->as.many[i], value))
            look(m, one->as.many[i], value);
    }
}

static void look_at_branch(struct marker *m, const struct requirement *one,
                           const struct value *value)
{
    const struct requirement *branch = requirement_beside(
        one, may_be(m, one->as.one, value) ? KEYWORD_THEN : KEYWORD_ELSE);
    if (branch != NULL)
        look(m, branch->as.one, value);
}

/* properties, and dependentSchemas, which are about the object itself. */
static void look_at_members(struct marker *m, const struct requirement *one,
                            const struct value *value)
{
    bool are_own = one->keyword->name == KEYWORD_PROPERTIES;
    for (size_t i = 0; i < one->argument->size && spend(m, 1); i++) {
        const struct value *member =
            value_find_slice(value, one->argument->as.members[i].key);
        if (member != NULL)
            look(m, one->as.many[i], are_own ? member : value);
    }
}

static bool matches(struct marker *m, const struct pattern *pattern,
                    struct slice key)
{
    size_t steps =
        m->effort < MARKINGS_MAX_EFFORT ? MARKINGS_MAX_EFFORT - m->effort : 0;
    bool is_match = pattern != NULL &&
                    pattern_match(pattern, key, &steps) == PATTERN_MATCHES;
    (void)spend(m, steps);
    return is_match;
}

/* Whether the key matches any of the patterns. Looks into the member by those
 * that it matches, unless that is all the caller asks. */
static bool look_by_patterns(struct marker *m, const struct requirement *one,
                             const struct member *member, bool only_asks)
{
    bool is_any = false;
    for (size_t i = 0; one != NULL && i < one->argument->size; i++) {
        if (!matches(m, one->patterns[i], member->key))
            continue;
        is_any = true;
        if (!only_asks)
            look(m, one->as.many[i], &member->value);
    }
    return is_any;
}

static void look_at_patterns(struct marker *m, const struct requirement *one,
                             const struct value *value)
{
    for (size_t i = 0; i < value->size && spend(m, 1); i++)
        (void)look_by_patterns(m, one, &value->as.members[i], false);
}

static void look_at_others(struct marker *m, const struct requirement *one,
                           const struct value *value)
{
    const struct requirement *named =
        requirement_beside(one, KEYWORD_PROPERTIES);
    const struct requirement *patterns =
        requirement_beside(one, KEYWORD_PATTERN_PROPERTIES);
    for (size_t i = 0; i < value->size && spend(m, 1); i++) {
        const struct member *member = &value->as.members[i];
        if ((named != NULL &&
             value_find_slice(named->argument, member->key) != NULL) ||
            look_by_patterns(m, patterns, member, true))
            continue;
        look(m, one->as.one, &member->value);
    }
}

static void look_at_first_items(struct marker *m, const struct requirement *one,
                                const struct value *value)
{
    for (size_t i = 0; i < one->argument->size && i < value->size; i++)
        look(m, one->as.many[i], &value->as.items[i]);
}

static void look_at_items(struct marker *m, const struct requirement *one,
                          const struct value *value)
{
    const struct requirement *first =
        requirement_beside(one, KEYWORD_PREFIX_ITEMS);
    for (size_t i = first != NULL ? first->argument->size : 0; i < value->size;
         i++)
        look(m, one->as.one, &value->as.items[i]);
}

static void look_at_reference(struct marker *m, const struct requirement *one,
                              const struct value *value)
{
    look(m, one->as.one, value);
}

static const struct {
    void (*look)(struct marker *m, const struct requirement *one,
                 const struct value *value);
    enum value_kind kind; /* that it is about; VALUE_NULL: any */
} lookers[KEYWORD_COUNT] = {
    [KEYWORD_REF] = {look_at_reference, VALUE_NULL},
    [KEYWORD_DYNAMIC_REF] = {look_at_reference, VALUE_NULL},
    [KEYWORD_ALL_OF] = {look_at_forms, VALUE_NULL},
    [KEYWORD_ANY_OF] = {look_at_forms, VALUE_NULL},
    [KEYWORD_ONE_OF] = {look_at_forms, VALUE_NULL},
    [KEYWORD_IF] = {look_at_branch, VALUE_NULL},
    [KEYWORD_DEPENDENT_SCHEMAS] = {look_at_members, VALUE_OBJECT},
    [KEYWORD_PROPERTIES] = {look_at_members, VALUE_OBJECT},
    [KEYWORD_PATTERN_PROPERTIES] = {look_at_patterns, VALUE_OBJECT},
    [KEYWORD_ADDITIONAL_PROPERTIES] = {look_at_others, VALUE_OBJECT},
    [KEYWORD_PREFIX_ITEMS] = {look_at_first_items, VALUE_ARRAY},
    [KEYWORD_ITEMS] = {look_at_items, VALUE_ARRAY},
    [KEYWORD_CONTENT_MEDIA_TYPE] = {note, VALUE_STRING},
};

static void look(struct marker *m, const struct subschema *part,
                 const struct value *value)
{
    if (part == NULL || part->written->kind == VALUE_BOOLEAN || !spend(m, 1))
        return;
    m->depth++;
    for (size_t i = 0; i < part->count; i++) {
        const struct requirement *one = &part->requirements[i];
        enum keyword_name name = one->keyword->name;
        if (lookers[name].look != NULL &&
            (lookers[name].kind == VALUE_NULL ||
             lookers[name].kind == (enum value_kind)value->kind))
            lookers[name].look(m, one, value);
    }
    m->depth--;
}

static int by_address(const void *left, const void *right)
{
    const struct value *a = *(const struct value *const *)left;
    const struct value *b = *(const struct value *const *)right;
    return (a > b) - (a < b);
}

void markings_find(const struct subschema *schema, const struct value *value,
                   struct arena *arena, struct markings *ret_markings)
{
    struct marker m = {.arena = arena, .found = ret_markings};
    *ret_markings = (struct markings){0};
    look(&m, schema, value);
    if (ret_markings->count > 0)
        qsort(ret_markings->items, ret_markings->count,
              sizeof *ret_markings->items, by_address);
}

bool markings_have(const struct markings *markings, const struct value *value)
{
    return markings->count > 0 &&
           bsearch(&value, markings->items, markings->count,
                   sizeof *markings->items, by_address) != NULL;
}
