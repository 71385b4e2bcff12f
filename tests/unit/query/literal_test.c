/* literal_test.c - the values that people write in a query. */
#include "test.h"

#include "base/clock.h"
#include "query/literal.h"

#define NOW INT64_C(1711888245678) /* 2024-03-31T12:30:45.678Z */

static void check(const char *text, bool is_day, const char *from,
                  const char *to)
{
    struct arena arena = {0};
    struct interval got;
    char from_text[25], to_text[25];
    struct slice restored = literal_restore_plus(slice_of(text), &arena);
    assert_true(literal_date(restored, is_day, NOW, &got));
    arena_release(&arena);
    clock_format_rfc3339(got.from_ms, from_text);
    clock_format_rfc3339(got.to_ms, to_text);
    assert_string_equal(from_text, from);
    assert_string_equal(to_text, to);
}

static void a_date_is_as_long_as_it_is_precise(void **state)
{
    (void)state;
    check("2024", false, "2024-01-01T00:00:00.000Z",
          "2025-01-01T00:00:00.000Z");
    check("2024-02", false, "2024-02-01T00:00:00.000Z",
          "2024-03-01T00:00:00.000Z");
    check("2024-12", false, "2024-12-01T00:00:00.000Z",
          "2025-01-01T00:00:00.000Z");
    check("2024-02-29", false, "2024-02-29T00:00:00.000Z",
          "2024-03-01T00:00:00.000Z");
    check("2024-05-01T09:30", false, "2024-05-01T09:30:00.000Z",
          "2024-05-01T09:31:00.000Z");
    check("2024-05-01 09:30:15", false, "2024-05-01T09:30:15.000Z",
          "2024-05-01T09:30:16.000Z");
    check("2024-05-01T09:30:15.5Z", false, "2024-05-01T09:30:15.500Z",
          "2024-05-01T09:30:15.501Z");
    check("May 1, 2024", false, "2024-05-01T00:00:00.000Z",
          "2024-05-02T00:00:00.000Z");
    check("1714521600", false, "2024-05-01T00:00:00.000Z",
          "2024-05-01T00:00:01.000Z");
}

static void an_offset_in_the_literal_wins(void **state)
{
    (void)state;
    check("2024-05-01T09:30+02:00", false, "2024-05-01T07:30:00.000Z",
          "2024-05-01T07:31:00.000Z");
    check("2024-05-01T09:30:00-05:00", false, "2024-05-01T14:30:00.000Z",
          "2024-05-01T14:30:01.000Z");
    /* "+" arrives as a space. */
    check("2024-05-01T09:30 02:00", false, "2024-05-01T07:30:00.000Z",
          "2024-05-01T07:31:00.000Z");
    check("2024-05-01 09:30:00 0200", false, "2024-05-01T07:30:00.000Z",
          "2024-05-01T07:30:01.000Z");
}

static void a_plus_is_restored_only_if_that_makes_a_date(void **state)
{
    (void)state;
    static const struct {
        const char *text, *restored;
    } cases[] = {
        {"2024-05-01T09:30 02:00", "2024-05-01T09:30+02:00"},
        {"2024-05-01 09:30 0200", "2024-05-01 09:30+0200"},
        {"now 1w", "now+1w"},
        {"2024-05-01 09:30", "2024-05-01 09:30"},
        {"2024 and 02:00", "2024 and 02:00"},
        {"now 30 d", "now 30 d"},
        {"a b", "a b"},
        {"", ""},
        {" ", " "},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_slice_is(literal_restore_plus(slice_of(cases[i].text), &arena),
                        cases[i].restored);
    arena_release(&arena);
}

static void now_is_a_minute_and_may_be_moved(void **state)
{
    (void)state;
    check("now", false, "2024-03-31T12:30:00.000Z", "2024-03-31T12:31:00.000Z");
    check("now-30d", false, "2024-03-01T12:30:00.000Z",
          "2024-03-01T12:31:00.000Z");
    check("now+1w", false, "2024-04-07T12:30:00.000Z",
          "2024-04-07T12:31:00.000Z");
    check("now 1w", false, "2024-04-07T12:30:00.000Z",
          "2024-04-07T12:31:00.000Z");
    check("now-36h", false, "2024-03-30T00:30:00.000Z",
          "2024-03-30T00:31:00.000Z");
    check("now-1M", false, "2024-02-29T12:30:00.000Z",
          "2024-02-29T12:31:00.000Z");
    check("now+1M", false, "2024-04-30T12:30:00.000Z",
          "2024-04-30T12:31:00.000Z");
    check("now-13M", false, "2023-02-28T12:30:00.000Z",
          "2023-02-28T12:31:00.000Z");
    check("now-1y", false, "2023-03-31T12:30:00.000Z",
          "2023-03-31T12:31:00.000Z");
    struct interval got;
    assert_true(literal_date(SLICE("now"), false, NOW, &got));
    assert_true(got.is_relative);
    assert_int_equal(literal_now_ends_ms(NOW), got.to_ms);
    assert_true(literal_date(SLICE("2024"), false, NOW, &got));
    assert_false(got.is_relative);
}

static void the_timezone_applies_without_an_offset(void **state)
{
    (void)state;
    struct err err;
    assert_true(timezone_set("Europe/Berlin", &err));
    check("2024-03-31", false, "2024-03-30T23:00:00.000Z",
          "2024-03-31T22:00:00.000Z"); /* a day of 23 hours */
    check("2024-05", false, "2024-04-30T22:00:00.000Z",
          "2024-05-31T22:00:00.000Z");
    check("now-1M", false, "2024-02-29T13:30:00.000Z",
          "2024-02-29T13:31:00.000Z"); /* 14:30 on the wall, then and now */
    assert_true(timezone_set("UTC", &err));
}

static void a_day_has_no_timezone(void **state)
{
    (void)state;
    struct err err;
    assert_true(timezone_set("Pacific/Auckland", &err));
    check("2024-05", true, "2024-05-01T00:00:00.000Z",
          "2024-06-01T00:00:00.000Z");
    check("2024-05-01T23:30:00-05:00", true, "2024-05-01T00:00:00.000Z",
          "2024-05-02T00:00:00.000Z");
    check("now", true, "2024-04-01T00:00:00.000Z", "2024-04-02T00:00:00.000Z");
    assert_true(timezone_set("UTC", &err));
}

static void strings_that_are_not_dates_are_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",          "nonsense",     "20",
        "2024-13",   "2024-02-30",   "2024-",
        "2024-05-",  "2024-05-01-",  "now-",
        "now-d",     "now-3",        "now-3m",
        "now-3dd",   "now-9999999d", "nowhere",
        "now-3000y", "yesterday",    "2024-05-01T25:00",
        "24-05-01",  "now--3d",      "now-99999M",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct interval got;
        assert_false(literal_date(slice_of(texts[i]), false, NOW, &got));
    }
}

static void far_ends_of_the_calendar_do_no_harm(void **state)
{
    (void)state;
    struct interval got;
    assert_true(literal_date(SLICE("9999-12-31"), false, NOW, &got));
    assert_true(got.from_ms < got.to_ms);
    assert_true(literal_date(SLICE("now+99999y"), false, NOW, &got));
    assert_true(got.from_ms < got.to_ms);
    (void)literal_date(SLICE("0000"), false, NOW, &got);
}

static void numbers_are_those_of_json(void **state)
{
    (void)state;
    struct number number;
    assert_true(literal_number(SLICE("1"), &number));
    assert_true(number.real == 1);
    assert_true(literal_number(SLICE("-1.50"), &number));
    assert_true(number.real == -1.5);
    assert_true(literal_number(SLICE("1e3"), &number));
    assert_true(number.real == 1000);
    assert_true(literal_number(SLICE("9007199254740993"), &number));
    assert_true(number.real == 9007199254740992.0 && number.rest == 1);
    static const char *const texts[] = {
        "",   "-",  "1.",  ".5",  "1e", "0x10",  "inf",
        "1 ", " 1", "nan", "1,5", "+1", "1e999", "--1",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        assert_false(literal_number(slice_of(texts[i]), &number));
}

static void a_boolean_is_true_or_false(void **state)
{
    (void)state;
    bool boolean = false;
    assert_true(literal_boolean(SLICE("true"), &boolean) && boolean);
    assert_true(literal_boolean(SLICE("false"), &boolean) && !boolean);
    assert_false(literal_boolean(SLICE("1"), &boolean));
    assert_false(literal_boolean(SLICE("yes"), &boolean));
    assert_false(literal_boolean(SLICE(""), &boolean));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_date_is_as_long_as_it_is_precise),
        cmocka_unit_test(an_offset_in_the_literal_wins),
        cmocka_unit_test(a_plus_is_restored_only_if_that_makes_a_date),
        cmocka_unit_test(now_is_a_minute_and_may_be_moved),
        cmocka_unit_test(the_timezone_applies_without_an_offset),
        cmocka_unit_test(a_day_has_no_timezone),
        cmocka_unit_test(strings_that_are_not_dates_are_refused),
        cmocka_unit_test(far_ends_of_the_calendar_do_no_harm),
        cmocka_unit_test(numbers_are_those_of_json),
        cmocka_unit_test(a_boolean_is_true_or_false),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
