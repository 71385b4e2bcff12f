/* operators.h - operators in the names of conditions. Private to this room. */
#ifndef QUERY_OPERATORS_H
#define QUERY_OPERATORS_H

#include "query/condition.h"

/* The operator that is one edit away, or OP_COUNT. */
enum op op_nearest(struct slice name);

/* "eq, ne, ... or exists" */
struct slice op_names(struct arena *arena);

/* The index of the last colon, or name.size. */
size_t name_last_colon(struct slice name);

/* Whether an operator follows the last colon, with `or_nearly` also a
 * misspelled one or nothing at all. */
bool name_has_operator(struct slice name, bool or_nearly);

/* "and", "or", "not"; false for anything else. */
bool condition_kind_find(struct slice name, enum condition_kind *ret_kind);

#endif
