/* radix.h - sorts by numbers without comparing any two.
 *
 *     number  9 4 7 4        number  4 4 7 9
 *     index   0 1 2 3   -->  index   1 3 2 0     equal ones stay in order
 *
 * What is sorted lies elsewhere and is moved once, by the indexes. */
#ifndef BASE_RADIX_H
#define BASE_RADIX_H

#include <stddef.h>
#include <stdint.h>

struct numbered {
    uint64_t number;
    uint32_t index;
};

/* Smallest number first. `spare` has room for as many, and is overwritten. */
void radix_sort(struct numbered *items, struct numbered *spare, size_t count);

#endif
