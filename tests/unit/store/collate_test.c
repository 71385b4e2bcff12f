/* collate_test.c - which name comes first. */
#include "test.h"

#include "store/collate.h"
#include "store/order.h"

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
            int order =
                path_compare(slice_of(in_order[i]), slice_of(in_order[j]));
            int wanted = (i > j) - (i < j);
            assert_int_equal((order > 0) - (order < 0), wanted);
        }
    }
}

static void bytes_tell_apart_what_nothing_else_does(void **state)
{
    (void)state;
    assert_true(path_compare(SLICE("A"), SLICE("a")) < 0);
    assert_true(path_compare(SLICE("a"), SLICE("A")) > 0);
    assert_true(path_compare(SLICE("a01"), SLICE("a1")) < 0);
    assert_int_equal(path_compare(SLICE("a1"), SLICE("a1")), 0);
    /* numbers of any length */
    assert_true(path_compare(SLICE("99999999999999999999"),
                             SLICE("100000000000000000000")) < 0);
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
        "z",       "~",       "\xC3\xA9",   "\x01",      "a\x01",
    };
    enum { COUNT = sizeof names / sizeof names[0] };
    struct source *sources[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        sources[i] = source_parse(slice_of(names[i]), SLICE(""), NULL);
        note_order(sources[i]);
    }
    for (size_t i = 0; i < COUNT; i++) {
        for (size_t j = 0; j < COUNT; j++) {
            struct slice a = sources[i]->path, b = sources[j]->path;
            int order = path_compare(a, b);
            int keys = slice_compare(sources[i]->notes.path_key,
                                     sources[j]->notes.path_key);
            uint64_t x = collation_number(a), y = collation_number(b);
            if (keys != 0)
                assert_int_equal(sign(keys), sign(order));
            else
                assert_int_equal(sign(slice_compare(a, b)), sign(order));
            if (x != y)
                assert_int_equal(x < y ? -1 : 1, sign(order));
        }
    }
    sort_sources(sources, COUNT, 0, COUNT);
    for (size_t i = 1; i < COUNT; i++)
        assert_true(path_compare(sources[i - 1]->path, sources[i]->path) < 0);
    for (size_t i = 0; i < COUNT; i++)
        source_unref(sources[i]);
}

/* Longer than any number that a computer counts with. */
static void a_number_may_have_any_length(void **state)
{
    (void)state;
    char nines[1000], ones[1001];
    memset(nines, '9', sizeof nines);
    memset(ones, '1', sizeof ones);
    struct source *a =
        source_parse((struct slice){nines, sizeof nines}, SLICE(""), NULL);
    struct source *b =
        source_parse((struct slice){ones, sizeof ones}, SLICE(""), NULL);
    struct source *sources[] = {b, a};
    note_order(a);
    note_order(b);
    assert_true(path_compare(a->path, b->path) < 0);
    sort_sources(sources, 2, 0, 2);
    assert_ptr_equal(sources[0], a);
    source_unref(a);
    source_unref(b);
}

/* What an edit leaves in its place is known to be in order; what it adds or
 * changes may belong before or behind any of that. */
static void one_that_is_new_finds_its_place_from_anywhere(void **state)
{
    (void)state;
    static const char *const names[] = {"a", "b", "c", "d", "e"};
    enum { COUNT = sizeof names / sizeof names[0] };
    for (size_t at = 0; at < COUNT; at++) {
        for (size_t belongs = 0; belongs < COUNT; belongs++) {
            struct source *sources[COUNT];
            size_t rest = 0;
            for (size_t i = 0; i < COUNT; i++) {
                rest += i != at && rest == belongs ? 1 : 0;
                sources[i] =
                    source_parse(slice_of(names[i == at ? belongs : rest++]),
                                 SLICE(""), NULL);
                note_order(sources[i]);
            }
            sort_sources(sources, COUNT, at, at + 1);
            for (size_t i = 0; i < COUNT; i++) {
                assert_true(slice_is(sources[i]->path, names[i]));
                source_unref(sources[i]);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_count_as_numbers_and_letters_without_case),
        cmocka_unit_test(bytes_tell_apart_what_nothing_else_does),
        cmocka_unit_test(keys_sort_as_the_names_do),
        cmocka_unit_test(a_number_may_have_any_length),
        cmocka_unit_test(one_that_is_new_finds_its_place_from_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
