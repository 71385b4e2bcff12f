/* operators.c - the table of operators. */
#include "query/condition.h"

static const struct op_info infos[OP_COUNT] = {
    [OP_EQ] = {.name = "eq",
               .explanation = "is the value; also without an operator"},
    [OP_NE] = {.name = "ne",
               .is_negative = true,
               .explanation = "is not the value, or is not there"},
    [OP_GT] = {.name = "gt",
               .is_order = true,
               .explanation = "is more, or later"},
    [OP_GTE] = {.name = "gte",
                .is_order = true,
                .explanation = "is the value, or more, or later"},
    [OP_LT] = {.name = "lt",
               .is_order = true,
               .explanation = "is less, or earlier"},
    [OP_LTE] = {.name = "lte",
                .is_order = true,
                .explanation = "is the value, or less, or earlier"},
    [OP_IN] = {.name = "in",
               .takes_list = true,
               .explanation = "is one of the values"},
    [OP_NIN] = {.name = "nin",
                .takes_list = true,
                .is_negative = true,
                .explanation = "is none of the values, or is not there"},
    [OP_ALL] = {.name = "all",
                .takes_list = true,
                .explanation = "is a list that has each of the values"},
    [OP_CONTAINS] = {.name = "contains",
                     .is_text = true,
                     .explanation = "has the text in it, in any case"},
    [OP_STARTS_WITH] = {.name = "startsWith",
                        .is_text = true,
                        .explanation = "begins with the text, in any case"},
    [OP_ENDS_WITH] = {.name = "endsWith",
                      .is_text = true,
                      .explanation = "ends with the text, in any case"},
    [OP_EXISTS] = {.name = "exists",
                   .explanation = "is there (true) or is not (false)"},
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
