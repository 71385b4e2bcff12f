/* orders.c - every order a list can have, made once per snapshot.
 *
 *     by[DATE_DOWN]   e4 e1 e3 | e2     | undated come last both ways
 *     by[DATE]        e3 e1 e4 | e2
 *
 * A request for a page of a collection then costs as much as the page, not the
 * collection. Ties are broken by path, always in the same direction, so that no
 * order depends on how the disk lists its files. All orders are rebuilt after
 * every edit, so a reversed order is made by reading another one backwards. */
#include "index/orders.h"

#include "base/collate.h"
#include "base/mem.h"
#include "index/menu_tree.h"
#include "index/order_keys.h"
#include "index/sort_value.h"

#include <stdlib.h>
#include <string.h>

/* The listed entries of a collection, while its orders are made. */
struct sorting {
    struct collection *collection;
    struct order_key *keys;
    uint32_t (*ranks)[ORDER_COUNT]; /* by place */
    size_t count, weighed;          /* of the entries; of those with a weight */
};

static void append(const struct sorting *sorting, enum order order,
                   size_t start, size_t end)
{
    struct list *list = &sorting->collection->by[order];
    for (size_t i = start; i < end; i++) {
        const struct order_key *key = &sorting->keys[i];
        sorting->ranks[key->place][order] = (uint32_t)list->count;
        list->items[list->count++] = key->entry;
    }
}

static bool is_tie(const struct order_key *a, const struct order_key *b,
                   enum order order)
{
    if (order == ORDER_DATE_DOWN)
        return a->date == b->date;
    return a->title == b->title &&
           entry_compare(a->entry, b->entry, SORT_TITLE, false) == 0;
}

/* Reverses the keys before `end`, but keeps ties in their order. */
static void append_backwards(const struct sorting *sorting, enum order order,
                             size_t end)
{
    const struct order_key *keys = sorting->keys;
    while (end > 0) {
        size_t start = end - 1;
        while (start > 0 && is_tie(&keys[start - 1], &keys[end - 1], order))
            start--;
        append(sorting, order, start, end);
        end = start;
    }
}

static void order_by_date(const struct sorting *sorting)
{
    size_t dated = sorting->count;
    order_keys_sort(sorting->keys, sorting->count, &keys_by_date);
    while (dated > 0 && sorting->keys[dated - 1].date == ENTRY_UNDATED)
        dated--;
    sorting->collection->has_dates = dated > 0;
    append(sorting, ORDER_DATE, 0, sorting->count);
    append_backwards(sorting, ORDER_DATE_DOWN, dated);
    append(sorting, ORDER_DATE_DOWN, dated, sorting->count);
}

/* Call it after the order by date, because the default order mostly is its
 * reverse. */
static void order_by_default(const struct sorting *sorting)
{
    const struct collection *collection = sorting->collection;
    struct list *list = &sorting->collection->by[ORDER_DEFAULT];
    const struct list *newest = &collection->by[ORDER_DATE_DOWN];
    if (collection->has_weights || !collection->has_dates) {
        order_keys_sort(sorting->keys, sorting->count,
                        collection->has_weights ? &keys_by_weight
                                                : &keys_by_path);
        append(sorting, ORDER_DEFAULT, 0, sorting->count);
        return;
    }
    for (size_t i = 0; i < newest->count; i++)
        list->items[list->count++] = newest->items[i];
    for (size_t i = 0; i < sorting->count; i++)
        sorting->ranks[i][ORDER_DEFAULT] = sorting->ranks[i][ORDER_DATE_DOWN];
}

static void order_by_title(const struct sorting *sorting)
{
    order_keys_sort(sorting->keys, sorting->count, &keys_by_title);
    append(sorting, ORDER_TITLE, 0, sorting->count);
    append_backwards(sorting, ORDER_TITLE_DOWN, sorting->count);
}

static void link_pair(struct entry *first, struct entry *second,
                      bool newest_first)
{
    if (newest_first) {
        first->previous = second;
        second->next = first;
    } else {
        first->next = second;
        second->previous = first;
    }
}

/* `next` is the newer one, or the following one in an undated collection; in
 * the same language if there are several, and in the same menu. */
static void link_neighbours(const struct list *list, bool newest_first)
{
    struct map latest = {0};
    for (size_t i = 0; i < list->count; i++) {
        struct entry *entry = list->items[i], *before;
        if (entry->has_lang)
            before = map_put(
                &latest, entry->lang.size > 0 ? entry->lang : SLICE(""), entry);
        else
            before = i > 0 ? list->items[i - 1] : NULL;
        if (before != NULL && before->menu_spot.menu == entry->menu_spot.menu)
            link_pair(before, entry, newest_first);
    }
    map_release(&latest);
}

static int compare_slugs(const void *a, const void *b)
{
    return collate((*(struct entry *const *)a)->slug,
                   (*(struct entry *const *)b)->slug);
}

/* Entries without a file come after all files, by slug. */
static void rank_names(const struct list *all)
{
    struct entry **names = mem_alloc(all->count + 1, sizeof(struct entry *));
    size_t count = 0;
    for (size_t i = 0; i < all->count; i++) {
        if (all->items[i]->source == NULL)
            names[count++] = all->items[i];
    }
    if (count > 1)
        qsort(names, count, sizeof(struct entry *), compare_slugs);
    for (size_t i = 0; i < count; i++)
        names[i]->path_rank = NO_RANK / 2 + (uint32_t)i;
    free(names);
}

struct ruled {
    struct entry *entry;
    struct sort_value values[POLICY_MAX_SORT_FIELDS];
};

static int compare_ruled(const void *left, const void *right)
{
    const struct ruled *a = left, *b = right;
    const struct collection *collection = a->entry->collection;
    int order = 0;
    for (size_t i = 0; order == 0 && i < collection->sort_count; i++)
        order = sort_value_compare(&a->values[i], &b->values[i],
                                   collection->sort[i].is_down);
    return order != 0 ? order : entry_compare_paths(a->entry, b->entry);
}

static void order_by_rule(struct list *list)
{
    struct arena arena = {0};
    struct ruled *all = mem_alloc(list->count + 1, sizeof *all);
    for (size_t i = 0; i < list->count; i++) {
        all[i].entry = list->items[i];
        sort_values_of_rule(list->items[i], &arena, all[i].values);
    }
    if (list->count > 1)
        qsort(all, list->count, sizeof *all, compare_ruled);
    for (size_t i = 0; i < list->count; i++)
        list->items[i] = all[i].entry;
    free(all);
    arena_release(&arena);
}

static void rank_by_rule(const struct list *list)
{
    for (size_t i = 0; i < list->count; i++)
        list->items[i]->ranks[ORDER_DEFAULT] = (uint32_t)i;
}

static void keep_rule(struct collection *collection,
                      const struct collection_policy *rule, struct arena *arena)
{
    struct sort_rule *sort = arena_alloc(arena, rule->sort_count, sizeof *sort);
    for (size_t i = 0; i < rule->sort_count; i++)
        sort[i] = (struct sort_rule){arena_copy(arena, rule->sort[i].field),
                                     rule->sort[i].is_down};
    collection->sort = sort;
    collection->sort_count = rule->sort_count;
}

/* Whether time decides neighbours: in a collection with dates, unless it is
 * arranged by something else. A few documents with a weight are pinned to the
 * top of a list by time; most of them with one are an arrangement, as of a
 * manual. */
static bool are_neighbours_by_date(const struct sorting *sorting)
{
    const struct collection *collection = sorting->collection;
    for (size_t i = 0; i < collection->sort_count; i++) {
        if (slice_is(collection->sort[i].field, "date"))
            return true;
    }
    return collection->sort_count == 0 && collection->has_dates &&
           2 * sorting->weighed < sorting->count;
}

/* Returns the listed entries of collection->all. */
static struct sorting start_sorting(struct collection *collection)
{
    const struct list *all = &collection->all;
    struct sorting sorting = {
        .collection = collection,
        .keys = mem_alloc(all->count + 1, sizeof *sorting.keys),
        .ranks = mem_alloc(all->count + 1, sizeof *sorting.ranks),
    };
    for (size_t i = 0; i < all->count; i++) {
        struct entry *entry = all->items[i];
        if (!entry->is_listed)
            continue;
        sorting.weighed += entry->weight != 0 ? 1 : 0;
        sorting.keys[sorting.count] = order_key_of(entry, sorting.count);
        sorting.count++;
    }
    collection->has_weights = sorting.weighed > 0;
    return sorting;
}

/* Sets the ranks of each entry. */
static void end_sorting(struct sorting *sorting)
{
    uint32_t none[ORDER_COUNT];
    for (size_t order = 0; order < ORDER_COUNT; order++)
        none[order] = NO_RANK;
    const struct list *all = &sorting->collection->all;
    size_t place = 0;
    for (size_t i = 0; i < all->count; i++) {
        struct entry *entry = all->items[i];
        memcpy(entry->ranks, entry->is_listed ? sorting->ranks[place++] : none,
               sizeof none);
    }
    free(sorting->keys);
    free(sorting->ranks);
}

void orders_make(struct collection *collection,
                 const struct collection_policy *rule, struct arena *arena)
{
    rank_names(&collection->all);
    struct sorting sorting = start_sorting(collection);
    for (int order = 0; order < ORDER_COUNT; order++) {
        struct list *list = &collection->by[order];
        list->capacity = sorting.count;
        list->items = arena_alloc(arena, sorting.count, sizeof(struct entry *));
    }
    order_by_date(&sorting);
    order_by_title(&sorting);
    order_by_default(&sorting);
    end_sorting(&sorting);
    if (rule != NULL && rule->sort_count > 0) {
        keep_rule(collection, rule, arena);
        order_by_rule(&collection->by[ORDER_DEFAULT]);
        rank_by_rule(&collection->by[ORDER_DEFAULT]);
    }
    bool by_date = are_neighbours_by_date(&sorting);
    link_neighbours(&collection->by[by_date ? ORDER_DATE_DOWN : ORDER_DEFAULT],
                    by_date);
}

/* A document where the settings write the menu out. */
struct placed {
    struct entry *entry;
    size_t rank; /* in the menu of files */
};

static int compare_placed(const void *left, const void *right)
{
    const struct placed *a = left, *b = right;
    struct menu_spot one = a->entry->menu_spot, other = b->entry->menu_spot;
    if (one.menu != other.menu)
        return one.menu < other.menu ? -1 : 1;
    if (one.place != other.place)
        return one.place < other.place ? -1 : 1;
    return (a->rank > b->rank) - (a->rank < b->rank);
}

static void sort_by_places(struct list *list)
{
    struct placed *all = mem_alloc(list->count + 1, sizeof *all);
    for (size_t i = 0; i < list->count; i++)
        all[i] = (struct placed){list->items[i], i};
    if (list->count > 1)
        qsort(all, list->count, sizeof *all, compare_placed);
    for (size_t i = 0; i < list->count; i++)
        list->items[i] = all[i].entry;
    free(all);
}

void orders_follow_menu(const struct snapshot *snapshot,
                        struct collection *collection)
{
    struct arena arena = {0};
    struct list list = {0};
    const struct list *all = &collection->by[ORDER_DEFAULT];
    struct menu_tree tree = {
        .snapshot = snapshot, .collection = collection, .arena = &arena};
    if (!snapshot->menu_habits.decides_neighbours ||
        collection->sort_count > 0 || collection->has_dates)
        return;
    for (size_t i = 0; i < all->count; i++) {
        struct entry *entry = all->items[i];
        entry->next = entry->previous = NULL;
        if (entry->is_document && entry->menu_spot.place != MENU_NOWHERE &&
            menu_shows(entry))
            menu_tree_add(&tree, entry, entry->path_in_collection);
    }
    menu_tree_settle(&tree);
    menu_tree_list(&tree, &list, &arena);
    sort_by_places(&list);
    link_neighbours(&list, false);
    menu_tree_release(&tree);
    arena_release(&arena);
}

/* Returns the routes of the collection, in no order, and whether all of them
 * are listed. */
static struct list find_routes(const struct collection *collection,
                               bool *ret_are_listed)
{
    const struct list *all = &collection->all;
    struct list routes = {
        .items = mem_alloc(all->count + 1, sizeof(struct entry *))};
    *ret_are_listed = true;
    for (size_t i = 0; i < all->count; i++) {
        struct entry *entry = all->items[i];
        if (!entry->is_route || entry->source == NULL)
            continue;
        routes.items[routes.count++] = entry;
        *ret_are_listed &= entry->is_listed;
    }
    return routes;
}

static void order_routes(const struct collection *collection,
                         struct list *routes)
{
    struct order_key *keys = mem_alloc(routes->count + 1, sizeof *keys);
    for (size_t i = 0; i < routes->count; i++)
        keys[i] = order_key_of(routes->items[i], i);
    order_keys_sort(keys, routes->count, &keys_by_weight);
    for (size_t i = 0; i < routes->count; i++)
        routes->items[i] = keys[i].entry;
    free(keys);
    if (collection->sort_count > 0)
        order_by_rule(routes);
}

void orders_list_routes(const struct collection *collection,
                        struct list *routes, struct arena *arena)
{
    bool are_listed;
    struct list own = find_routes(collection, &are_listed);
    const struct list *list = &own;
    if (are_listed)
        list = &collection->by[ORDER_DEFAULT];
    else
        order_routes(collection, &own);
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i]->source != NULL)
            list_add(routes, arena, list->items[i]);
    }
    free(own.items);
}
