/* index.h - the orders that lists come in. Private to this room. */
#ifndef STORE_INDEX_H
#define STORE_INDEX_H

#include "store/order.h"

/* Sorts `entries` from the oldest on, undated last, then by path: the order in
 * which documents may choose their slugs. */
void sort_by_seniority(struct entry **entries, size_t count);

/* Fills by[], ranks, previous and next from collection->all. `rule` is what is
 * said of the collection's default order, or NULL. */
void index_collection(struct collection *collection,
                      const struct collection_policy *rule,
                      struct arena *arena);

#endif
