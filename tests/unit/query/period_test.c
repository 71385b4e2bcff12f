/* period_test.c - dates by year, month and day. */
#include "test.h"

#include "query/period.h"

static void check(const char *path, int64_t ms, bool is_day, const char *wanted)
{
    struct arena arena = {0};
    struct slice field;
    const struct period *period = period_find(slice_of(path), &field);
    assert_non_null(period);
    assert_slice_is(field, "a.b");
    assert_slice_is(period_of(period, ms, is_day, &arena), wanted);
    arena_release(&arena);
}

static void an_instant_is_in_a_year_a_month_and_a_day(void **state)
{
    (void)state;
    static const int64_t new_year_ms = INT64_C(1704067200000); /* 2024 */
    static const bool choices[] = {false, true};
    for (size_t i = 0; i < ARRAY_COUNT(choices); i++) {
        check("a.b.year", new_year_ms, choices[i], "2024");
        check("a.b.month", new_year_ms, choices[i], "2024-01");
        check("a.b.day", new_year_ms, choices[i], "2024-01-01");
        check("a.b.year", new_year_ms - 1, choices[i], "2023");
        check("a.b.month", new_year_ms - 1, choices[i], "2023-12");
        check("a.b.day", new_year_ms - 1, choices[i], "2023-12-31");
        check("a.b.day", -1, choices[i], "1969-12-31");
    }
}

static void other_paths_have_no_period(void **state)
{
    (void)state;
    static const char *const paths[] = {
        "", "month", ".month", "date.months", "date.week", "birthmonth",
    };
    for (size_t i = 0; i < ARRAY_COUNT(paths); i++) {
        struct slice field;
        assert_null(period_find(slice_of(paths[i]), &field));
    }
    assert_slice_is(period_nearest(SLICE("mont")), "month");
    assert_null(period_nearest(SLICE("week")).data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_instant_is_in_a_year_a_month_and_a_day),
        cmocka_unit_test(other_paths_have_no_period),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
