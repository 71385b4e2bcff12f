/* plan.h - the shortest way to the documents of a query. Private to this
 * room. */
#ifndef QUERY_PLAN_H
#define QUERY_PLAN_H

#include "query/query.h"

/* The list that a query is asked of. */
struct scope {
    const struct snapshot *snapshot;
    const struct list *list;
    const struct collection *whole; /* that the list is all of, or NULL */
    bool is_everything;             /* the list is every listed document */
};

/* Where to look: a part of the list, in one of its orders. */
struct plan {
    struct list list;
    enum order order; /* of `list`; ORDER_COUNT: the scope's own */
    const struct condition **checks; /* that its entries have yet to meet */
    size_t check_count;
};

/* `wanted` is the order that the answer is to have; ORDER_COUNT for one that
 * no collection has ready. */
struct plan plan_make(const struct query *query, const struct scope *scope,
                      enum order wanted, struct arena *arena);

/* What the plan takes to be carried out, facets included, in units of ten
 * nanoseconds or so. */
size_t plan_effort(const struct plan *plan, const struct query *query,
                   bool is_sorted);

/* The same entries in another order of the collection that they are in. */
struct list list_in_order(const struct list *list,
                          const struct collection *collection, enum order order,
                          struct arena *arena);

#endif
