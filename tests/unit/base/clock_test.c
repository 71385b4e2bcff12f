/* clock_test.c - the calendar and the timezone of the site. */
#include "test.h"

#include "base/clock.h"

static void set_zone(const char *name)
{
    struct err err = {0};
    if (!timezone_set(name, &err))
        fail_msg("%s: %s", err.text, err.hint);
}

static int offset_at(int month, int day, int hour, int minute)
{
    struct civil local = {2024, month, day, hour, minute, 0};
    return timezone_offset_at(&local);
}

static void days_are_counted_from_1970(void **state)
{
    (void)state;
    assert_int_equal(days_from_civil(1970, 1, 1), 0);
    assert_int_equal(days_from_civil(1969, 12, 31), -1);
    assert_int_equal(days_from_civil(2000, 3, 1), 11017);
    assert_int_equal(days_from_civil(0, 1, 1), -719528);
    assert_int_equal(days_from_civil(9999, 12, 31), 2932896);
}

static void every_day_of_eight_centuries_comes_back(void **state)
{
    (void)state;
    struct civil before =
        civil_from_seconds((days_from_civil(1600, 1, 1) - 1) * 86400);
    for (int64_t day = days_from_civil(1600, 1, 1);
         day <= days_from_civil(2400, 12, 31); day++) {
        struct civil c = civil_from_seconds(day * 86400 + 86399);
        assert_true(civil_is_valid(&c));
        assert_int_equal(days_from_civil(c.year, c.month, c.day), day);
        assert_int_equal(c.hour * 10000 + c.minute * 100 + c.second, 235959);
        assert_true(c.day == before.day + 1 || c.day == 1);
        before = c;
    }
}

static void seconds_before_1970_are_negative(void **state)
{
    (void)state;
    struct civil c = civil_from_seconds(-1);
    assert_int_equal(c.year, 1969);
    assert_int_equal(c.month, 12);
    assert_int_equal(c.day, 31);
    assert_int_equal(c.second, 59);
    assert_int_equal(civil_to_seconds(&c), -1);
}

static void days_that_do_not_exist_are_invalid(void **state)
{
    (void)state;
    static const struct {
        struct civil civil;
        bool is_valid;
    } cases[] = {
        {{2024, 2, 29, 0, 0, 0}, true},   {{2023, 2, 29, 0, 0, 0}, false},
        {{2000, 2, 29, 0, 0, 0}, true},   {{1900, 2, 29, 0, 0, 0}, false},
        {{2024, 4, 31, 0, 0, 0}, false},  {{2024, 12, 31, 0, 0, 0}, true},
        {{2024, 13, 1, 0, 0, 0}, false},  {{2024, 0, 1, 0, 0, 0}, false},
        {{2024, 1, 0, 0, 0, 0}, false},   {{2024, 1, 1, 24, 0, 0}, false},
        {{2024, 1, 1, 23, 60, 0}, false}, {{2024, 1, 1, 23, 59, 60}, false},
        {{2024, 1, 1, 23, 59, 59}, true}, {{2024, 1, 1, -1, 0, 0}, false},
        {{10000, 1, 1, 0, 0, 0}, false},  {{-1, 1, 1, 0, 0, 0}, false},
        {{0, 1, 1, 0, 0, 0}, true},       {{9999, 12, 31, 0, 0, 0}, true},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        assert_int_equal(civil_is_valid(&cases[i].civil), cases[i].is_valid);
}

static void a_site_without_a_zone_is_in_utc(void **state)
{
    (void)state;
    set_zone("UTC");
    assert_int_equal(offset_at(1, 1, 12, 0), 0);
    assert_int_equal(offset_at(7, 1, 12, 0), 0);
}

static void summer_and_winter_differ(void **state)
{
    (void)state;
    set_zone("Europe/Berlin");
    assert_int_equal(offset_at(1, 15, 12, 0), 3600);
    assert_int_equal(offset_at(7, 15, 12, 0), 7200);
    set_zone("America/New_York");
    assert_int_equal(offset_at(1, 15, 12, 0), -5 * 3600);
    assert_int_equal(offset_at(7, 15, 12, 0), -4 * 3600);
    set_zone("Asia/Kolkata");
    assert_int_equal(offset_at(7, 15, 12, 0), 5 * 3600 + 1800);
}

static void the_last_minute_before_a_change_and_the_first_after(void **state)
{
    (void)state;
    set_zone("Europe/Berlin");
    assert_int_equal(offset_at(3, 31, 1, 59), 3600);
    assert_int_equal(offset_at(3, 31, 3, 0), 7200);
    assert_int_equal(offset_at(10, 27, 1, 59), 7200);
    assert_int_equal(offset_at(10, 27, 3, 0), 3600);
}

static void a_skipped_or_repeated_time_takes_the_earlier_offset(void **state)
{
    (void)state;
    set_zone("Europe/Berlin");
    assert_int_equal(offset_at(3, 31, 2, 30), 3600);
    assert_int_equal(offset_at(10, 27, 2, 30), 7200);
    set_zone("America/New_York");
    assert_int_equal(offset_at(3, 10, 2, 30), -5 * 3600);
    assert_int_equal(offset_at(11, 3, 1, 30), -4 * 3600);
    set_zone("Australia/Lord_Howe"); /* by half an hour */
    assert_int_equal(offset_at(4, 7, 1, 45), 11 * 3600);
    assert_int_equal(offset_at(10, 6, 2, 15), 10 * 3600 + 1800);
}

static void an_offset_does_not_depend_on_the_question_before(void **state)
{
    (void)state;
    set_zone("Europe/Berlin");
    (void)offset_at(7, 1, 0, 0);
    int after_summer = offset_at(10, 27, 2, 30);
    (void)offset_at(1, 1, 0, 0);
    assert_int_equal(offset_at(10, 27, 2, 30), after_summer);
}

static void a_zone_must_be_a_zone(void **state)
{
    (void)state;
    static const char *const names[] = {
        "",       "Mars/Olympus", "../../etc/passwd", "/etc/localtime",
        "Europe", "tzdata.zi",    "Europe/Berlin/",   "CET-1CEST,M3.5.0",
    };
    set_zone("Asia/Kolkata");
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        struct err err = {0};
        assert_false(timezone_set(names[i], &err));
        assert_int_equal(err.code, ERR_INVALID);
        assert_non_null(strstr(err.hint, "Europe/Berlin"));
    }
    assert_int_equal(offset_at(1, 1, 0, 0), 5 * 3600 + 1800);
}

static void http_dates_are_those_of_rfc_9110(void **state)
{
    (void)state;
    char text[30];
    clock_format_http_date(784111777, text);
    assert_string_equal(text, "Sun, 06 Nov 1994 08:49:37 GMT");
    clock_format_http_date(0, text);
    assert_string_equal(text, "Thu, 01 Jan 1970 00:00:00 GMT");
    clock_format_http_date(-1, text);
    assert_string_equal(text, "Wed, 31 Dec 1969 23:59:59 GMT");
}

static void years_of_more_or_fewer_digits_keep_the_length(void **state)
{
    (void)state;
    static const int64_t instants[] = {
        253402300799, 253402300800, 64060588800LL * 5, /* 9999, 10000, 12150 */
        -62167219200, -62167219201, -64060588800LL * 5,
    };
    for (size_t i = 0; i < ARRAY_COUNT(instants); i++) {
        char http[30], rfc[25];
        clock_format_http_date(instants[i], http);
        assert_int_equal(strlen(http), 29);
        clock_format_rfc3339(instants[i] * 1000, rfc);
        assert_int_equal(strlen(rfc), 24);
    }
}

static void rfc_3339_has_milliseconds(void **state)
{
    (void)state;
    char text[25];
    clock_format_rfc3339(1714521600123, text);
    assert_string_equal(text, "2024-05-01T00:00:00.123Z");
    clock_format_rfc3339(-1, text);
    assert_string_equal(text, "1969-12-31T23:59:59.999Z");
}

static void time_does_not_run_backwards(void **state)
{
    (void)state;
    int64_t before = clock_monotonic_us();
    assert_true(clock_monotonic_us() >= before);
    assert_true(clock_now_ms() > INT64_C(1700000000000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_are_counted_from_1970),
        cmocka_unit_test(every_day_of_eight_centuries_comes_back),
        cmocka_unit_test(seconds_before_1970_are_negative),
        cmocka_unit_test(days_that_do_not_exist_are_invalid),
        cmocka_unit_test(a_site_without_a_zone_is_in_utc),
        cmocka_unit_test(summer_and_winter_differ),
        cmocka_unit_test(the_last_minute_before_a_change_and_the_first_after),
        cmocka_unit_test(a_skipped_or_repeated_time_takes_the_earlier_offset),
        cmocka_unit_test(an_offset_does_not_depend_on_the_question_before),
        cmocka_unit_test(a_zone_must_be_a_zone),
        cmocka_unit_test(http_dates_are_those_of_rfc_9110),
        cmocka_unit_test(years_of_more_or_fewer_digits_keep_the_length),
        cmocka_unit_test(rfc_3339_has_milliseconds),
        cmocka_unit_test(time_does_not_run_backwards),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
