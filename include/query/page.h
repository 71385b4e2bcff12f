/* page.h - the documents that a query selects.
 *
 *     bound query + list --query_plan--> plan --query_select--> page
 *                                         |
 *                                   plan_effort: is that too much now?
 *
 * A plan is carried out by its caller's thread; the caller bounds how many
 * expensive ones run at a time. */
#ifndef QUERY_PAGE_H
#define QUERY_PAGE_H

#include "query/query.h"

struct plan; /* how a query will be answered; opaque, see plan.h */

struct page {
    struct entry **items;
    size_t count;               /* on this page */
    struct list all;            /* the whole result, in its order */
    unsigned pages;             /* 0 with a cursor */
    bool has_before, has_after; /* whether there is more on either side */
};

/* Finds the cheapest way to the documents of a bound query. `list` is in its
 * default order; `whole` is the collection that it is all of, or NULL. The plan
 * lies in `arena` and borrows all arguments. False if the cursor is invalid or
 * of another query; query->errors says so. */
bool query_plan(struct query *query, const struct snapshot *snapshot,
                const struct list *list, const struct collection *whole,
                struct arena *arena, struct plan **ret_plan) MUST_USE;

/* The time that carrying out the plan takes, facets included, in units of
 * about ten nanoseconds: see effort.c. */
size_t plan_effort(const struct plan *plan);

/* Carries out the plan, once. The arrays of the page lie in the snapshot or in
 * the arena of the plan. False if limit=all would be too much; query->errors
 * says so. */
bool query_select(struct plan *plan, struct page *ret_page) MUST_USE;

/* The position before or after an entry in the order of a query: an opaque
 * string for `cursor=`, valid in any later snapshot. */
struct slice query_cursor(struct query *query, const struct entry *entry,
                          bool is_backwards, struct arena *arena);

/* "?sort=-date&limit=3&page=2": all that the answer depends on, in the one
 * canonical order and without defaults; nothing at all if nothing is left.
 * `cursor` replaces the page if it is not SLICE_NONE. */
void query_append_canonical(const struct query *query, unsigned page,
                            struct slice cursor, struct str *out);

/* "?tags=go&locale=fr": the part of it that chooses the documents of the list,
 * without `status`; nothing if all are chosen. */
void query_append_selection(const struct query *query, struct str *out);

/* Appends what follows the address of a list, "?tags=go&day=2026-09": those of
 * its documents that also have `text` in the field, for whoever sees what the
 * query does. `selection` is that of query_append_selection(). */
void query_append_narrowed(const struct query *query, struct slice selection,
                           struct slice field, struct slice text,
                           struct str *out);

#endif
