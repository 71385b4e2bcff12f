/* collate_test.c - which name comes first. */
#include "test.h"

#include "base/collate.h"

static void digits_count_as_numbers_and_letters_without_case(void **state)
{
    (void)state;
    static const char *const in_order[] = {
        "",     "0",    "1",  "2.x",  "10.x",   "a",      "A1",
        "a01b", "a1b2", "a2", "a10b", "A10c/x", "a10c/y", "b",
    };
    size_t count = sizeof in_order / sizeof in_order[0];
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count; j++) {
            int order = collate(slice_of(in_order[i]), slice_of(in_order[j]));
            int wanted = (i > j) - (i < j);
            assert_int_equal((order > 0) - (order < 0), wanted);
        }
    }
}

static void bytes_tell_apart_what_nothing_else_does(void **state)
{
    (void)state;
    assert_true(collate(SLICE("A"), SLICE("a")) < 0);
    assert_true(collate(SLICE("a"), SLICE("A")) > 0);
    assert_true(collate(SLICE("a01"), SLICE("a1")) < 0);
    assert_int_equal(collate(SLICE("a1"), SLICE("a1")), 0);
    /* numbers of any length */
    assert_true(collate(SLICE("99999999999999999999"),
                        SLICE("100000000000000000000")) < 0);
}

static void accents_matter_only_between_equals(void **state)
{
    (void)state;
    static const char *const in_order[] = {
        "apfel",         "\xC3\xA4pfel", "apfelsine", "zola",
        "\303\251tat 2", "etat 10",      "zz",
    };
    assert_true(collate(slice_of(in_order[1]), slice_of(in_order[0])) > 0);
    assert_true(collate(slice_of(in_order[1]), slice_of(in_order[2])) < 0);
    assert_true(collate(slice_of(in_order[1]), slice_of(in_order[3])) < 0);
    assert_true(collate(slice_of(in_order[4]), slice_of(in_order[5])) < 0);
    assert_true(collate(slice_of(in_order[5]), slice_of(in_order[6])) < 0);
}

static int sign(int order)
{
    return (order > 0) - (order < 0);
}

/* Keys and numbers are faster ways to the same order. */
static void keys_sort_as_the_names_do(void **state)
{
    (void)state;
    static const char *const names[] = {
        "",        "0",       "00",         "1",         "01",
        "9",       "10",      "2.x",        "a",         "A",
        "a/b",     "a1",      "a01",        "a1b",       "a10",
        "a b",     "ab",      "abcdefgh",   "abcdefghi", "abcdefgh1",
        "abcdef9", "abcdef1", "abcdef1000", "12345678",  "1234567890",
        "z",       "~",       "\xC3\xA9",   "e",         "E\xCC\x81",
        "\x01",    "a\x01",
    };
    enum { COUNT = sizeof names / sizeof names[0] };
    struct str keys_of[COUNT] = {0};
    for (size_t i = 0; i < COUNT; i++)
        collate_append_key(&keys_of[i], slice_of(names[i]));
    for (size_t i = 0; i < COUNT; i++) {
        for (size_t j = 0; j < COUNT; j++) {
            struct slice a = slice_of(names[i]), b = slice_of(names[j]);
            int order = collate(a, b);
            int keys =
                slice_compare(str_slice(&keys_of[i]), str_slice(&keys_of[j]));
            uint64_t x = collate_number(a), y = collate_number(b);
            if (keys != 0)
                assert_int_equal(sign(keys), sign(order));
            else
                assert_int_equal(sign(slice_compare(a, b)), sign(order));
            if (x != y)
                assert_int_equal(x < y ? -1 : 1, sign(order));
        }
    }
    for (size_t i = 0; i < COUNT; i++)
        str_release(&keys_of[i]);
}

/* Longer than any number that a computer counts with. */
static void a_number_may_have_any_length(void **state)
{
    (void)state;
    char nines[1000], ones[1001];
    memset(nines, '9', sizeof nines);
    memset(ones, '1', sizeof ones);
    struct slice a = {nines, sizeof nines}, b = {ones, sizeof ones};
    struct str of_a = {0}, of_b = {0};
    collate_append_key(&of_a, a);
    collate_append_key(&of_b, b);
    assert_true(collate(a, b) < 0);
    assert_true(slice_compare(str_slice(&of_a), str_slice(&of_b)) < 0);
    str_release(&of_a);
    str_release(&of_b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accents_matter_only_between_equals),
        cmocka_unit_test(digits_count_as_numbers_and_letters_without_case),
        cmocka_unit_test(bytes_tell_apart_what_nothing_else_does),
        cmocka_unit_test(keys_sort_as_the_names_do),
        cmocka_unit_test(a_number_may_have_any_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
