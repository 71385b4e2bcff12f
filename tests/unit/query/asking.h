/* asking.h - a query asked of a small site, as the tests of its parts do it:
 * parsed, bound and selected. */
#ifndef TESTS_UNIT_QUERY_ASKING_H
#define TESTS_UNIT_QUERY_ASKING_H

#include "content.h"
#include "query/page.h"
#include "query/view.h"

#define EVERYTHING                                                             \
    (ACCEPTS_LIST | ACCEPTS_RECENT | ACCEPTS_SHAPE | ACCEPTS_ENVELOPE |        \
     ACCEPTS_PLAIN)

/* "posts", or NULL for everything. */
static inline const struct collection *named(const struct snapshot *snapshot,
                                             const char *collection)
{
    return collection != NULL
               ? snapshot_find_collection(snapshot, slice_of(collection))
               : NULL;
}

/* False if parsing or binding found a fault. */
static inline bool ask(const struct snapshot *snapshot, const char *collection,
                       const char *text, struct arena *arena,
                       struct query *ret_query)
{
    const struct arguments arguments = arguments_split(slice_of(text), arena);
    const struct query_options options = {
        .accepts = EVERYTHING,
        .default_limit = 20,
        .max_limit = snapshot->policy.max_page_size,
        .max_unpaged = snapshot->policy.max_unpaged,
    };
    bool is_read = query_parse(&arguments, &options, arena, ret_query);
    bool is_bound = query_bind(ret_query, snapshot, named(snapshot, collection),
                               NOW_MS, arena);
    return is_read && is_bound;
}

static inline bool query_page(struct query *query,
                              const struct snapshot *snapshot,
                              const struct list *list,
                              const struct collection *whole,
                              struct arena *arena, struct page *ret_page)
{
    struct plan *plan;
    return query_plan(query, snapshot, list, whole, arena, &plan) &&
           query_select(plan, ret_page);
}

/* The page of that query; the query must be without a fault. */
static inline struct page select_page(const struct snapshot *snapshot,
                                      const char *collection,
                                      struct query *query, struct arena *arena)
{
    const struct collection *whole = named(snapshot, collection);
    struct page page = {0};
    assert_true(query_page(query, snapshot,
                           whole != NULL ? &whole->by[ORDER_DEFAULT]
                                         : &snapshot->routes,
                           whole, arena, &page));
    return page;
}

/* The slugs of the whole result, "a b c". */
static inline const char *result_of(const struct snapshot *snapshot,
                                    const char *collection, const char *text,
                                    char *ret_text, size_t size)
{
    struct arena arena = {0};
    struct query query;
    bool ok = ask(snapshot, collection, text, &arena, &query);
    if (!ok)
        print_message("%s: %.*s\n", text, SLICE_FMT(query.errors[0].detail));
    assert_true(ok);
    struct page page = select_page(snapshot, collection, &query, &arena);
    (void)slugs_of(&page.all, ret_text, size);
    arena_release(&arena);
    return ret_text;
}

#define assert_result(snapshot, collection, text, wanted)                      \
    do {                                                                       \
        char result_[1024];                                                    \
        assert_string_equal(                                                   \
            result_of(snapshot, collection, text, result_, sizeof result_),    \
            wanted);                                                           \
    } while (0)

#endif
