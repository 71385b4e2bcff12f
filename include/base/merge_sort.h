/* merge_sort.h - as qsort(), for long lists in a thread that is in no hurry.
 *
 *     5 | 2 | 8 | 1      2 5 | 1 8      1 2 5 8
 *
 * Now and then it gives way (base/parallel.h), and qsort() does not: with ten
 * thousand titles it keeps its core for ten milliseconds. Equal items stay in
 * order, and what is in order already is compared once and moved as a whole. */
#ifndef BASE_MERGE_SORT_H
#define BASE_MERGE_SORT_H

#include <stddef.h>

/* Sorts `count` items of `size` bytes; takes as much memory again. */
void merge_sort(void *items, size_t count, size_t size,
                int (*compare)(const void *left, const void *right));

#endif
