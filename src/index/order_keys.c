/* order_keys.c - sorts by numbers first, and compares only ties.
 *
 * The first bytes of a title, or a date, form a number that distinguishes most
 * entries, and numbers can be radix-sorted. Entries that are already in order,
 * as most are after an edit, are not moved. */
#include "index/order_keys.h"

#include "base/mem.h"
#include "base/radix.h"

#include <stdlib.h>
#include <string.h>

struct order_key order_key_of(struct entry *entry, size_t place)
{
    return (struct order_key){
        .date = entry->sort_date,
        .title = entry->sort_number,
        .path_rank = entry->path_rank,
        .place = (uint32_t)place,
        .entry = entry,
    };
}

struct order_way {
    uint64_t (*number)(const struct order_key *key);
    int (*compare)(const void *left, const void *right);
};

static uint64_t path_number(const struct order_key *key)
{
    return key->path_rank;
}

static int compare_paths(const void *left, const void *right)
{
    uint32_t a = ((const struct order_key *)left)->path_rank;
    uint32_t b = ((const struct order_key *)right)->path_rank;
    return (a > b) - (a < b);
}

static uint64_t date_number(const struct order_key *key)
{
    return key->date;
}

static uint64_t title_number(const struct order_key *key)
{
    return key->title;
}

static int compare_titles(const void *left, const void *right)
{
    const struct order_key *a = left, *b = right;
    int order = entry_compare(a->entry, b->entry, SORT_TITLE, false);
    return order != 0 ? order : compare_paths(a, b);
}

/* As Hugo lists the pages of a section: the lightest first, those without a
 * weight last, and equal weights newest first. */
static uint64_t weight_number(const struct order_key *key)
{
    int64_t weight = key->entry->weight;
    return weight != 0 ? (uint64_t)weight ^ UINT64_C(1) << 63 : UINT64_MAX;
}

static int compare_newest(const void *left, const void *right)
{
    const struct order_key *a = left, *b = right;
    int order = entry_compare(a->entry, b->entry, SORT_DATE, true);
    return order != 0 ? order : compare_paths(a, b);
}

const struct order_way keys_by_path = {path_number, compare_paths};
const struct order_way keys_by_date = {date_number, compare_paths};
const struct order_way keys_by_title = {title_number, compare_titles};
const struct order_way keys_by_weight = {weight_number, compare_newest};

static bool are_in_order(const struct order_key *keys, size_t count,
                         const struct order_way *way)
{
    for (size_t i = 1; i < count; i++) {
        uint64_t before = way->number(&keys[i - 1]);
        uint64_t number = way->number(&keys[i]);
        if (before > number ||
            (before == number && way->compare(&keys[i - 1], &keys[i]) > 0))
            return false;
    }
    return true;
}

static void sort_by_number(struct order_key *keys, size_t count,
                           const struct order_way *way)
{
    struct numbered *numbers = mem_alloc(2 * count, sizeof *numbers);
    struct order_key *sorted = mem_grow(NULL, count, sizeof *sorted);
    for (size_t i = 0; i < count; i++)
        numbers[i] = (struct numbered){way->number(&keys[i]), (uint32_t)i};
    radix_sort(numbers, numbers + count, count);
    for (size_t i = 0; i < count; i++) {
        sorted[i] = keys[numbers[i].index];
    }
    memcpy(keys, sorted, count * sizeof *keys);
    free(sorted);
    free(numbers);
}

/* Compares entries whose numbers are equal. */
static void sort_ties(struct order_key *keys, size_t count,
                      const struct order_way *way)
{
    for (size_t start = 0, end; start < count; start = end) {
        uint64_t number = way->number(&keys[start]);
        end = start + 1;
        while (end < count && way->number(&keys[end]) == number)
            end++;
        if (!are_in_order(keys + start, end - start, way))
            qsort(keys + start, end - start, sizeof *keys, way->compare);
    }
}

void order_keys_sort(struct order_key *keys, size_t count,
                     const struct order_way *way)
{
    if (are_in_order(keys, count, way))
        return;
    sort_by_number(keys, count, way);
    sort_ties(keys, count, way);
}
