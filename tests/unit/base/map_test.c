/* map_test.c - from text to pointer. */
#include "test.h"

#include "base/arena.h"
#include "base/map.h"

static int values[5000];

static void an_empty_map_holds_nothing(void **state)
{
    (void)state;
    struct map map = {0};
    assert_null(map_find(&map, SLICE("a")));
    assert_null(map_find(&map, SLICE("")));
    map_release(&map);
}

static void what_was_put_is_found(void **state)
{
    (void)state;
    struct map map = {0};
    struct arena arena = {0};
    for (int i = 0; i < 5000; i++) {
        struct slice key = arena_printf(&arena, "key-%d", i);
        assert_null(map_put(&map, key, &values[i]));
    }
    assert_int_equal(map.count, 5000);
    for (int i = 0; i < 5000; i++) {
        struct slice key = arena_printf(&arena, "key-%d", i);
        assert_ptr_equal(map_find(&map, key), &values[i]);
    }
    assert_null(map_find(&map, SLICE("key-5000")));
    map_release(&map);
    arena_release(&arena);
}

static void a_second_value_replaces_the_first(void **state)
{
    (void)state;
    struct map map = {0};
    assert_null(map_put(&map, SLICE("a"), &values[0]));
    assert_ptr_equal(map_put(&map, SLICE("a"), &values[1]), &values[0]);
    assert_ptr_equal(map_find(&map, SLICE("a")), &values[1]);
    assert_int_equal(map.count, 1);
    map_release(&map);
}

static void what_is_added_does_not_replace(void **state)
{
    (void)state;
    struct map map = {0};
    assert_null(map_add(&map, SLICE("a"), &values[0]));
    assert_ptr_equal(map_add(&map, SLICE("a"), &values[1]), &values[0]);
    assert_ptr_equal(map_find(&map, SLICE("a")), &values[0]);
    assert_int_equal(map.count, 1);
    map_release(&map);
}

static void keys_differ_by_case_and_by_what_follows_a_nul(void **state)
{
    (void)state;
    struct map map = {0};
    assert_null(map_put(&map, SLICE("a"), &values[0]));
    assert_null(map_put(&map, SLICE("A"), &values[1]));
    assert_null(map_put(&map, SLICE("a\0b"), &values[2]));
    assert_null(map_put(&map, SLICE("a\0c"), &values[3]));
    assert_null(map_put(&map, SLICE(""), &values[4]));
    assert_ptr_equal(map_find(&map, SLICE("a")), &values[0]);
    assert_ptr_equal(map_find(&map, SLICE("A")), &values[1]);
    assert_ptr_equal(map_find(&map, SLICE("a\0c")), &values[3]);
    assert_ptr_equal(map_find(&map, SLICE_NONE), &values[4]);
    map_release(&map);
}

static void a_table_is_never_full(void **state)
{
    (void)state;
    struct map map = {0};
    struct arena arena = {0};
    for (int i = 0; i < 200; i++) {
        (void)map_put(&map, arena_printf(&arena, "%d", i), &values[i]);
        assert_true(map.count * 4 <= map.capacity * 3);
    }
    map_release(&map);
    arena_release(&arena);
}

static void a_walk_meets_every_pair_once(void **state)
{
    (void)state;
    struct map map = {0};
    struct arena arena = {0};
    size_t cursor = 0, met = 0;
    struct slice key;
    void *value;
    assert_false(map_next(&map, &cursor, &key, &value));
    for (int i = 0; i < 100; i++) {
        values[i] = 0;
        (void)map_put(&map, arena_printf(&arena, "%d", i), &values[i]);
    }
    for (; map_next(&map, &cursor, &key, &value); met++) {
        assert_ptr_equal(map_find(&map, key), value);
        assert_int_equal((*(int *)value)++, 0);
    }
    assert_int_equal(met, 100);
    cursor = 0;
    assert_true(map_next(&map, &cursor, &key, NULL));
    map_release(&map);
    arena_release(&arena);
}

/* Revisions and ETags are made of these: a new build must not change them. */
static void a_hash_is_the_same_on_every_machine(void **state)
{
    (void)state;
    assert_true(hash_bytes(SLICE(""), 0) == UINT64_C(0x2D06800538D394C2));
    assert_true(hash_bytes(SLICE_NONE, 0) == hash_bytes(SLICE(""), 0));
    assert_true(hash_bytes(SLICE("a"), 0) != hash_bytes(SLICE("b"), 0));
    assert_true(hash_bytes(SLICE("a"), 0) != hash_bytes(SLICE("a"), 1));
}

static void room_made_ahead_changes_nothing_but_time(void **state)
{
    (void)state;
    static const char *const keys[] = {"a", "b", "c", "d", "e"};
    struct map map = {0};
    map_reserve(&map, 0);
    map_put(&map, slice_of(keys[0]), (void *)keys[0]);
    map_reserve(&map, 1000);
    size_t capacity = map.capacity;
    for (size_t i = 1; i < 5; i++)
        map_put(&map, slice_of(keys[i]), (void *)keys[i]);
    assert_int_equal(map.capacity, capacity);
    assert_true(capacity >= 1000);
    for (size_t i = 0; i < 5; i++)
        assert_ptr_equal(map_find(&map, slice_of(keys[i])), keys[i]);
    map_reserve(&map, 2);
    assert_int_equal(map.capacity, capacity);
    map_release(&map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_map_holds_nothing),
        cmocka_unit_test(what_was_put_is_found),
        cmocka_unit_test(a_second_value_replaces_the_first),
        cmocka_unit_test(what_is_added_does_not_replace),
        cmocka_unit_test(keys_differ_by_case_and_by_what_follows_a_nul),
        cmocka_unit_test(a_table_is_never_full),
        cmocka_unit_test(a_walk_meets_every_pair_once),
        cmocka_unit_test(a_hash_is_the_same_on_every_machine),
        cmocka_unit_test(room_made_ahead_changes_nothing_but_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
