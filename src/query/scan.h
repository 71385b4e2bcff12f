/* scan.h - conditions that are checked against many documents at once. Private
 * to this room. */
#ifndef QUERY_SCAN_H
#define QUERY_SCAN_H

#include "query/condition.h"

/* Finds out for each value of the condition's field, and of those within a
 * group, whether it meets the condition, if `count` documents of that
 * collection are enough to make it worth while. */
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

#endif
