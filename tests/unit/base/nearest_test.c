/* nearest_test.c - "did you mean". */
#include "test.h"

#include "base/nearest.h"

static void edits_are_counted(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        unsigned edits;
    } cases[] = {
        {"title", "title", 0},  {"title", "titel", 1},
        {"title", "tilte", 1},  {"title", "titles", 1},
        {"title", "tile", 1},   {"title", "TITLE", 0},
        {"limit", "offset", 5}, {"", "", 0},
        {"", "abc", 3},         {"abc", "", 3},
        {"tags", "tag", 1},     {"kitten", "sitting", 3},
        {"ca", "abc", 3},       {"author", "auhtors", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct slice a = slice_of(cases[i].a), b = slice_of(cases[i].b);
        assert_int_equal(edit_distance(a, b, 10), cases[i].edits);
        assert_int_equal(edit_distance(b, a, 10), cases[i].edits);
    }
}

static void beyond_the_bound_is_the_bound_and_one(void **state)
{
    (void)state;
    assert_int_equal(edit_distance(SLICE("kitten"), SLICE("sitting"), 2), 3);
    assert_int_equal(edit_distance(SLICE("abcdef"), SLICE("uvwxyz"), 1), 2);
    assert_int_equal(edit_distance(SLICE("a"), SLICE("b"), 0), 1);
}

static void names_without_measure_are_never_near(void **state)
{
    (void)state;
    char name[65];
    memset(name, 'a', sizeof name);
    struct slice fits = {name, 64}, too_long = {name, 65};
    assert_int_equal(edit_distance(fits, fits, 2), 0);
    assert_int_equal(edit_distance(fits, too_long, 2), 3);
    assert_int_equal(edit_distance(too_long, too_long, 2), 3);
}

static void longer_names_may_be_further_away(void **state)
{
    (void)state;
    assert_int_equal(edit_tolerance(SLICE("")), 0);
    assert_int_equal(edit_tolerance(SLICE("id")), 0);
    assert_int_equal(edit_tolerance(SLICE("tag")), 1);
    assert_int_equal(edit_tolerance(SLICE("title")), 1);
    assert_int_equal(edit_tolerance(SLICE("author")), 2);
    assert_true(edit_tolerance(SLICE("a_rather_long_name")) > 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(edits_are_counted),
        cmocka_unit_test(beyond_the_bound_is_the_bound_and_one),
        cmocka_unit_test(names_without_measure_are_never_near),
        cmocka_unit_test(longer_names_may_be_further_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
