/* evaluate.h - one condition and one document, or one value. Private to this
 * room. */
#ifndef QUERY_EVALUATE_H
#define QUERY_EVALUATE_H

#include "query/bits.h"
#include "query/condition.h"

/* Whether one value of the field meets the condition. */
bool condition_meets(const struct condition *condition,
                     const struct datum *datum);

/* Whether the document at that place of the collection meets the condition,
 * which has a column; see scan.h. */
static inline bool condition_has_bit(const struct condition *condition,
                                     size_t place)
{
    const struct column *column = condition->column;
    bool has = false;
    for (size_t i = column->starts[place];
         i < column->starts[place + 1] && !has; i++)
        has = bits_has(condition->bits, column->ids[i]);
    return has != condition->is_negative;
}

#endif
