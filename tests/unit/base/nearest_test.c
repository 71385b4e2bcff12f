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
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
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

static struct nearest find_nearest(const char *wanted)
{
    static const char *const names[] = {"limit", "title", "tile", "id"};
    struct nearest nearest = nearest_to(slice_of(wanted));
    for (size_t i = 0; i < ARRAY_COUNT(names); i++)
        nearest_consider(&nearest, slice_of(names[i]));
    return nearest;
}

static void the_nearest_name_is_found(void **state)
{
    (void)state;
    static const struct {
        const char *wanted, *name;
        unsigned distance;
    } cases[] = {
        {"limt", "limit", 1},  {"Title", "title", 0},  {"tiel", "tile", 1},
        {"titel", "title", 1}, {"LIMITS", "limit", 1},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct nearest nearest = find_nearest(cases[i].wanted);
        assert_slice_is(nearest.name, cases[i].name);
        assert_int_equal(nearest.distance, cases[i].distance);
    }
}

static void names_that_are_too_far_away_are_not_found(void **state)
{
    (void)state;
    assert_null(find_nearest("colour").name.data);
    assert_null(find_nearest("ix").name.data);
    assert_null(find_nearest("").name.data);
    assert_int_equal(find_nearest("colour").distance, 3);
}

static void of_equally_near_names_the_first_is_kept(void **state)
{
    (void)state;
    struct nearest nearest = nearest_to(SLICE("tags"));
    assert_true(nearest_consider(&nearest, SLICE("tag")));
    assert_false(nearest_consider(&nearest, SLICE("bags")));
    assert_true(nearest_consider(&nearest, SLICE("tags")));
    assert_false(nearest_consider(&nearest, SLICE("TAGS")));
    assert_slice_is(nearest.name, "tags");
}

static void a_caller_may_tolerate_less(void **state)
{
    (void)state;
    struct nearest nearest = nearest_to(SLICE("startWit"));
    nearest.distance = 2;
    assert_false(nearest_consider(&nearest, SLICE("startsWith")));
    assert_true(nearest_consider(&nearest, SLICE("startWith")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(edits_are_counted),
        cmocka_unit_test(beyond_the_bound_is_the_bound_and_one),
        cmocka_unit_test(names_without_measure_are_never_near),
        cmocka_unit_test(longer_names_may_be_further_away),
        cmocka_unit_test(the_nearest_name_is_found),
        cmocka_unit_test(names_that_are_too_far_away_are_not_found),
        cmocka_unit_test(of_equally_near_names_the_first_is_kept),
        cmocka_unit_test(a_caller_may_tolerate_less),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
