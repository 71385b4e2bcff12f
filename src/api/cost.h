/* cost.h - what it takes to write documents in a shape of their own. Private to
 * this room. */
#ifndef API_COST_H
#define API_COST_H

#include "query/query.h"

/* Estimates; both may be off by a factor. */
struct cost {
    size_t effort; /* in the units of plan_effort() */
    size_t bytes;
    bool has_relations; /* documents within documents are written too */
    bool has_parsing;   /* bodies are parsed again */
    bool has_marks;     /* bodies are looked through for words */
};

struct cost cost_of_shape(const struct query *query, struct entry *const *items,
                          size_t count);

/* Of making one section of a document. */
struct cost cost_of_section(const struct entry *entry);

#endif
