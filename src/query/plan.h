/* plan.h - the shortest way to the documents of a query. Private to this
 * room. */
#ifndef QUERY_PLAN_H
#define QUERY_PLAN_H

#include "query/page.h"

/* What a query selects from. */
struct list_scope {
    const struct snapshot *snapshot;
    const struct list *list;
    const struct collection *whole; /* that the list is all of, or NULL */
    bool is_everything;             /* the list is the snapshot's routes */
    bool is_by_collection;          /* documents of one come after another */
};

struct plan {
    struct query *query;
    struct list_scope scope;
    struct arena *arena;
    struct position *position; /* of the cursor; NULL: the page has a number */
    enum order wanted; /* of the result; ORDER_COUNT: none that is ready */

    /* Where to look: a part of the scope, in one of its orders. */
    struct list list;
    enum order order; /* of `list`; ORDER_COUNT: the scope's own */
    bool is_sorted;   /* that is the wanted one */
    const struct condition **checks; /* that its entries must still meet */
    size_t check_count;
};

/* Fills in where to look, for everything above it. */
void plan_find_list(struct plan *plan);

/* The same entries in another order of the collection that they are in. */
struct list list_in_order(const struct list *list,
                          const struct collection *collection, enum order order,
                          struct arena *arena);

#endif
