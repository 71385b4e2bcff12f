/* arena_test.c - memory with one lifetime. */
#include "test.h"

#include "base/arena.h"

#include <stdalign.h>

static void memory_is_zeroed_aligned_and_apart(void **state)
{
    (void)state;
    struct arena arena = {0};
    unsigned char *pieces[500];
    for (size_t i = 0; i < 500; i++) {
        size_t size = 1 + i * 7 % 300;
        (void)arena_bytes(&arena, i % 5); /* spoils the alignment */
        pieces[i] = arena_alloc(&arena, size, 1);
        assert_int_equal((uintptr_t)pieces[i] % alignof(max_align_t), 0);
        for (size_t j = 0; j < size; j++)
            assert_int_equal(pieces[i][j], 0);
        memset(pieces[i], (int)(i % 255) + 1, size);
    }
    for (size_t i = 0; i < 500; i++) {
        size_t size = 1 + i * 7 % 300;
        for (size_t j = 0; j < size; j++)
            assert_int_equal(pieces[i][j], i % 255 + 1);
    }
    arena_release(&arena);
    assert_int_equal(arena.reserved_bytes, 0);
    assert_null(arena.last);
}

static void a_piece_may_be_larger_than_any_block(void **state)
{
    (void)state;
    struct arena arena = {0};
    char *small = arena_alloc(&arena, 1, 8);
    char *large = arena_alloc(&arena, 1, 3 << 20);
    memset(large, 'x', 3 << 20);
    char *next = arena_alloc(&arena, 1, 8);
    assert_int_equal(small[0], 0);
    assert_int_equal(next[0], 0);
    assert_true(arena.reserved_bytes >= 3 << 20);
    assert_true(arena.reserved_bytes < 4 << 20);
    arena_release(&arena);
}

static void small_pieces_after_a_large_one_take_little(void **state)
{
    (void)state;
    struct arena arena = {0};
    (void)arena_copy(&arena, SLICE("0123456789"));
    (void)arena_bytes(&arena, 100000);
    for (int i = 0; i < 100; i++)
        (void)arena_copy(&arena, SLICE("0123456789"));
    assert_true(arena.reserved_bytes <= 100000 + 4096);
    arena_release(&arena);
}

static void small_texts_share_a_small_block(void **state)
{
    (void)state;
    struct arena arena = {0};
    for (int i = 0; i < 100; i++)
        (void)arena_copy(&arena, SLICE("0123456789"));
    assert_true(arena.reserved_bytes <= 4096);
    arena_release(&arena);
}

static void a_copy_is_terminated_and_independent(void **state)
{
    (void)state;
    struct arena arena = {0};
    char original[] = "abc";
    struct slice copy = arena_copy(&arena, slice_of(original));
    original[0] = 'x';
    assert_slice_is(copy, "abc");
    assert_int_equal(copy.data[3], '\0');
    arena_release(&arena);
}

static void a_copy_of_nothing_stays_nothing(void **state)
{
    (void)state;
    struct arena arena = {0};
    assert_null(arena_copy(&arena, SLICE_NONE).data);
    assert_non_null(arena_copy(&arena, SLICE("")).data);
    assert_int_equal(arena_copy(&arena, SLICE("")).size, 0);
    arena_release(&arena);
}

static void formatted_text_has_the_size_it_needs(void **state)
{
    (void)state;
    struct arena arena = {0};
    assert_slice_is(arena_printf(&arena, "%s-%03d", "a", 7), "a-007");
    assert_slice_is(arena_printf(&arena, "%s", ""), "");
    struct slice wide = arena_printf(&arena, "%9000d", 1);
    assert_int_equal(wide.size, 9000);
    assert_int_equal(wide.data[8999], '1');
    assert_int_equal(wide.data[9000], '\0');
    arena_release(&arena);
}

static void a_growing_array_keeps_its_items(void **state)
{
    (void)state;
    struct arena arena = {0};
    int *items = NULL;
    size_t count = 0, capacity = 0;
    for (int i = 0; i < 1000; i++) {
        items = arena_grow(&arena, items, count, &capacity, sizeof *items);
        assert_true(capacity > count);
        items[count++] = i;
    }
    for (int i = 0; i < 1000; i++)
        assert_int_equal(items[i], i);
    arena_release(&arena);
}

static void releasing_an_unused_arena_does_nothing(void **state)
{
    (void)state;
    struct arena arena = {0};
    arena_release(&arena);
    arena_release(&arena);
    assert_null(arena.last);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_aligned_and_apart),
        cmocka_unit_test(a_piece_may_be_larger_than_any_block),
        cmocka_unit_test(small_pieces_after_a_large_one_take_little),
        cmocka_unit_test(small_texts_share_a_small_block),
        cmocka_unit_test(a_copy_is_terminated_and_independent),
        cmocka_unit_test(a_copy_of_nothing_stays_nothing),
        cmocka_unit_test(formatted_text_has_the_size_it_needs),
        cmocka_unit_test(a_growing_array_keeps_its_items),
        cmocka_unit_test(releasing_an_unused_arena_does_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
