/* orders.h - builds the orders of lists. Private to this room. */
#ifndef INDEX_ORDERS_H
#define INDEX_ORDERS_H

#include "index/order.h"

/* Fills by[], ranks, previous and next from collection->all. `rule` is the
 * operator's setting for the collection's default order, or NULL. */
void orders_make(struct collection *collection,
                 const struct collection_policy *rule, struct arena *arena);

#endif
