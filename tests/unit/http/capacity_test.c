/* capacity_test.c - connections leave descriptors for files. */
#include "test.h"

#include "http/capacity.h"

static void enough_descriptors_give_what_is_asked_for(void **state)
{
    (void)state;
    const struct capacity capacity =
        capacity_of(256, 2 * 256 + CAPACITY_MAX_WAITING + CAPACITY_MAX_OTHERS);
    assert_int_equal(capacity.workers, 256);
    assert_int_equal(capacity.connections, 256 + CAPACITY_MAX_WAITING);
}

static void few_descriptors_are_halved(void **state)
{
    (void)state;
    const struct capacity capacity = capacity_of(256, 64);
    assert_int_equal(capacity.workers, 12);
    assert_int_equal(capacity.connections, 20);
}

static void connections_never_take_all_descriptors(void **state)
{
    (void)state;
    for (unsigned descriptors = 0; descriptors < 9000; descriptors++) {
        const struct capacity capacity = capacity_of(256, descriptors);
        assert_in_range(capacity.workers, 1, 256);
        assert_in_range(capacity.connections, capacity.workers + 1,
                        capacity.workers + CAPACITY_MAX_WAITING);
        if (descriptors >= 8)
            assert_true(capacity.connections + capacity.workers + 2 <=
                        descriptors);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(enough_descriptors_give_what_is_asked_for),
        cmocka_unit_test(few_descriptors_are_halved),
        cmocka_unit_test(connections_never_take_all_descriptors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
