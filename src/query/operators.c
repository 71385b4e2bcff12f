/* operators.c - the tables of operators and of groups.
 *
 * What follows the last colon of a name is an operator if there is one of that
 * name. Anything else is part of the name, as in "og:title", except what is so
 * near to an operator that it was meant as one. */
#include "query/operators.h"

#include "base/array.h"
#include "base/nearest.h"

static const struct op_info infos[OP_COUNT] = {
    [OP_EQ] = {.name = "eq",
               .explanation =
                   "equals the value; the default where there is no operator"},
    [OP_NE] = {.name = "ne",
               .is_negative = true,
               .explanation = "differs from the value, or is missing"},
    [OP_GT] = {.name = "gt",
               .is_order = true,
               .explanation = "is greater or later"},
    [OP_GTE] = {.name = "gte",
                .is_order = true,
                .explanation = "equals the value, or is greater or later"},
    [OP_LT] = {.name = "lt",
               .is_order = true,
               .explanation = "is less or earlier"},
    [OP_LTE] = {.name = "lte",
                .is_order = true,
                .explanation = "equals the value, or is less or earlier"},
    [OP_IN] = {.name = "in",
               .takes_list = true,
               .explanation = "is one of the values"},
    [OP_NIN] = {.name = "nin",
                .takes_list = true,
                .is_negative = true,
                .explanation = "is none of the values, or is missing"},
    [OP_ALL] = {.name = "all",
                .takes_list = true,
                .explanation = "is a list that has all of the values"},
    [OP_CONTAINS] = {.name = "contains",
                     .is_text = true,
                     .explanation = "contains the text, ignoring case"},
    [OP_STARTS_WITH] = {.name = "startsWith",
                        .is_text = true,
                        .explanation = "starts with the text, ignoring case"},
    [OP_ENDS_WITH] = {.name = "endsWith",
                      .is_text = true,
                      .explanation = "ends with the text, ignoring case"},
    [OP_EXISTS] = {.name = "exists",
                   .explanation = "is present (true) or missing (false)"},
};

static const char *const group_names[] = {
    [CONDITION_AND] = "and",
    [CONDITION_OR] = "or",
    [CONDITION_NOT] = "not",
};

const struct op_info *op_info(enum op op)
{
    return &infos[op];
}

bool op_find(struct slice name, enum op *ret_op)
{
    for (unsigned op = 0; op < OP_COUNT; op++) {
        if (slice_is(name, infos[op].name)) {
            *ret_op = (enum op)op;
            return true;
        }
    }
    return false;
}

enum op op_nearest(struct slice name)
{
    enum op found = OP_COUNT;
    struct nearest nearest = nearest_to(name);
    nearest.distance = 2; /* one edit, however short the name */
    for (unsigned op = 0; op < OP_COUNT; op++) {
        if (nearest_consider(&nearest, slice_of(infos[op].name)))
            found = (enum op)op;
    }
    return found;
}

struct slice op_names(struct arena *arena)
{
    struct slice names = SLICE("");
    for (unsigned op = 0; op < OP_COUNT; op++)
        names = arena_printf(arena, "%.*s%s%s", SLICE_FMT(names),
                             op == 0              ? ""
                             : op == OP_COUNT - 1 ? " or "
                                                  : ", ",
                             infos[op].name);
    return names;
}

size_t name_last_colon(struct slice name)
{
    for (size_t i = name.size; i > 0; i--) {
        if (name.data[i - 1] == ':')
            return i - 1;
    }
    return name.size;
}

bool name_has_operator(struct slice name, bool or_nearly)
{
    enum op op;
    size_t colon = name_last_colon(name);
    if (colon == name.size)
        return false;
    struct slice last = slice_from(name, colon + 1);
    return op_find(last, &op) ||
           (or_nearly && (last.size == 0 || op_nearest(last) != OP_COUNT));
}

bool condition_kind_find(struct slice name, enum condition_kind *ret_kind)
{
    for (unsigned kind = CONDITION_AND; kind < ARRAY_COUNT(group_names);
         kind++) {
        if (slice_is(name, group_names[kind])) {
            *ret_kind = (enum condition_kind)kind;
            return true;
        }
    }
    return false;
}

const char *condition_kind_name(enum condition_kind kind)
{
    return group_names[kind];
}
