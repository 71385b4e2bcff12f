/* str_test.c - slices and growing buffers. */
#include "test.h"

static void a_slice_ends_where_its_text_ends(void **state)
{
    (void)state;
    assert_int_equal(slice_of("abc").size, 3);
    assert_int_equal(slice_of("").size, 0);
    assert_non_null(slice_of("").data);
    assert_null(slice_of(NULL).data);
    assert_int_equal(SLICE("a\0b").size, 3);
}

static void digits_are_one_or_more(void **state)
{
    (void)state;
    assert_true(slice_is_digits(SLICE("0123456789")));
    assert_false(slice_is_digits(SLICE("")));
    assert_false(slice_is_digits(SLICE_NONE));
    assert_false(slice_is_digits(SLICE("/1")));
    assert_false(slice_is_digits(SLICE("1:")));
    assert_false(slice_is_digits(SLICE("-1")));
}

static void a_part_never_leaves_its_slice(void **state)
{
    (void)state;
    struct slice s = SLICE("hello");
    assert_slice_is(slice_sub(s, 1, 3), "el");
    assert_slice_is(slice_sub(s, 3, 99), "lo");
    assert_slice_is(slice_sub(s, 4, 2), "");
    assert_slice_is(slice_from(s, 99), "");
    assert_slice_is(slice_sub(SLICE_NONE, 0, 9), "");
    assert_non_null(slice_sub(SLICE_NONE, 0, 9).data);
}

static void equality_looks_at_every_byte(void **state)
{
    (void)state;
    assert_true(slice_equal(SLICE("a\0b"), SLICE("a\0b")));
    assert_false(slice_equal(SLICE("a\0b"), SLICE("a\0c")));
    assert_false(slice_equal(SLICE("ab"), SLICE("abc")));
    assert_true(slice_equal(SLICE_NONE, SLICE("")));
    assert_true(slice_is(SLICE("abc"), "abc"));
    assert_false(slice_is(SLICE("abc"), "ABC"));
}

static void case_is_only_ignored_when_asked_to(void **state)
{
    (void)state;
    assert_true(slice_equal_nocase(SLICE("README.MD"), SLICE("readme.md")));
    assert_false(slice_equal_nocase(SLICE("readme"), SLICE("readme.md")));
    assert_true(slice_ends(SLICE("a.md"), ".md"));
    assert_false(slice_ends(SLICE("a.MD"), ".md"));
    assert_true(slice_ends_nocase(SLICE("a.MD"), ".md"));
    assert_false(slice_ends_nocase(SLICE("md"), ".md"));
}

static void every_text_starts_and_ends_with_the_empty_one(void **state)
{
    (void)state;
    assert_true(slice_begins(SLICE("abc"), SLICE("")));
    assert_true(slice_begins(SLICE("abc"), SLICE("abc")));
    assert_false(slice_begins(SLICE("abc"), SLICE("abcd")));
    assert_false(slice_begins(SLICE("abc"), SLICE("b")));
    assert_true(slice_starts(SLICE("abc"), ""));
    assert_true(slice_ends(SLICE("abc"), ""));
    assert_true(slice_starts(SLICE_NONE, ""));
    assert_true(slice_starts(SLICE("abc"), "abc"));
    assert_false(slice_starts(SLICE("abc"), "abcd"));
}

static void trimming_takes_blanks_off_both_ends_only(void **state)
{
    (void)state;
    assert_slice_is(slice_trim(SLICE(" \t\r\n a b \n")), "a b");
    assert_slice_is(slice_trim(SLICE(" \n ")), "");
    assert_slice_is(slice_trim(SLICE_NONE), "");
}

static void order_is_bytewise_and_shorter_first(void **state)
{
    (void)state;
    assert_true(slice_compare(SLICE("a"), SLICE("b")) < 0);
    assert_true(slice_compare(SLICE("b"), SLICE("a")) > 0);
    assert_true(slice_compare(SLICE("a"), SLICE("ab")) < 0);
    assert_true(slice_compare(SLICE("ab"), SLICE("a")) > 0);
    assert_int_equal(slice_compare(SLICE("ab"), SLICE("ab")), 0);
    assert_true(slice_compare(SLICE("\x7F"), SLICE("\x80")) < 0);
    assert_int_equal(slice_compare(SLICE_NONE, SLICE("")), 0);
}

static void what_is_not_found_is_at_the_end(void **state)
{
    (void)state;
    struct slice s = SLICE("a-b-c");
    assert_int_equal(slice_find_char(s, 0, '-'), 1);
    assert_int_equal(slice_find_char(s, 2, '-'), 3);
    assert_int_equal(slice_find_char(s, 4, '-'), 5);
    assert_int_equal(slice_find_char(s, 99, '-'), 5);
    assert_int_equal(slice_find(s, 0, SLICE("b-")), 2);
    assert_int_equal(slice_find(s, 3, SLICE("b-")), 5);
    assert_int_equal(slice_find(s, 2, SLICE("")), 2);
    assert_int_equal(slice_find(s, 6, SLICE("")), 5);
    assert_int_equal(slice_find(SLICE_NONE, 0, SLICE("b")), 0);
}

/* However often the start of the string is there without the rest of it. */
static void a_string_is_found_after_many_of_its_starts(void **state)
{
    (void)state;
    for (size_t starts = 0; starts < 100; starts++) {
        struct str s = {0};
        for (size_t i = 0; i < starts; i++)
            str_append(&s, i % 3 == 0 ? SLICE("ab") : SLICE("a"));
        size_t size = s.size;
        assert_int_equal(slice_find(str_slice(&s), 0, SLICE("abc")), size);
        str_append(&s, SLICE("abcab"));
        assert_int_equal(slice_find(str_slice(&s), 0, SLICE("abc")), size);
        assert_int_equal(slice_find(str_slice(&s), size + 1, SLICE("abc")),
                         s.size);
        str_release(&s);
    }
}

static void cutting_gives_empty_parts_too(void **state)
{
    (void)state;
    struct slice rest = SLICE("a,,b,"), part;
    static const char *const expected[] = {"a", "", "b", ""};
    for (size_t i = 0; i < 4; i++) {
        assert_true(slice_cut(&rest, ',', &part));
        assert_slice_is(part, expected[i]);
    }
    assert_false(slice_cut(&rest, ',', &part));
}

static void the_empty_text_has_one_part_and_none_has_none(void **state)
{
    (void)state;
    struct slice rest = SLICE(""), part;
    assert_true(slice_cut(&rest, ',', &part));
    assert_int_equal(part.size, 0);
    assert_false(slice_cut(&rest, ',', &part));
    rest = SLICE_NONE;
    assert_false(slice_cut(&rest, ',', &part));
}

static void a_buffer_grows_and_stays_terminated(void **state)
{
    (void)state;
    struct str s = {0};
    for (int i = 0; i < 1000; i++) {
        str_append_char(&s, (char)('a' + i % 26));
        assert_int_equal(s.data[s.size], '\0');
    }
    str_append(&s, SLICE("x\0y"));
    str_append_text(&s, "z");
    str_append_repeat(&s, '!', 3);
    str_append_repeat(&s, '?', 0);
    str_appendf(&s, "%d-%s", 42, "end");
    str_appendf(&s, "%s", "");
    assert_int_equal(s.size, 1000 + 3 + 1 + 3 + 6);
    assert_memory_equal(s.data + 1000, "x\0yz!!!42-end", 14);
    str_release(&s);
    assert_null(s.data);
}

static void formatted_text_may_be_longer_than_any_reserve(void **state)
{
    (void)state;
    struct str s = {0};
    str_appendf(&s, "%5000d", 7);
    assert_int_equal(s.size, 5000);
    assert_int_equal(s.data[4999], '7');
    str_release(&s);
}

static void a_cleared_buffer_keeps_its_memory(void **state)
{
    (void)state;
    struct str s = {0};
    str_append_text(&s, "abc");
    const char *memory = s.data;
    str_clear(&s);
    assert_slice_is(str_slice(&s), "");
    str_append_text(&s, "d");
    assert_ptr_equal(s.data, memory);
    assert_slice_is(str_slice(&s), "d");
    str_release(&s);
}

static void an_unused_buffer_is_the_empty_text(void **state)
{
    (void)state;
    struct str s = {0};
    str_clear(&s);
    assert_non_null(str_slice(&s).data);
    assert_int_equal(str_slice(&s).size, 0);
    str_release(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slice_ends_where_its_text_ends),
        cmocka_unit_test(digits_are_one_or_more),
        cmocka_unit_test(a_part_never_leaves_its_slice),
        cmocka_unit_test(equality_looks_at_every_byte),
        cmocka_unit_test(case_is_only_ignored_when_asked_to),
        cmocka_unit_test(every_text_starts_and_ends_with_the_empty_one),
        cmocka_unit_test(trimming_takes_blanks_off_both_ends_only),
        cmocka_unit_test(order_is_bytewise_and_shorter_first),
        cmocka_unit_test(what_is_not_found_is_at_the_end),
        cmocka_unit_test(a_string_is_found_after_many_of_its_starts),
        cmocka_unit_test(cutting_gives_empty_parts_too),
        cmocka_unit_test(the_empty_text_has_one_part_and_none_has_none),
        cmocka_unit_test(a_buffer_grows_and_stays_terminated),
        cmocka_unit_test(formatted_text_may_be_longer_than_any_reserve),
        cmocka_unit_test(a_cleared_buffer_keeps_its_memory),
        cmocka_unit_test(an_unused_buffer_is_the_empty_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
