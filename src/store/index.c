/* index.c - every order a list can have, made once per snapshot.
 *
 *     by[DATE_DOWN]   e4 e1 e3 | e2     | undated come last both ways
 *     by[DATE]        e3 e1 e4 | e2
 *
 * A request for a page of a collection then costs the page, not the
 * collection. Path breaks every tie, in the same direction always, so that no
 * order ever depends on how the disk lists its files.
 *
 * All of it is made again after every edit, so entries are sorted by numbers,
 * without a comparison, and text is only looked at where these are equal. What
 * is needed backwards is read backwards. */
#include "store/index.h"

#include "base/mem.h"
#include "base/parallel.h"
#include "base/radix.h"
#include "store/ahead.h"
#include "store/collate.h"
#include "store/sort_value.h"

#include <stdlib.h>
#include <string.h>

/* What is listed beside documents and has no file sorts by its slug. */
struct slice entry_sort_path(const struct entry *entry)
{
    return entry->source != NULL ? entry->source->path : entry->slug;
}

static int compare_numbers(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

int entry_compare_paths(const struct entry *a, const struct entry *b)
{
    bool a_is_file = a->source != NULL, b_is_file = b->source != NULL;
    if (a_is_file || b_is_file)
        return compare_numbers(a->path_rank, b->path_rank);
    return path_compare(a->slug, b->slug);
}

/* `direction` is 1 for the oldest first, -1 for the newest. */
static int compare_dates(const struct entry *a, const struct entry *b,
                         int direction)
{
    bool x = a->sort_date == UNDATED, y = b->sort_date == UNDATED;
    if (x || y)
        return x - y; /* undated last, both ways */
    return direction * compare_numbers(a->sort_date, b->sort_date);
}

static struct slice sort_text(const struct entry *entry)
{
    return slice_sub(entry->sort_name, 0, SORT_MAX_BYTES);
}

int entry_compare(const struct entry *a, const struct entry *b,
                  enum sort_field field, bool is_down)
{
    int direction = is_down ? -1 : 1;
    switch (field) {
    case SORT_DATE:
        return compare_dates(a, b, direction);
    case SORT_TITLE:
        return direction * path_compare(sort_text(a), sort_text(b));
    case SORT_POST_COUNT:
        return direction * compare_numbers(a->posts.count, b->posts.count);
    case SORT_FIELD:
        break;
    }
    return 0;
}

/* What an entry is sorted by, side by side: thousands of entries are too much
 * memory to go through for each order. */
struct sort_key {
    uint64_t date, title; /* as far as a number says it */
    uint32_t path_rank;
    uint32_t place; /* among the listed entries of collection->all */
    struct entry *entry;
};

static struct sort_key key_of(struct entry *entry, size_t place)
{
    return (struct sort_key){
        .date = entry->sort_date,
        .title = entry->sort_number,
        .path_rank = entry->path_rank,
        .place = (uint32_t)place,
        .entry = entry,
    };
}

/* By a number first; `compare` tells apart what has the same. */
struct sort_way {
    uint64_t (*number)(const struct sort_key *key);
    int (*compare)(const void *left, const void *right);
};

static uint64_t path_number(const struct sort_key *key)
{
    return key->path_rank;
}

static int compare_paths(const void *left, const void *right)
{
    const struct sort_key *a = left, *b = right;
    return compare_numbers(a->path_rank, b->path_rank);
}

static uint64_t date_number(const struct sort_key *key)
{
    return key->date;
}

static uint64_t title_number(const struct sort_key *key)
{
    return key->title;
}

static int compare_titles(const void *left, const void *right)
{
    const struct sort_key *a = left, *b = right;
    int order = path_compare(sort_text(a->entry), sort_text(b->entry));
    return order != 0 ? order : compare_paths(a, b);
}

/* As Hugo lists the pages of a section: the lightest first, without a weight
 * last, and among equals the newest first. */
static uint64_t weight_number(const struct sort_key *key)
{
    int64_t weight = key->entry->weight;
    return weight != 0 ? (uint64_t)weight ^ UINT64_C(1) << 63 : UINT64_MAX;
}

static int compare_newest(const void *left, const void *right)
{
    const struct sort_key *a = left, *b = right;
    int order = compare_dates(a->entry, b->entry, -1);
    return order != 0 ? order : compare_paths(a, b);
}

static const struct sort_way by_path = {path_number, compare_paths};
static const struct sort_way by_date = {date_number, compare_paths};
static const struct sort_way by_title = {title_number, compare_titles};
static const struct sort_way by_weight = {weight_number, compare_newest};

static bool are_in_order(const struct sort_key *keys, size_t count,
                         const struct sort_way *way)
{
    for (size_t i = 1; i < count; i++) {
        give_way(i);
        int order =
            compare_numbers(way->number(&keys[i - 1]), way->number(&keys[i]));
        if (order > 0 ||
            (order == 0 && way->compare(&keys[i - 1], &keys[i]) > 0))
            return false;
    }
    return true;
}

static void sort_by_number(struct sort_key *keys, size_t count,
                           const struct sort_way *way)
{
    struct numbered *numbers = mem_alloc(2 * count, sizeof *numbers);
    struct sort_key *sorted = mem_grow(NULL, count, sizeof *sorted);
    for (size_t i = 0; i < count; i++)
        numbers[i] = (struct numbered){way->number(&keys[i]), (uint32_t)i};
    radix_sort(numbers, numbers + count, count);
    for (size_t i = 0; i < count; i++) {
        give_way(i);
        sorted[i] = keys[numbers[i].index];
    }
    memcpy(keys, sorted, count * sizeof *keys);
    free(sorted);
    free(numbers);
}

/* Where the numbers are the same. */
static void sort_ties(struct sort_key *keys, size_t count,
                      const struct sort_way *way)
{
    for (size_t start = 0, end; start < count; start = end) {
        uint64_t number = way->number(&keys[start]);
        give_way(start);
        end = start + 1;
        while (end < count && way->number(&keys[end]) == number)
            end++;
        if (!are_in_order(keys + start, end - start, way))
            qsort(keys + start, end - start, sizeof *keys, way->compare);
    }
}

static void sort_keys(struct sort_key *keys, size_t count,
                      const struct sort_way *way)
{
    if (are_in_order(keys, count, way))
        return;
    sort_by_number(keys, count, way);
    sort_ties(keys, count, way);
}

void sort_by_seniority(struct entry **entries, size_t count)
{
    struct sort_key *keys = mem_alloc(count + 1, sizeof *keys);
    for (size_t i = 0; i < count; i++)
        keys[i] = key_of(entries[i], i);
    sort_keys(keys, count, &by_date);
    for (size_t i = 0; i < count; i++)
        entries[i] = keys[i].entry;
    free(keys);
}

/* The listed entries of a collection while its orders are made. */
struct sorting {
    struct collection *collection;
    struct sort_key *keys;
    uint32_t (*ranks)[ORDER_COUNT]; /* by place */
    size_t count;
};

static void append(const struct sorting *sorting, enum order order,
                   size_t start, size_t end)
{
    struct list *list = &sorting->collection->by[order];
    for (size_t i = start; i < end; i++) {
        const struct sort_key *key = &sorting->keys[i];
        give_way(i);
        sorting->ranks[key->place][order] = (uint32_t)list->count;
        list->items[list->count++] = key->entry;
    }
}

static bool is_tie(const struct sort_key *a, const struct sort_key *b,
                   enum order order)
{
    if (order == ORDER_DATE_DOWN)
        return a->date == b->date;
    return a->title == b->title &&
           slice_equal(sort_text(a->entry), sort_text(b->entry));
}

/* The keys before `end` from the last on, but ties as they are. */
static void append_backwards(const struct sorting *sorting, enum order order,
                             size_t end)
{
    const struct sort_key *keys = sorting->keys;
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
    sort_keys(sorting->keys, sorting->count, &by_date);
    while (dated > 0 && sorting->keys[dated - 1].date == UNDATED)
        dated--;
    sorting->collection->has_dates = dated > 0;
    append(sorting, ORDER_DATE, 0, sorting->count);
    append_backwards(sorting, ORDER_DATE_DOWN, dated);
    append(sorting, ORDER_DATE_DOWN, dated, sorting->count);
}

/* After the order by date, of which the default mostly is the other way round.
 */
static void order_by_default(const struct sorting *sorting)
{
    const struct collection *collection = sorting->collection;
    struct list *list = &sorting->collection->by[ORDER_DEFAULT];
    const struct list *newest = &collection->by[ORDER_DATE_DOWN];
    if (collection->has_weights || !collection->has_dates) {
        sort_keys(sorting->keys, sorting->count,
                  collection->has_weights ? &by_weight : &by_path);
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
    sort_keys(sorting->keys, sorting->count, &by_title);
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

/* `next` is the newer one, or in an undated collection what follows; in the
 * same language, where there are several. */
static void link_neighbours(const struct list *list, bool newest_first)
{
    struct map latest = {0};
    for (size_t i = 0; i < list->count; i++) {
        struct entry *entry = list->items[i], *before;
        look_ahead_in(list, i);
        if (entry->has_lang)
            before = map_put(
                &latest, entry->lang.size > 0 ? entry->lang : SLICE(""), entry);
        else
            before = i > 0 ? list->items[i - 1] : NULL;
        if (before != NULL)
            link_pair(before, entry, newest_first);
    }
    map_release(&latest);
}

static int compare_slugs(const void *a, const void *b)
{
    return path_compare((*(struct entry *const *)a)->slug,
                        (*(struct entry *const *)b)->slug);
}

/* Names that have no file come behind all files, by their slugs. */
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
        give_way(i);
        all[i].entry = list->items[i];
        sort_values_of_rule(list->items[i], &arena, all[i].values);
    }
    if (list->count > 1)
        qsort(all, list->count, sizeof *all, compare_ruled);
    for (size_t i = 0; i < list->count; i++) {
        give_way(i);
        list->items[i] = all[i].entry;
        list->items[i]->ranks[ORDER_DEFAULT] = (uint32_t)i;
    }
    free(all);
    arena_release(&arena);
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

/* Whether the default order goes from the newest on. */
static bool is_newest_first(const struct collection *collection)
{
    const struct sort_rule *sort = collection->sort;
    if (collection->sort_count > 0)
        return sort[0].is_down && slice_is(sort[0].field, "date");
    return collection->has_dates && !collection->has_weights;
}

/* What is listed of collection->all. */
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
        look_ahead_in(all, i);
        if (!entry->is_listed)
            continue;
        if (entry->weight != 0)
            collection->has_weights = true;
        sorting.keys[sorting.count] = key_of(entry, sorting.count);
        sorting.count++;
    }
    return sorting;
}

/* Each entry learns its ranks. */
static void end_sorting(struct sorting *sorting)
{
    uint32_t none[ORDER_COUNT];
    for (size_t order = 0; order < ORDER_COUNT; order++)
        none[order] = NO_RANK;
    const struct list *all = &sorting->collection->all;
    size_t place = 0;
    for (size_t i = 0; i < all->count; i++) {
        struct entry *entry = all->items[i];
        look_ahead_in(all, i);
        memcpy(entry->ranks, entry->is_listed ? sorting->ranks[place++] : none,
               sizeof none);
    }
    free(sorting->keys);
    free(sorting->ranks);
}

void index_collection(struct collection *collection,
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
    }
    link_neighbours(&collection->by[ORDER_DEFAULT],
                    is_newest_first(collection));
}
