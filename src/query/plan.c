/* plan.c - finds how little of a list has to be looked at.
 *
 *     tags=go & date:gte=2024 & title:contains=x
 *        |           |               \-> checked for each remaining entry
 *        |           \-> by[DATE], between two binary searches: 4000
 *        \-> postings of "go": 120, of these in that range 40   <- begin here
 *
 * An index answers a condition with its entries in the order of the list, so
 * the usual filter, one value of one field, is an array that already exists. In
 * a list by date, a range of dates is a part of that array. Of several such
 * conditions the one with the shortest list is taken and the others are checked
 * entry by entry: merging lists would save little where a check costs tens of
 * nanoseconds.
 *
 * Entries know their place in each order of their collection, so sets of them
 * are merged and sorted with one bit for each place. */
#include "query/plan.h"

#include "index/column.h"
#include "query/bits.h"
#include "query/scan.h"

#include <string.h>

#define MAX_POSTINGS 256 /* whose union a condition may be */

/* The postings whose union is a condition. */
struct posting_set {
    const struct posting *items[MAX_POSTINGS];
    size_t count;
    bool has_too_many;
};

static void add_posting(struct posting_set *found,
                        const struct posting *posting)
{
    if (posting == NULL)
        return;
    for (size_t i = 0; i < found->count; i++) {
        if (found->items[i] == posting)
            return;
    }
    if (found->count == MAX_POSTINGS) {
        found->has_too_many = true;
        return;
    }
    found->items[found->count++] = posting;
}

static void add_slug(struct posting_set *found, const struct column *column,
                     struct slice slug)
{
    for (const struct posting *next = column_find_slug(column, slug);
         next != NULL && !found->has_too_many; next = next->same_slug)
        add_posting(found, next);
}

/* Adds every posting whose value condition_holds() would call equal. */
static void add_operand(struct posting_set *found, const struct column *column,
                        const struct operand *operand)
{
    if ((operand->types & FIELD_BOOLEAN) != 0)
        add_posting(found, column_find_boolean(column, operand->boolean));
    if ((operand->types & FIELD_NUMBER) != 0)
        add_posting(found, column_find_number(column, operand->number));
    if ((operand->types & FIELD_TEXT) != 0)
        add_posting(found, column_find_text(column, operand->text));
    if ((operand->types & FIELD_RELATION) == 0)
        return;
    add_slug(found, column, operand->text);
    if (operand->slug.size > 0)
        add_slug(found, column, operand->slug);
    for (const struct posting *next = column_find_name(column, operand->folded);
         next != NULL && !found->has_too_many; next = next->same_name)
        add_posting(found, next);
}

static void add_ranks(uint64_t *words, const struct list *list,
                      enum order order)
{
    for (size_t i = 0; i < list->count; i++)
        bits_set(words, list->items[i]->ranks[order]);
}

/* The entries of `all`, a whole collection in some order, whose bit is set. */
static struct list list_of_ranks(const uint64_t *words, const struct list *all,
                                 struct arena *arena)
{
    size_t word_count = bits_word_count(all->count), count = 0;
    for (size_t i = 0; i < word_count; i++)
        count += (size_t)__builtin_popcountll(words[i]);
    struct list list = {arena_alloc(arena, count, sizeof *list.items), 0,
                        count};
    for (size_t i = 0; i < word_count; i++) {
        for (uint64_t word = words[i]; word != 0; word &= word - 1)
            list.items[list.count++] =
                all->items[i * WORD_BITS + (size_t)__builtin_ctzll(word)];
    }
    return list;
}

struct list list_in_order(const struct list *list,
                          const struct collection *collection, enum order order,
                          struct arena *arena)
{
    const struct list *all = &collection->by[order];
    uint64_t *words =
        arena_alloc(arena, bits_word_count(all->count), sizeof *words);
    add_ranks(words, list, order);
    return list_of_ranks(words, all, arena);
}

static bool is_looked_up(const struct condition *condition)
{
    if (condition->kind != CONDITION_FIELD)
        return false;
    return condition->op == OP_EQ || condition->op == OP_IN ||
           (condition->op == OP_ALL && condition->operand_count == 1);
}

/* The entries that meet the condition, in the default order; false if no index
 * knows. */
static bool look_up(const struct condition *condition,
                    const struct list_scope *scope, struct arena *arena,
                    struct list *ret_list)
{
    const struct column *column =
        is_looked_up(condition)
            ? snapshot_postings(scope->snapshot, scope->whole,
                                &condition->field)
            : NULL;
    if (column == NULL)
        return false;

    struct posting_set found;
    found.count = 0;
    found.has_too_many = false;
    for (size_t i = 0; i < condition->operand_count; i++)
        add_operand(&found, column, &condition->operands[i]);
    if (found.has_too_many || (found.count > 1 && scope->whole == NULL))
        return false;
    if (found.count <= 1) {
        *ret_list = found.count == 1 ? found.items[0]->list : (struct list){0};
        return true;
    }
    const struct list *all = &scope->whole->by[ORDER_DEFAULT];
    uint64_t *words =
        arena_alloc(arena, bits_word_count(all->count), sizeof *words);
    for (size_t i = 0; i < found.count; i++)
        add_ranks(words, &found.items[i]->list, ORDER_DEFAULT);
    *ret_list = list_of_ranks(words, all, arena);
    return true;
}

/* Whether it is about an interval of the date that lists are sorted by. */
static bool is_date_range(const struct condition *condition)
{
    if (condition->kind != CONDITION_FIELD || condition->field.count != 1 ||
        condition->field.is_written || !slice_is(condition->path, "date"))
        return false;
    return condition->op == OP_EQ ? condition->operand_count == 1
                                  : op_info(condition->op)->is_order;
}

/* The first place whose date is at or after `ms`; undated entries come last. */
static size_t first_from(const struct list *oldest_first, int64_t ms)
{
    size_t low = 0, high = oldest_first->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct entry *entry = oldest_first->items[middle];
        bool is_before = entry->source != NULL && entry->meta->date != NULL &&
                         entry->meta->date->instant_ms < ms;
        if (is_before)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* All date conditions together: places in by[ORDER_DATE], from the oldest on.
 * In the other direction the dated entries are the same range, counted from
 * their end. */
struct date_range {
    bool exists; /* there are such conditions */
    size_t from, to;
    size_t dated; /* entries in the whole collection */
};

static void narrow(struct date_range *range, const struct list *oldest_first,
                   const struct condition *condition)
{
    const struct operand *operand = &condition->operands[0];
    size_t before = first_from(oldest_first, operand->from_ms);
    size_t after = first_from(oldest_first, operand->to_ms);
    size_t from = 0, to = range->to;
    switch (condition->op) {
    case OP_GT:
        from = after;
        break;
    case OP_GTE:
        from = before;
        break;
    case OP_LT:
        to = before;
        break;
    case OP_LTE:
        to = after;
        break;
    default:
        from = before;
        to = after;
        break;
    }
    range->from = from > range->from ? from : range->from;
    range->to = to < range->to ? to : range->to;
}

static struct date_range find_range(const struct query *query,
                                    const struct collection *whole)
{
    struct date_range range = {0};
    if (whole == NULL)
        return range;
    const struct list *oldest_first = &whole->by[ORDER_DATE];
    range.dated = range.to = first_from(oldest_first, INT64_MAX);
    for (size_t i = 0; i < query->where->part_count; i++) {
        if (!is_date_range(query->where->parts[i]))
            continue;
        narrow(&range, oldest_first, query->where->parts[i]);
        range.exists = true;
    }
    if (range.from > range.to)
        range.from = range.to;
    return range;
}

static struct list list_of_range(const struct collection *whole,
                                 const struct date_range *range,
                                 enum order order)
{
    size_t from = order == ORDER_DATE ? range->from : range->dated - range->to;
    return (struct list){whole->by[order].items + from, range->to - range->from,
                         0};
}

/* Whether the range is a part of the default order. */
static bool may_clip(const struct date_range *range,
                     const struct collection *whole)
{
    return range->exists && collection_is_by_date(whole);
}

/* The index in a list in the default order of the first entry whose place in
 * that order is `rank` or later. */
static size_t first_ranked(const struct list *list, size_t rank)
{
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list->items[middle]->ranks[ORDER_DEFAULT] < rank)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct list clip(const struct list *list, const struct date_range *range)
{
    size_t from = first_ranked(list, range->dated - range->to);
    size_t to = first_ranked(list, range->dated - range->from);
    if (from == to)
        return (struct list){0};
    return (struct list){list->items + from, to - from, 0};
}

/* Cheap checks come first. */
static unsigned cost_of(const struct condition *condition)
{
    if (condition->kind != CONDITION_FIELD)
        return 2;
    if (!op_info(condition->op)->is_text)
        return condition->field.is_list ? 1 : 0;
    return (condition->field.uses & USE_SORT) != 0 ? 3 : 4; /* long texts */
}

static void add_check(struct plan *plan, const struct condition *condition)
{
    size_t at = plan->check_count++;
    for (; at > 0 && cost_of(plan->checks[at - 1]) > cost_of(condition); at--)
        plan->checks[at] = plan->checks[at - 1];
    plan->checks[at] = condition;
}

/* Begins with the shortest list of an index, if that is shorter than what there
 * is to look at now; returns the condition that it answers, or NULL. */
static const struct condition *begin_with_index(struct plan *plan,
                                                const struct date_range *range)
{
    const struct list_scope *scope = &plan->scope;
    const struct condition *where = plan->query->where, *met = NULL;
    bool is_indexed = scope->whole != NULL || scope->is_everything;
    for (size_t i = 0; is_indexed && i < where->part_count; i++) {
        const struct condition *part = where->parts[i];
        struct list list;
        if (!look_up(part, scope, plan->arena, &list))
            continue;
        if (may_clip(range, scope->whole))
            list = clip(&list, range);
        if ((met != NULL || range->exists) && list.count >= plan->list.count)
            continue;
        plan->list = list;
        plan->order = scope->whole != NULL ? ORDER_DEFAULT : ORDER_COUNT;
        met = part;
    }
    return met;
}

/* Adds the conditions that the list does not already answer. */
static void add_checks(struct plan *plan, bool is_in_range,
                       const struct condition *met)
{
    const struct query *query = plan->query;
    size_t count = query->where->part_count;
    plan->checks = arena_alloc(plan->arena, count, sizeof *plan->checks);
    for (size_t i = 0; i < count; i++) {
        struct condition *part = query->where->parts[i];
        if (part == met || (is_in_range && is_date_range(part)))
            continue;
        if (query->collection != NULL)
            condition_prepare(part, query->collection, plan->list.count,
                              plan->arena);
        add_check(plan, part);
    }
}

void plan_find_list(struct plan *plan)
{
    const struct query *query = plan->query;
    const struct collection *whole = plan->scope.whole;
    bool has_ready = whole != NULL && plan->wanted != ORDER_COUNT;
    plan->list = has_ready ? whole->by[plan->wanted] : *plan->scope.list;
    plan->order = has_ready ? plan->wanted : ORDER_COUNT;
    if (query->where == NULL || query->where->part_count == 0)
        return;

    struct date_range range = find_range(query, whole);
    if (range.exists) {
        enum order by_date =
            plan->wanted == ORDER_DATE ? ORDER_DATE : ORDER_DATE_DOWN;
        plan->list = list_of_range(whole, &range, by_date);
        plan->order = by_date == ORDER_DATE_DOWN && collection_is_by_date(whole)
                          ? ORDER_DEFAULT
                          : by_date;
    }
    const struct condition *met = begin_with_index(plan, &range);
    add_checks(plan, range.exists && (met == NULL || may_clip(&range, whole)),
               met);
}
