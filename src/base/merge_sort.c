/* merge_sort.c - from the bottom up: rows of one, two, four, ... */
#include "base/merge_sort.h"

#include "base/mem.h"
#include "base/parallel.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define MERGING_ROUNDS 2 /* one takes as long as so many rounds */

struct sort {
    size_t count, size;
    int (*compare)(const void *left, const void *right);
};

/* Two rows that lie one behind the other, from `start` and from `middle` on,
 * become one in `to`. */
static void merge(const struct sort *sort, const char *from, char *to,
                  size_t start, size_t middle, size_t end)
{
    const size_t size = sort->size;
    size_t left = start, right = middle;
    if (middle == end ||
        sort->compare(from + (middle - 1) * size, from + middle * size) <= 0) {
        memcpy(to + start * size, from + start * size, (end - start) * size);
        return;
    }
    for (size_t at = start; at < end; at++) {
        give_way(at * MERGING_ROUNDS);
        bool is_left =
            right == end ||
            (left < middle &&
             sort->compare(from + left * size, from + right * size) <= 0);
        memcpy(to + at * size, from + (is_left ? left++ : right++) * size,
               size);
    }
}

/* Rows of `width` become rows of twice that. */
static void merge_all(const struct sort *sort, const char *from, char *to,
                      size_t width)
{
    for (size_t start = 0; start < sort->count; start += 2 * width) {
        size_t rest = sort->count - start;
        size_t middle = start + (width < rest ? width : rest);
        size_t end = start + (2 * width < rest ? 2 * width : rest);
        give_way(start);
        merge(sort, from, to, start, middle, end);
    }
}

void merge_sort(void *items, size_t count, size_t size,
                int (*compare)(const void *left, const void *right))
{
    const struct sort sort = {count, size, compare};
    char *spare = mem_grow(NULL, count, size), *from = items, *to = spare;
    for (size_t width = 1; width < count; width *= 2) {
        merge_all(&sort, from, to, width);
        char *merged = to;
        to = from;
        from = merged;
    }
    if (from != items)
        memcpy(items, from, count * size);
    free(spare);
}
