/* feed_date_test.c - dates as RSS has them. */
#include "test.h"

#include "base/clock.h"
#include "feed/feed_date.h"

static void check(const char *written, const char *wanted)
{
    struct date date;
    struct str out = {0};
    assert_true(date_parse(slice_of(written), &date));
    feed_date_append(&out, &date);
    assert_slice_is(str_slice(&out), wanted);
    str_release(&out);
}

static void a_date_is_that_of_whoever_wrote_it(void **state)
{
    (void)state;
    check("2026-11-30", "Mon, 30 Nov 2026 00:00:00 +0000");
    check("2024-02-29T23:59:59Z", "Thu, 29 Feb 2024 23:59:59 +0000");
    check("2024-05-01T09:00:00-05:00", "Wed, 01 May 2024 09:00:00 -0500");
    check("2024-05-01 23:30 +05:45", "Wed, 01 May 2024 23:30:00 +0545");
    check("2024-01-01T00:30:00.561+02:00", "Mon, 01 Jan 2024 00:30:00 +0200");
    check("1969-12-31T23:59:59Z", "Wed, 31 Dec 1969 23:59:59 +0000");
    check("1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 +0000");
    check("1900-01-01", "Mon, 01 Jan 1900 00:00:00 +0000");
    check("0999-06-15", "Sat, 15 Jun 0999 00:00:00 +0000");
}

/* Every day of four years is named as the calendar names it. */
static void weekdays_follow_each_other(void **state)
{
    (void)state;
    static const char names[] = "ThuFriSatSunMonTueWed";
    for (int64_t day = -800; day < 800; day++) {
        struct date date;
        struct str out = {0};
        const struct civil civil = civil_from_seconds(day * 86400);
        char written[32];
        (void)snprintf(written, sizeof written, "%04d-%02d-%02d", civil.year,
                       civil.month, civil.day);
        assert_true(date_parse(slice_of(written), &date));
        feed_date_append(&out, &date);
        assert_memory_equal(out.data, names + 3 * ((day % 7 + 7) % 7), 3);
        str_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_date_is_that_of_whoever_wrote_it),
        cmocka_unit_test(weekdays_follow_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
