/* scan.h - conditions that many documents are about to be held against.
 * Private to this room. */
#ifndef QUERY_SCAN_H
#define QUERY_SCAN_H

#include "query/query.h"

/* Finds out for each value of the condition's field, and of those within a
 * group, whether it meets the condition, where `count` documents of that
 * collection are to be looked at and that many make it worth while. */
void condition_prepare(struct condition *condition,
                       const struct collection *collection, size_t count,
                       struct arena *arena);

/* Whether it and all within it are prepared: then no document has to be looked
 * at. */
bool condition_is_prepared(const struct condition *condition);

/* One bit for each of the first `count` places of the collection's default
 * order: whether the document there meets the prepared condition. */
uint64_t *condition_mark(const struct condition *condition, size_t count,
                         struct arena *arena);

/* Whether the document at that place meets it, of a condition with a column. */
static inline bool condition_has_bit(const struct condition *condition,
                                     size_t place)
{
    const struct column *column = condition->column;
    bool has = false;
    for (size_t i = column->starts[place];
         i < column->starts[place + 1] && !has; i++) {
        uint32_t id = column->ids[i];
        has = (condition->bits[id / 64] >> id % 64 & 1) != 0;
    }
    return has != condition->is_negative;
}

/* Whether one value meets what the condition asks of any. */
bool condition_meets(const struct condition *condition,
                     const struct datum *datum);

#endif
