/* merge_sort_test.c - against a sort that is slow and plain. */
#include "test.h"

#include "base/merge_sort.h"

#include <string.h>

#define MOST 300

struct item {
    unsigned number, place;
    char padding[5]; /* a size that is no power of two */
};

static size_t comparison_count;

static int compare(const void *left, const void *right)
{
    const struct item *a = left, *b = right;
    comparison_count++;
    return (a->number > b->number) - (a->number < b->number);
}

static unsigned next_random(unsigned *state)
{
    *state = *state * 1664525U + 1013904223U;
    return *state >> 8;
}

/* By insertion: equal ones stay in order. */
static void sort_plainly(struct item *items, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        for (size_t k = i; k > 0 && items[k].number < items[k - 1].number;
             k--) {
            struct item moved = items[k];
            items[k] = items[k - 1];
            items[k - 1] = moved;
        }
    }
}

static void it_sorts_and_equal_ones_stay_in_order(void **state)
{
    (void)state;
    struct item items[MOST], wanted[MOST];
    unsigned seed = 7;
    for (size_t count = 0; count < MOST; count++) {
        unsigned kinds = 1 + next_random(&seed) % MOST;
        memset(items, 0, sizeof items);
        for (size_t i = 0; i < count; i++) {
            items[i].number = next_random(&seed) % kinds;
            items[i].place = (unsigned)i;
        }
        memcpy(wanted, items, sizeof items);
        sort_plainly(wanted, count);
        merge_sort(items, count, sizeof items[0], compare);
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(items[i].number, wanted[i].number);
            assert_int_equal(items[i].place, wanted[i].place);
        }
    }
}

/* A file that is added stands behind all the others. */
static void what_is_in_order_is_compared_little(void **state)
{
    (void)state;
    struct item items[MOST] = {{0}};
    for (size_t i = 0; i < MOST; i++)
        items[i].number = (unsigned)i + 1;
    items[MOST - 1].number = 0;
    comparison_count = 0;
    merge_sort(items, MOST, sizeof items[0], compare);
    for (size_t i = 0; i < MOST; i++)
        assert_int_equal(items[i].number, i);
    assert_true(comparison_count < 3 * MOST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_sorts_and_equal_ones_stay_in_order),
        cmocka_unit_test(what_is_in_order_is_compared_little),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
