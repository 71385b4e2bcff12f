/* select.c - the page of a list that a query asks for.
 *
 * The usual request, one order over a whole collection, finds its order ready
 * in the snapshot and takes a slice of it. Everything else copies the list of
 * pointers, drops what is excluded and sorts, with the path as the last word
 * always. */
#include "query/query.h"

#include <stdlib.h>
#include <string.h>

static bool is_excluded(const struct query *query, const struct entry *entry)
{
    for (size_t i = 0; i < query->exclude_count; i++) {
        if (slice_equal(query->exclude[i], entry->slug))
            return true;
    }
    return false;
}

static struct list without_excluded(const struct query *query,
                                    const struct list *list,
                                    struct arena *arena)
{
    struct list kept = {
        .items = arena_alloc(arena, list->count, sizeof *kept.items)};
    for (size_t i = 0; i < list->count; i++) {
        if (!is_excluded(query, list->items[i]))
            kept.items[kept.count++] = list->items[i];
    }
    return kept;
}

static int compare_by_query(const void *left, const void *right, void *context)
{
    const struct query *query = context;
    const struct entry *a = *(const struct entry *const *)left;
    const struct entry *b = *(const struct entry *const *)right;
    for (size_t i = 0; i < query->sort_count; i++) {
        int order =
            entry_compare(a, b, query->sort[i].field, query->sort[i].is_down);
        if (order != 0)
            return order;
    }
    return entry_compare_paths(a, b);
}

/* The order that the snapshot has ready for one key, or ORDER_COUNT. */
static enum order ready_order(const struct query *query)
{
    if (query->sort_count == 0)
        return ORDER_DEFAULT;
    if (query->sort_count > 1 || query->sort[0].field == SORT_POST_COUNT)
        return ORDER_COUNT;
    bool is_down = query->sort[0].is_down;
    if (query->sort[0].field == SORT_DATE)
        return is_down ? ORDER_DATE_DOWN : ORDER_DATE;
    return is_down ? ORDER_TITLE_DOWN : ORDER_TITLE;
}

static struct list in_order(const struct query *query, const struct list *list,
                            const struct collection *whole, struct arena *arena)
{
    enum order ready = ready_order(query);
    bool has_ready = whole != NULL && ready != ORDER_COUNT;
    bool is_sorted = ready == ORDER_DEFAULT || has_ready;
    if (has_ready && ready != ORDER_DEFAULT)
        list = &whole->by[ready];
    if (is_sorted && query->exclude_count == 0)
        return *list;

    struct list sorted = without_excluded(query, list, arena);
    if (!is_sorted && sorted.count > 1)
        qsort_r(sorted.items, sorted.count, sizeof *sorted.items,
                compare_by_query, (void *)query);
    return sorted;
}

struct page query_select(const struct query *query, const struct list *list,
                         const struct collection *whole, struct arena *arena)
{
    struct list sorted = in_order(query, list, whole, arena);
    struct page page = {.total = sorted.count};
    size_t start = (size_t)(query->page - 1) * query->limit;

    if (query->limit > 0)
        page.pages =
            (unsigned)((sorted.count + query->limit - 1) / query->limit);
    if (start < sorted.count) {
        page.items = sorted.items + start;
        page.count = sorted.count - start < query->limit ? sorted.count - start
                                                         : query->limit;
    }
    return page;
}
