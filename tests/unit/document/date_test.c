/* date_test.c - the dates that people write; most cases are rows of
 * cases/dates.txt. */
#include "test.h"

#include "base/clock.h"
#include "document/date.h"

#include <inttypes.h>
#include <stdlib.h>

#define LONGEST_ROW 256
#define FIELDS      5

enum field { INPUT, ZONE, INSTANT, TEXT, DAY };

static void set_zone(const char *name)
{
    struct err err = {0};
    if (!timezone_set(name, &err))
        fail_msg("%s: %s", err.text, err.hint);
}

/* "\t" in a file is a tab: editors like to remove real ones. */
static void unescape_tabs(char *text)
{
    for (char *at; (at = strstr(text, "\\t")) != NULL;) {
        *at = '\t';
        memmove(at + 1, at + 2, strlen(at + 2) + 1);
    }
}

static void check_row(char *fields[FIELDS], unsigned line)
{
    static const struct date untouched = {42, "untouched", "untouched"};
    struct date date = untouched;

    set_zone(fields[ZONE]);
    bool is_date = date_parse(slice_of(fields[INPUT]), &date);
    if (strcmp(fields[INSTANT], "refused") == 0) {
        if (is_date)
            fail_msg("line %u: '%s' gives %s", line, fields[INPUT], date.text);
        assert_int_equal(date.instant_ms, untouched.instant_ms);
        assert_string_equal(date.text, untouched.text);
        assert_string_equal(date.day, untouched.day);
        return;
    }
    if (!is_date)
        fail_msg("line %u: '%s' is refused", line, fields[INPUT]);
    if (date.instant_ms != strtoll(fields[INSTANT], NULL, 10))
        fail_msg("line %u: '%s' is the instant %" PRId64, line, fields[INPUT],
                 date.instant_ms);
    if (strcmp(date.text, fields[TEXT]) != 0)
        fail_msg("line %u: '%s' gives %s", line, fields[INPUT], date.text);
    if (strcmp(date.day, fields[DAY]) != 0)
        fail_msg("line %u: '%s' is on %s", line, fields[INPUT], date.day);
}

static void every_row_of_the_table_holds(void **state)
{
    (void)state;
    char row[LONGEST_ROW];
    unsigned line = 0, checked = 0;
    FILE *file = fopen("cases/dates.txt", "re");
    assert_non_null(file);
    while (fgets(row, sizeof row, file) != NULL) {
        char *fields[FIELDS], *rest = row;
        line++;
        row[strcspn(row, "\n")] = '\0';
        if (row[0] == '#' || row[0] == '\0')
            continue;
        for (size_t i = 0; i < FIELDS; i++) {
            fields[i] = strsep(&rest, "|");
            if (fields[i] == NULL)
                fail_msg("line %u has too few fields", line);
        }
        unescape_tabs(fields[INPUT]);
        check_row(fields, line);
        checked++;
    }
    (void)fclose(file);
    assert_true(checked > 100);
}

static void a_text_that_was_given_out_is_read_back(void **state)
{
    (void)state;
    struct date date, again;
    set_zone("Europe/Berlin");
    for (int64_t s = 1000000000; s < 1900000000; s += 86400 * 9 + 12345) {
        assert_true(date_from_number(s, &date));
        assert_true(date_parse(slice_of(date.text), &again));
        assert_int_equal(again.instant_ms, s * 1000);
        assert_string_equal(again.text, date.text);
        assert_true(date_parse(slice_of(date.day), &again));
        assert_string_equal(again.day, date.day);
    }
}

static void bytes_behind_a_slice_are_not_read(void **state)
{
    (void)state;
    struct date date;
    set_zone("UTC");
    assert_true(date_parse((struct slice){"2024-05-012", 10}, &date));
    assert_string_equal(date.day, "2024-05-01");
    assert_false(date_parse((struct slice){"2024-05-01", 7}, &date));
    assert_false(date_parse(SLICE("2024-05-01\0"), &date));
    assert_false(date_parse(SLICE_NONE, &date));
}

static void a_number_is_read_by_its_digits(void **state)
{
    static const struct {
        int64_t number;
        const char *text; /* NULL: no date */
    } numbers[] = {
        {1714521600, "2024-05-01T00:00:00Z"},
        {1714521600250, "2024-05-01T00:00:00.250Z"},
        {20240501, "2024-05-01T00:00:00+05:30"},
        {45413, "2024-05-01T00:00:00+05:30"},
        {25569, "1970-01-01T00:00:00+05:30"},
        {73050, "2099-12-31T00:00:00+05:30"},
        {2024, NULL},
        {25568, NULL},
        {73051, NULL},
        {20240431, NULL},
        {18991231, NULL},
        {999999999, NULL},
        {10000000000, NULL},
        {-1714521600, NULL},
        {INT64_MAX, NULL},
        {INT64_MIN, NULL},
    };
    (void)state;
    set_zone("Asia/Kolkata");
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        struct date date;
        bool is_date = date_from_number(numbers[i].number, &date);
        assert_int_equal(is_date, numbers[i].text != NULL);
        if (is_date)
            assert_string_equal(date.text, numbers[i].text);
    }
}

static void file_names_may_start_with_a_date(void **state)
{
    (void)state;
    static const struct {
        const char *name, *day, *rest;
    } cases[] = {
        {"2014-03-12-x", "2014-03-12", "x"},
        {"2014-03-12-hello-world", "2014-03-12", "hello-world"},
        {"2017-2-5-x", "2017-02-05", "x"},
        {"2014-03-12", "2014-03-12", ""},
        {"2014-03-12-", "2014-03-12", ""},
        {"2014-03-12-13-items", "2014-03-12", "13-items"},
        {"2014-03-12x", NULL, NULL},
        {"2014-03-123", NULL, NULL},
        {"2014-03-12 x", NULL, NULL},
        {"2014-02-30-x", NULL, NULL},
        {"2014-13-12-x", NULL, NULL},
        {"2014-03-x", NULL, NULL},
        {"14-03-12-x", NULL, NULL},
        {"a2014-03-12-x", NULL, NULL},
        {" 2014-03-12-x", NULL, NULL},
        {"20140312-x", NULL, NULL},
        {"", NULL, NULL},
    };
    set_zone("UTC");
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct date date;
        struct slice rest = SLICE("untouched");
        bool found = date_from_file_name(slice_of(cases[i].name), &date, &rest);
        assert_int_equal(found, cases[i].day != NULL);
        assert_slice_is(rest, found ? cases[i].rest : "untouched");
        if (found)
            assert_string_equal(date.day, cases[i].day);
    }
}

static void years_in_file_names_may_be_short_to_ruby(void **state)
{
    (void)state;
    static const struct {
        const char *name, *day, *rest;
    } cases[] = {
        {"14-4-9-x", "2014-04-09", "x"},   {"68-01-01-x", "2068-01-01", "x"},
        {"69-01-01-x", "1969-01-01", "x"}, {"124-01-02-x", "0124-01-02", "x"},
        {"24-01-02", "2024-01-02", ""},    {"2024-01-02-x", NULL, NULL},
        {"4-01-02-x", NULL, NULL},         {"24-13-02-x", NULL, NULL},
        {"24-01-02x", NULL, NULL},
    };
    set_zone("UTC");
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct date date;
        struct slice rest = SLICE("untouched");
        bool found =
            date_from_short_name(slice_of(cases[i].name), &date, &rest);
        assert_int_equal(found, cases[i].day != NULL);
        assert_slice_is(rest, found ? cases[i].rest : "untouched");
        if (found)
            assert_string_equal(date.day, cases[i].day);
    }
}

static void a_file_name_is_dated_in_the_zone_of_the_site(void **state)
{
    (void)state;
    struct date date;
    struct slice rest;
    set_zone("America/New_York");
    assert_true(date_from_file_name(SLICE("2014-03-12-x"), &date, &rest));
    assert_string_equal(date.text, "2014-03-12T00:00:00-04:00");
    assert_string_equal(date.day, "2014-03-12");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_of_the_table_holds),
        cmocka_unit_test(a_text_that_was_given_out_is_read_back),
        cmocka_unit_test(bytes_behind_a_slice_are_not_read),
        cmocka_unit_test(a_number_is_read_by_its_digits),
        cmocka_unit_test(file_names_may_start_with_a_date),
        cmocka_unit_test(years_in_file_names_may_be_short_to_ruby),
        cmocka_unit_test(a_file_name_is_dated_in_the_zone_of_the_site),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
