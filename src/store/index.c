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
 * and text is only looked at where these are equal. What is needed backwards
 * is read backwards. */
#include "store/index.h"

#include "base/mem.h"
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

static const struct date *date_of(const struct entry *entry)
{
    return entry->source != NULL ? entry->source->date : NULL;
}

/* `direction` is 1 for the oldest first, -1 for the newest. */
static int compare_dates(const struct entry *a, const struct entry *b,
                         int direction)
{
    const struct date *x = date_of(a), *y = date_of(b);
    if (x == NULL || y == NULL)
        return (x == NULL) - (y == NULL); /* undated last, both ways */
    int order =
        (x->instant_ms > y->instant_ms) - (x->instant_ms < y->instant_ms);
    return order * direction;
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

/* What an entry is sorted by, as a number as far as one goes. */
struct sort_key {
    uint64_t number; /* of its date or the start of its title, or 0 */
    uint32_t path_rank;
    struct entry *entry;
};

#define UNDATED UINT64_MAX

static uint64_t date_number(const struct entry *entry)
{
    const struct date *date = date_of(entry);
    return date != NULL ? (uint64_t)date->instant_ms ^ UINT64_C(1) << 63
                        : UNDATED;
}

/* People are sorted by a name that is mostly not their document's title. */
static uint64_t title_number(const struct entry *entry)
{
    const struct source *source = entry->source;
    bool is_title =
        source != NULL && entry->sort_name.data == source->sort_title.data;
    return is_title ? source->notes.title_number
                    : collation_number(entry->sort_name);
}

static uint64_t no_number(const struct entry *entry)
{
    (void)entry;
    return 0;
}

static int compare_keys(const void *left, const void *right)
{
    const struct sort_key *a = left, *b = right;
    int order = compare_numbers(a->number, b->number);
    return order != 0 ? order : compare_numbers(a->path_rank, b->path_rank);
}

static uint64_t weight_number(const struct entry *entry)
{
    return entry->weight != 0 ? (uint64_t)entry->weight ^ UINT64_C(1) << 63
                              : UINT64_MAX;
}

/* As Hugo lists the pages of a section: the lightest first, without a weight
 * last, and among equals the newest first. */
static int compare_weight_keys(const void *left, const void *right)
{
    const struct sort_key *a = left, *b = right;
    int order = compare_numbers(a->number, b->number);
    if (order == 0)
        order = compare_dates(a->entry, b->entry, -1);
    return order != 0 ? order : compare_numbers(a->path_rank, b->path_rank);
}

static int compare_title_keys(const void *left, const void *right)
{
    const struct sort_key *a = left, *b = right;
    int order = compare_numbers(a->number, b->number);
    if (order == 0)
        order = path_compare(sort_text(a->entry), sort_text(b->entry));
    return order != 0 ? order : compare_numbers(a->path_rank, b->path_rank);
}

static void sort_keys(struct sort_key *keys, size_t count,
                      uint64_t (*number)(const struct entry *entry),
                      int (*compare)(const void *, const void *))
{
    bool is_sorted = true;
    for (size_t i = 0; i < count; i++) {
        keys[i].number = number(keys[i].entry);
        is_sorted =
            is_sorted && (i == 0 || compare(&keys[i - 1], &keys[i]) <= 0);
    }
    if (!is_sorted)
        qsort(keys, count, sizeof *keys, compare);
}

static struct sort_key key_of(struct entry *entry)
{
    return (struct sort_key){.path_rank = entry->path_rank, .entry = entry};
}

void sort_by_seniority(struct entry **entries, size_t count)
{
    struct sort_key *keys = mem_alloc(count + 1, sizeof *keys);
    for (size_t i = 0; i < count; i++)
        keys[i] = key_of(entries[i]);
    sort_keys(keys, count, date_number, compare_keys);
    for (size_t i = 0; i < count; i++)
        entries[i] = keys[i].entry;
    free(keys);
}

/* The listed entries of a collection while its orders are made. */
struct sorting {
    struct collection *collection;
    struct sort_key *keys;
    size_t count;
};

static void append(const struct sorting *sorting, enum order order,
                   size_t start, size_t end)
{
    struct list *list = &sorting->collection->by[order];
    for (size_t i = start; i < end; i++) {
        struct entry *entry = sorting->keys[i].entry;
        entry->ranks[order] = (uint32_t)list->count;
        list->items[list->count++] = entry;
    }
}

static bool is_tie(const struct sort_key *a, const struct sort_key *b,
                   enum order order)
{
    return a->number == b->number &&
           (order != ORDER_TITLE_DOWN ||
            slice_equal(sort_text(a->entry), sort_text(b->entry)));
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
    sort_keys(sorting->keys, sorting->count, date_number, compare_keys);
    while (dated > 0 && sorting->keys[dated - 1].number == UNDATED)
        dated--;
    sorting->collection->has_dates = dated > 0;
    append(sorting, ORDER_DATE, 0, sorting->count);
    append_backwards(sorting, ORDER_DATE_DOWN, dated);
    append(sorting, ORDER_DATE_DOWN, dated, sorting->count);
}

static void order_by_default(const struct sorting *sorting)
{
    const struct collection *collection = sorting->collection;
    const struct list *newest = &collection->by[ORDER_DATE_DOWN];
    if (collection->has_weights)
        sort_keys(sorting->keys, sorting->count, weight_number,
                  compare_weight_keys);
    else if (!collection->has_dates)
        sort_keys(sorting->keys, sorting->count, no_number, compare_keys);
    else
        for (size_t i = 0; i < newest->count; i++)
            sorting->keys[i].entry = newest->items[i];
    append(sorting, ORDER_DEFAULT, 0, sorting->count);
}

static void order_by_title(const struct sorting *sorting)
{
    sort_keys(sorting->keys, sorting->count, title_number, compare_title_keys);
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
        all[i].entry = list->items[i];
        sort_values_of_rule(list->items[i], &arena, all[i].values);
    }
    if (list->count > 1)
        qsort(all, list->count, sizeof *all, compare_ruled);
    for (size_t i = 0; i < list->count; i++) {
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

void index_collection(struct collection *collection,
                      const struct collection_policy *rule, struct arena *arena)
{
    const struct list *all = &collection->all;
    struct sorting sorting = {
        .collection = collection,
        .keys = mem_alloc(all->count + 1, sizeof(struct sort_key)),
    };
    rank_names(all);
    for (size_t i = 0; i < all->count; i++) {
        struct entry *entry = all->items[i];
        for (int order = 0; order < ORDER_COUNT; order++)
            entry->ranks[order] = NO_RANK;
        if (entry->is_listed && entry->weight != 0)
            collection->has_weights = true;
        if (entry->is_listed)
            sorting.keys[sorting.count++] = key_of(entry);
    }
    for (int order = 0; order < ORDER_COUNT; order++) {
        struct list *list = &collection->by[order];
        list->capacity = sorting.count;
        list->items = arena_alloc(arena, sorting.count, sizeof(struct entry *));
    }
    order_by_date(&sorting);
    order_by_title(&sorting);
    order_by_default(&sorting);
    free(sorting.keys);
    if (rule != NULL && rule->sort_count > 0) {
        keep_rule(collection, rule, arena);
        order_by_rule(&collection->by[ORDER_DEFAULT]);
    }
    link_neighbours(&collection->by[ORDER_DEFAULT],
                    is_newest_first(collection));
}
