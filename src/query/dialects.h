/* dialects.h - the words of other systems' queries. Private to this room. */
#ifndef QUERY_DIALECTS_H
#define QUERY_DIALECTS_H

#include "query/condition.h"

/* [], [0] */
bool is_index(struct slice key);
/* Names that only announce that conditions follow: "filter". */
bool is_wrapper(struct slice name);
/* "$or", "_or" and "or". */
bool is_group(struct slice key);

/* "$gte", "_gte" and "gte" are "gte". */
struct slice bare_key(struct slice key);

/* Our operator for "$notIn", "greater_than"; false if it is none. */
bool dialect_op(struct slice key, enum op *ret_op);

/* Our name of page[size], pagination[page]; NULL if it is none. */
const char *dialect_paging(struct slice base, struct slice key);

/* "-" for desc and -1, "" for asc and 1; NULL for any other. */
const char *dialect_sign(struct slice direction);

#endif
