/* facets.h - how many documents of a result have each value of a field. */
#ifndef REPRESENT_FACETS_H
#define REPRESENT_FACETS_H

#include "query/page.h"

#define FACET_MAX_VALUES 1000 /* of one field, the most frequent first */

/* Writes "facets":{...} into an open object; nothing if the query asks for no
 * facets. `path` is that of the list, for the addresses of the values. A field
 * with too many values adds a warning to the query, in `arena`. */
void facets_write(struct str *out, struct query *query, const struct page *page,
                  struct slice path, struct arena *arena);

#endif
