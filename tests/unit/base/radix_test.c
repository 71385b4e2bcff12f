/* radix_test.c - against qsort(), for numbers of every width. */
#include "test.h"

#include "base/radix.h"

#include <stdlib.h>
#include <string.h>

#define MOST 3000

static int compare(const void *left, const void *right)
{
    const struct numbered *a = left, *b = right;
    int order = (a->number > b->number) - (a->number < b->number);
    return order != 0 ? order : (a->index > b->index) - (a->index < b->index);
}

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static void it_sorts_as_qsort_does(void **state)
{
    (void)state;
    static struct numbered items[MOST], wanted[MOST], spare[MOST];
    uint64_t seed = 88172645463325252U;
    const size_t counts[] = {0, 1, 2, 3, 100, MOST};
    for (unsigned width = 1; width <= 64; width++) {
        for (size_t c = 0; c < ARRAY_COUNT(counts); c++) {
            for (size_t i = 0; i < counts[c]; i++)
                items[i] = (struct numbered){
                    .number = next_random(&seed) >> (64 - width),
                    .index = (uint32_t)i,
                };
            memcpy(wanted, items, sizeof items);
            qsort(wanted, counts[c], sizeof wanted[0], compare);
            radix_sort(items, spare, counts[c]);
            for (size_t i = 0; i < counts[c]; i++) {
                assert_int_equal(items[i].number, wanted[i].number);
                assert_int_equal(items[i].index, wanted[i].index);
            }
        }
    }
}

static void equal_numbers_stay_in_order(void **state)
{
    (void)state;
    struct numbered spare[4],
        items[4] = {{UINT64_MAX, 0}, {7, 1}, {UINT64_MAX, 2}, {7, 3}};
    radix_sort(items, spare, 4);
    const uint32_t wanted[] = {1, 3, 0, 2};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(items[i].index, wanted[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_sorts_as_qsort_does),
        cmocka_unit_test(equal_numbers_stay_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
