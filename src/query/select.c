/* select.c - selects the page of a list that a query names.
 *
 *     plan:  what may match, from an index if there is one
 *     check: the conditions that no index has answered, entry by entry
 *     sort:  only if the plan is not in the wanted order already
 *     page:  a slice of that, by number or from a cursor on
 *
 * The usual requests, an order over a whole collection and one value of one
 * field, take a slice of an array that the snapshot has ready and copy
 * nothing, however large the collection. */
#include "query/bits.h"
#include "query/cursor.h"
#include "query/plan.h"
#include "query/scan.h"
#include "query/view.h"

#include <string.h>

/* Whether documents are left out by other parameters than conditions. */
static bool leaves_out(const struct query *query)
{
    return query->exclude_count > 0 || query->statuses != 0 ||
           query->locale_count > 0 || query->found != NULL;
}

static bool is_excluded(const struct query *query, const struct entry *entry)
{
    if (!query_wants(query, entry))
        return true;
    for (size_t i = 0; i < query->exclude_count; i++) {
        if (slice_equal(query->exclude[i], entry->slug))
            return true;
    }
    return false;
}

static bool passes(const struct query *query, const struct plan *plan,
                   const struct entry *entry)
{
    if (query->found != NULL && sort_score(query, entry) <= 0)
        return false;
    for (size_t i = 0; i < plan->check_count; i++) {
        if (!condition_holds(plan->checks[i], entry))
            return false;
    }
    return !is_excluded(query, entry);
}

/* Of a whole collection whose checks are all prepared: only bits are looked at,
 * once to count and once to gather. */
static struct list gathered(const struct plan *plan)
{
    const struct list *all = &plan->list;
    const struct condition both = {
        .kind = CONDITION_AND,
        .parts = (struct condition **)plan->checks,
        .part_count = plan->check_count,
    };
    const uint64_t *words = condition_mark(&both, all->count, plan->arena);
    struct list kept = {0};
    for (size_t i = 0; i < all->count; i++)
        kept.count += bits_has(words, i) ? 1 : 0;
    kept.items = arena_alloc(plan->arena, kept.count, sizeof *kept.items);
    for (size_t i = 0, at = 0; at < kept.count; i++) {
        if (bits_has(words, i))
            kept.items[at++] = all->items[i];
    }
    return kept;
}

/* Whether no check has to look at a document, of which there are some. */
static bool is_prepared(const struct plan *plan)
{
    for (size_t i = 0; i < plan->check_count; i++) {
        if (!condition_is_prepared(plan->checks[i]))
            return false;
    }
    return plan->check_count > 0;
}

static struct list checked(const struct plan *plan)
{
    const struct query *query = plan->query;
    bool is_whole =
        query->collection != NULL && plan->list.count > 0 &&
        plan->list.items == query->collection->by[ORDER_DEFAULT].items;
    if (is_whole && !leaves_out(query) && is_prepared(plan))
        return gathered(plan);

    struct list kept = {.items = arena_alloc(plan->arena, plan->list.count,
                                             sizeof *kept.items)};
    for (size_t i = 0; i < plan->list.count; i++) {
        if (passes(query, plan, plan->list.items[i]))
            kept.items[kept.count++] = plan->list.items[i];
    }
    return kept;
}

static enum order newest_first(const struct collection *collection)
{
    return collection == NULL || collection_is_by_date(collection)
               ? ORDER_DEFAULT
               : ORDER_DATE_DOWN;
}

/* Those that match a text equally well stay in the default order. */
static bool needs_default_order(const struct query *query)
{
    return sorts_by_default(query) || sorts_by_relevance(query);
}

/* The order that every collection has ready, or ORDER_COUNT. */
static enum order ready_order(const struct query *query)
{
    if (query->is_random || query->sort_count > 1)
        return ORDER_COUNT;
    if (query->sort_count == 0)
        return ORDER_DEFAULT;
    if (query->sort[0].is_relevance)
        return ORDER_COUNT;
    bool is_down = query->sort[0].is_down;
    if (query->sort[0].field == SORT_DATE)
        return is_down ? newest_first(query->collection) : ORDER_DATE;
    if (query->sort[0].field == SORT_TITLE)
        return is_down ? ORDER_TITLE_DOWN : ORDER_TITLE;
    return ORDER_COUNT;
}

/* The list of everything lies collection by collection, each in its default
 * order; any other list is in one order. */
static size_t first_key(const struct plan *plan)
{
    return needs_default_order(plan->query) && !plan->scope.is_by_collection
               ? 1
               : 0;
}

static struct list find_in_order(const struct plan *plan)
{
    const struct query *query = plan->query;
    bool is_whole = plan->check_count == 0 && !leaves_out(query);

    if (plan->is_sorted && is_whole)
        return plan->list;
    if (!plan->is_sorted && plan->wanted != ORDER_COUNT &&
        plan->scope.whole != NULL) {
        struct list list = is_whole ? plan->list : checked(plan);
        return list_in_order(&list, plan->scope.whole, plan->wanted,
                             plan->arena);
    }
    struct list list = checked(plan); /* a copy, at least */
    if (!plan->is_sorted)
        sort_entries(query, first_key(plan), &list);
    return list;
}

static struct list find_matching(const struct plan *plan)
{
    struct list list = find_in_order(plan);
    if (sorts_by_relevance(plan->query))
        sort_by_score(plan->query, &list); /* what was found is a copy */
    return list;
}

/* The first entry after the position, or at it if that is backwards. */
static size_t place_of(const struct query *query, size_t first,
                       const struct list *list, const struct position *position)
{
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = cursor_compare(query, first, list->items[middle], position);
        if (order < 0 || (order == 0 && !position->is_backwards))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Up to `count` entries from `start` on. */
static void cut(struct page *page, size_t start, size_t count)
{
    size_t total = page->all.count;
    size_t rest = start < total ? total - start : 0;
    page->count = count < rest ? count : rest;
    page->items = page->count > 0 ? page->all.items + start : NULL;
    page->has_before = start > 0 && total > 0;
    page->has_after = page->count < rest;
}

static void cut_at_cursor(struct page *page, const struct plan *plan)
{
    const struct query *query = plan->query;
    const struct position *position = plan->position;
    size_t limit = query->is_limit_all ? page->all.count : query->limit;
    size_t place = place_of(query, first_key(plan), &page->all, position);
    if (!position->is_backwards)
        cut(page, place, limit);
    else if (place > limit)
        cut(page, place - limit, limit);
    else
        cut(page, 0, place);
}

/* By number; or the beginning of a walk by cursor, which has no numbers. */
static void cut_page(struct page *page, const struct query *query)
{
    size_t limit = query->is_limit_all ? page->all.count : query->limit;
    cut(page, (size_t)(query->page - 1) * limit, limit);
    if (limit > 0 && query->cursor.data == NULL)
        page->pages = (unsigned)((page->all.count + limit - 1) / limit);
}

/* With `lenient` the cursor is dropped and the answer is the first page. */
static bool refuse_cursor(struct query *query, struct arena *arena)
{
    query_add_error(query, arena, SLICE("cursor"), "invalid-cursor",
                    SLICE("This cursor is not valid here: a cursor belongs to "
                          "the list, filters and order it was made for. Start "
                          "again without one."));
    query->cursor = SLICE_NONE;
    return query_settle_errors(query, arena);
}

/* With `lenient` a page has the length it has by default. */
static bool refuse_all(struct query *query, size_t total, long maximum,
                       struct arena *arena)
{
    query_add_error(
        query, arena, SLICE("limit"), "limit-too-large",
        arena_printf(arena,
                     "There are %zu; limit=all returns at most %ld. Add "
                     ".ndjson to the path to get all of them as one stream.",
                     total, maximum))
        ->maximum = maximum;
    query->is_limit_all = false;
    return query_settle_errors(query, arena);
}

bool query_plan(struct query *query, const struct snapshot *snapshot,
                const struct list *list, const struct collection *whole,
                struct arena *arena, struct plan **ret_plan)
{
    struct plan *plan = arena_alloc(arena, 1, sizeof *plan);
    *plan = (struct plan){
        .query = query,
        .scope = {.snapshot = snapshot,
                  .list = list,
                  .whole = whole,
                  .is_everything = whole == NULL && list->count > 0 &&
                                   list->items == snapshot->routes.items,
                  .is_by_collection =
                      whole == NULL && list->count > 0 &&
                      (list->items == snapshot->routes.items ||
                       list->items == snapshot->everything.items)},
        .arena = arena,
        .wanted = ready_order(query),
    };
    if (query->cursor.size > 0) {
        plan->position = arena_alloc(arena, 1, sizeof *plan->position);
        if (!cursor_read(query, arena, plan->position)) {
            plan->position = NULL;
            if (!refuse_cursor(query, arena))
                return false;
        }
    }
    plan_find_list(plan);
    plan->is_sorted = plan->order == ORDER_COUNT ? needs_default_order(query)
                                                 : plan->order == plan->wanted;
    *ret_plan = plan;
    return true;
}

bool query_select(struct plan *plan, struct page *ret_page)
{
    struct query *query = plan->query;
    struct page page = {.all = find_matching(plan)};
    long max_unpaged = plan->scope.snapshot->policy.max_unpaged;
    if (query->is_limit_all && page.all.count > (size_t)max_unpaged &&
        !refuse_all(query, page.all.count, max_unpaged, plan->arena))
        return false;
    if (query->prefers_all && page.all.count <= (size_t)max_unpaged)
        query->limit = (unsigned)max_unpaged;
    if (plan->position != NULL)
        cut_at_cursor(&page, plan);
    else
        cut_page(&page, query);
    *ret_page = page;
    return true;
}
