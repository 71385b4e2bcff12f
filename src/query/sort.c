/* sort.c - orders that no snapshot has ready.
 *
 *     entries --values--> [ v1 v2 | e ] [ v1 v2 | e ] ... --qsort--> order
 *
 * What an entry is sorted by is found once for each entry and not at each
 * comparison, since reading a field walks the front matter and folding a string
 * copies it. Values of different types have one common order, so a field of
 * mixed types sorts as well, the same way each time.
 *
 * Strings compare by their first SORT_MAX_BYTES: a cursor holds them. */
#include "query/sort.h"

#include "base/collate.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/radix.h"
#include "base/unicode.h"
#include "search/search.h"

#include <stdlib.h>
#include <string.h>

/* The path is here too: if many values are equal, it is what is compared. */
struct sorted {
    struct entry *entry;
    struct slice path;
    struct sort_value values[];
};

struct sorter {
    const struct query *query;
    size_t first;
};

/* In the list of everything each collection may have an order of its own, so
 * there is room for the longest. */
static size_t default_count(const struct collection *collection)
{
    if (collection == NULL)
        return SORT_MAX_DEFAULTS;
    return collection->sort_count > 0 ? 1 + collection->sort_count
                                      : SORT_DEFAULT_KEYS;
}

bool sorts_by_relevance(const struct query *query)
{
    return query->found != NULL && query->sort_count == 0 && !query->is_random;
}

bool sorts_by_default(const struct query *query)
{
    return query->found == NULL && query->sort_count == 0 && !query->is_random;
}

float sort_score(const struct query *query, const struct entry *entry)
{
    return query->found != NULL
               ? search_score(query->found, query->searched, entry)
               : 0;
}

/* How many values stand before those of the default order. */
static size_t score_count(const struct query *query)
{
    return sorts_by_relevance(query) ? 1 : 0;
}

size_t sort_value_count(const struct query *query)
{
    if (query->is_random)
        return 1;
    return query->sort_count > 0
               ? query->sort_count
               : score_count(query) + default_count(query->collection);
}

static struct sort_value score_value(const struct query *query,
                                     const struct entry *entry)
{
    return sort_value_of_number(
        number_from_real((double)sort_score(query, entry)));
}

/* By default the lightest come first, and those without a weight last. */
static struct sort_value weight_value(const struct entry *entry)
{
    if (entry->weight == 0)
        return (struct sort_value){.kind = SORT_KIND_MISSING};
    return sort_value_of_number(number_from_integer(entry->weight));
}

struct reading {
    struct arena *arena;
    struct sort_value *value;
};

/* The first value that can be compared. */
static bool read_datum(void *context, const struct datum *datum)
{
    const struct reading *reading = context;
    struct sort_value *value = reading->value;

    switch (datum->type) {
    case FIELD_BOOLEAN:
        *value = (struct sort_value){
            .kind = SORT_KIND_BOOLEAN,
            .as.number = number_from_real(datum->as.boolean ? 1 : 0),
        };
        return true;
    case FIELD_NUMBER:
        *value = sort_value_of_number(datum->as.number);
        return true;
    case FIELD_DATE:
        *value = (struct sort_value){
            .kind = SORT_KIND_DATE,
            .as.ms = datum->as.date.ms,
        };
        return true;
    case FIELD_TEXT:
        *value = sort_value_of_text(datum->as.text, reading->arena);
        return true;
    case FIELD_RELATION:
        if (datum->as.entry == NULL)
            return false;
        *value = sort_value_of_folded(datum->as.entry->sort_name);
        return true;
    case FIELD_OBJECT:
        break;
    }
    return false;
}

static struct sort_value value_of(const struct query *query,
                                  const struct query_sort *key,
                                  const struct entry *entry,
                                  struct arena *arena)
{
    struct sort_value value = {.kind = SORT_KIND_MISSING};
    struct reading reading = {arena, &value};

    if (key->is_relevance)
        return score_value(query, entry);
    if (key->field != SORT_FIELD)
        return sort_value_of_entry(entry, key->field);
    (void)entry_any_datum(entry, &key->values, read_datum, &reading);
    return value;
}

static void default_values(const struct query *query, const struct entry *entry,
                           struct arena *arena, struct sort_value *ret_values)
{
    size_t count = default_count(query->collection);
    for (size_t i = default_count(entry->collection); i < count; i++)
        ret_values[i] = (struct sort_value){.kind = SORT_KIND_MISSING};
    ret_values[0] = sort_value_of_folded(entry->collection->name);
    if (entry->collection->sort_count > 0) {
        sort_values_of_rule(entry, arena, ret_values + 1);
        return;
    }
    ret_values[1] = weight_value(entry);
    ret_values[2] = sort_value_of_entry(entry, SORT_DATE);
}

void sort_values(const struct query *query, const struct entry *entry,
                 struct arena *arena, struct sort_value *ret_values)
{
    if (query->is_random) {
        ret_values[0] = (struct sort_value){
            .kind = SORT_KIND_HASH,
            .as.hash = hash_bytes(entry->id, query->seed),
        };
        return;
    }
    if (query->sort_count == 0) {
        size_t before = score_count(query);
        if (before > 0)
            ret_values[0] = score_value(query, entry);
        default_values(query, entry, arena, ret_values + before);
        return;
    }
    for (size_t i = 0; i < query->sort_count; i++)
        ret_values[i] = value_of(query, &query->sort[i], entry, arena);
}

/* The default order is the newest first, unless the operator has set another.
 */
static bool is_down(const struct query *query,
                    const struct collection *collection, size_t i)
{
    if (query->is_random)
        return false;
    if (query->sort_count > 0)
        return query->sort[i].is_down;
    if (sorts_by_relevance(query)) {
        if (i == 0)
            return true;
        i--;
    }
    if (collection->sort_count == 0)
        return i == SORT_DEFAULT_KEYS - 1;
    return i > 0 && i <= collection->sort_count &&
           collection->sort[i - 1].is_down;
}

int sort_values_compare(const struct query *query,
                        const struct collection *collection, size_t first,
                        const struct sort_value *a, const struct sort_value *b)
{
    size_t count = sort_value_count(query), scores = score_count(query);
    int order = scores > 0 ? sort_value_compare(&a[0], &b[0], true) : 0;
    for (size_t i = scores + first; order == 0 && i < count; i++)
        order = sort_value_compare(&a[i], &b[i], is_down(query, collection, i));
    return order;
}

static int compare(const void *left, const void *right, void *context)
{
    const struct sorter *sorter = context;
    const struct sorted *a = *(const struct sorted *const *)left;
    const struct sorted *b = *(const struct sorted *const *)right;
    int order = sort_values_compare(sorter->query, a->entry->collection,
                                    sorter->first, a->values, b->values);
    if (order != 0)
        return order;
    bool is_file = a->entry->source != NULL;
    if (is_file != (b->entry->source != NULL))
        return is_file ? -1 : 1;
    return collate(a->path, b->path);
}

static void sort_by_values(const struct query *query, size_t first,
                           struct list *list)
{
    size_t size = sizeof(struct sorted) +
                  sort_value_count(query) * sizeof(struct sort_value);
    struct sorter sorter = {query, first};
    struct arena arena = {0};

    struct sorted **all = arena_alloc(&arena, list->count, sizeof *all);
    for (size_t i = 0; i < list->count; i++) {
        all[i] = arena_alloc(&arena, 1, size);
        all[i]->entry = list->items[i];
        all[i]->path = entry_sort_path(list->items[i]);
        sort_values(query, list->items[i], &arena, all[i]->values);
    }
    qsort_r(all, list->count, sizeof *all, compare, &sorter);
    for (size_t i = 0; i < list->count; i++)
        list->items[i] = all[i]->entry;
    arena_release(&arena);
}

struct ranked_value {
    struct sort_value value;
    uint32_t id;
};

static int compare_ranked(const void *left, const void *right)
{
    const struct ranked_value *a = left, *b = right;
    return sort_value_compare(&a->value, &b->value, false);
}

/* The rank of each value of the column; equal values share theirs. */
static uint32_t *make_ranks(const struct column *column)
{
    size_t count = column->value_count;
    struct arena arena = {0};
    struct ranked_value *all = arena_alloc(&arena, count, sizeof *all);
    uint32_t *ranks = mem_alloc(count + 1, sizeof *ranks), rank = 0;

    for (size_t i = 0; i < count; i++) {
        struct reading reading = {&arena, &all[i].value};
        all[i].value.kind = SORT_KIND_MISSING;
        all[i].id = (uint32_t)i;
        (void)read_datum(&reading, &column->values[i]);
    }
    if (count > 1)
        qsort(all, count, sizeof *all, compare_ranked);
    for (size_t i = 0; i < count; i++) {
        if (i > 0 &&
            sort_value_compare(&all[i - 1].value, &all[i].value, false) != 0)
            rank = (uint32_t)i;
        ranks[all[i].id] = rank;
    }
    arena_release(&arena);
    return ranks;
}

/* For one field, whose values have ranks; ties by path. */
struct ranked_entry {
    uint64_t key;
    struct entry *entry;
};

static int compare_keys(const void *left, const void *right)
{
    const struct ranked_entry *a = left, *b = right;
    return (a->key > b->key) - (a->key < b->key);
}

static uint32_t rank_of(const struct column *column, const uint32_t *ranks,
                        const struct entry *entry, bool is_down)
{
    size_t place = entry->ranks[ORDER_DEFAULT];
    if (column->starts[place] == column->starts[place + 1])
        return UINT32_MAX; /* last in both directions */
    uint32_t rank = ranks[column->ids[column->starts[place]]];
    return is_down ? (uint32_t)column->value_count - rank : rank;
}

static void sort_by_ranks(const struct column *column, bool is_down,
                          struct list *list)
{
    const uint32_t *ranks = column_ranks(column);
    struct ranked_entry *all = mem_alloc(list->count, sizeof *all);
    if (ranks == NULL)
        ranks = column_set_ranks(column, make_ranks(column));
    for (size_t i = 0; i < list->count; i++) {
        struct entry *entry = list->items[i];
        uint64_t rank = rank_of(column, ranks, entry, is_down);
        all[i] = (struct ranked_entry){rank << 32 | entry->path_rank, entry};
    }
    qsort(all, list->count, sizeof *all, compare_keys);
    for (size_t i = 0; i < list->count; i++)
        list->items[i] = all[i].entry;
    free(all);
}

/* Positive floats are in the order of their bits. */
void sort_by_score(const struct query *query, struct list *list)
{
    size_t count = list->count;
    struct numbered *all = mem_alloc(2 * count + 1, sizeof *all);
    struct entry **found = mem_alloc(count + 1, sizeof *found);
    for (size_t i = 0; i < count; i++) {
        uint32_t bits = 0;
        float score = sort_score(query, list->items[i]);
        memcpy(&bits, &score, sizeof bits);
        all[i] = (struct numbered){~bits, (uint32_t)i};
        found[i] = list->items[i];
    }
    radix_sort(all, all + count, count);
    for (size_t i = 0; i < count; i++)
        list->items[i] = found[all[i].index];
    free(found);
    free(all);
}

void sort_entries(const struct query *query, size_t first, struct list *list)
{
    const struct column *column = NULL;
    bool is_one_field = query->sort_count == 1 && !query->is_random &&
                        !query->sort[0].is_relevance &&
                        query->sort[0].field == SORT_FIELD;
    if (list->count < 2)
        return;
    if (is_one_field && query->collection != NULL)
        column = collection_column(query->collection, &query->sort[0].values);
    if (column != NULL)
        sort_by_ranks(column, query->sort[0].is_down, list);
    else
        sort_by_values(query, first, list);
}
