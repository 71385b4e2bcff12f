/* facets.h - how many documents of a result have each value of a field. */
#ifndef REPRESENT_FACETS_H
#define REPRESENT_FACETS_H

#include "query/page.h"

#define FACET_MAX_VALUES 1000 /* told of one field, the most frequent first */

/* Writes "facets":{...} into an object that is open; nothing where the query
 * asks for none. `path` is that of the list, for the addresses of the values.
 * A field with more values than are told becomes a warning of the query, in
 * `arena`. */
void facets_write(struct str *out, struct query *query, const struct page *page,
                  struct slice path, struct arena *arena);

#endif
