/* recent_test.c - what was used last stays. */
#include "test.h"

#include "base/recent.h"

struct numbered {
    struct recent_item item;
    uint64_t key;
    int value;
};

/* One set, in which all keys meet. */
static struct recent one_set(struct numbered items[RECENT_PLACES])
{
    memset(items, 0, RECENT_PLACES * sizeof *items);
    return (struct recent){.items = items,
                           .set_count = 1,
                           .item_size = sizeof *items,
                           .key_size = sizeof items->key};
}

static void put(struct recent *recent, uint64_t key, int value)
{
    struct numbered *item = recent_take(recent, &key);
    assert_true(item->key == key);
    item->value = value;
}

/* 0 for none. */
static int value_of(struct recent *recent, uint64_t key)
{
    const struct numbered *item = recent_find(recent, &key);
    return item != NULL ? item->value : 0;
}

static void what_was_put_is_found(void **state)
{
    (void)state;
    struct numbered items[RECENT_PLACES];
    struct recent recent = one_set(items);
    assert_int_equal(value_of(&recent, 0), 0);
    put(&recent, 0, 5);
    put(&recent, 7, 6);
    assert_int_equal(value_of(&recent, 0), 5);
    assert_int_equal(value_of(&recent, 7), 6);
    assert_int_equal(value_of(&recent, 8), 0);
    put(&recent, 7, 9);
    assert_int_equal(value_of(&recent, 7), 9);
}

static void what_was_not_used_for_longest_goes(void **state)
{
    (void)state;
    struct numbered items[RECENT_PLACES];
    struct recent recent = one_set(items);
    for (uint64_t key = 1; key <= RECENT_PLACES; key++)
        put(&recent, key, (int)key);
    assert_int_equal(value_of(&recent, 1), 1); /* and is used by that */
    put(&recent, 100, 100);
    assert_int_equal(value_of(&recent, 2), 0);
    assert_int_equal(value_of(&recent, 1), 1);
    assert_int_equal(value_of(&recent, 3), 3);
    assert_int_equal(value_of(&recent, 100), 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_put_is_found),
        cmocka_unit_test(what_was_not_used_for_longest_goes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
