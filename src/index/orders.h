/* orders.h - builds the orders of lists. Private to this room. */
#ifndef INDEX_ORDERS_H
#define INDEX_ORDERS_H

#include "index/order.h"

/* Fills by[], ranks, previous and next from collection->all. `rule` is the
 * operator's setting for the collection's default order, or NULL. */
void orders_make(struct collection *collection,
                 const struct collection_policy *rule, struct arena *arena);

/* Makes those that come before and after a document in the menu of its
 * generator its neighbours, where the menu decides that. Call it after
 * orders_make(). */
void orders_follow_menu(const struct snapshot *snapshot,
                        struct collection *collection);

/* Adds the documents that are in the list of all, some of which are in no other
 * list, in the default order of the collection. Call it after orders_make(). */
void orders_list_routes(const struct collection *collection,
                        struct list *routes, struct arena *arena);

#endif
