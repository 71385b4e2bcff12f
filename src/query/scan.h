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

/* Whether one value meets what the condition asks of any. */
bool condition_meets(const struct condition *condition,
                     const struct datum *datum);

#endif
