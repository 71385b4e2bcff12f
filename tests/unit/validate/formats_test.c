/* formats_test.c - formats beside what the official tests ask (see
 * tests/schemas). */
#include "test.h"

#include "validate/formats.h"

static void formats_fit_their_examples_and_no_others(void **state)
{
    (void)state;
    static const struct {
        const char *format, *wrong;
    } cases[] = {
        {"date", "2025-6-30"},
        {"time", "09:30"},
        {"date-time", "2025-06-30 09:30:00"},
        {"duration", "P1Y2D"},
        {"email", "ana@"},
        {"idn-email", "@example.org"},
        {"hostname", "-a.example.org"},
        {"ipv4", "192.0.2.01"},
        {"ipv6", "2001:db8::1%eth0"},
        {"uri", "/a/b"},
        {"uri-reference", "a b"},
        {"iri", "example.org"},
        {"iri-reference", "a\\b"},
        {"uri-template", "/posts/{slug"},
        {"uuid", "123e4567e89b12d3a456426614174000"},
        {"json-pointer", "a/0"},
        {"relative-json-pointer", "01/a"},
        {"regex", "["},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        const struct string_format *format =
            format_find(slice_of(cases[i].format));
        assert_non_null(format);
        if (!format->fits(slice_of(format->example)))
            fail_msg("%s is no %s", format->example, format->name);
        if (format->fits(slice_of(cases[i].wrong)))
            fail_msg("%s is taken for %s", cases[i].wrong, format->what);
        if (strcmp(format->name, "regex") != 0 &&
            strcmp(format->name, "json-pointer") != 0 &&
            strstr(format->name, "reference") == NULL &&
            strcmp(format->name, "uri-template") != 0)
            assert_false(format->fits(SLICE("")));
    }
    assert_null(format_find(SLICE("color")));
    assert_slice_is(format_meant(SLICE("date_time")), "date-time");
}

static void a_nul_byte_ends_nothing(void **state)
{
    (void)state;
    static const char *const names[] = {"date",     "ipv4", "uri", "email",
                                        "hostname", "uuid", "time"};
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        const struct string_format *format = format_find(slice_of(names[i]));
        struct str text = {0};
        str_append_text(&text, format->example);
        str_append(&text, (struct slice){"\0", 1});
        assert_false(format->fits(str_slice(&text)));
        str_release(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats_fit_their_examples_and_no_others),
        cmocka_unit_test(a_nul_byte_ends_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
