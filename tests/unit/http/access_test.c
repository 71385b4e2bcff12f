/* access_test.c - the lines of the access log. */
#include "test.h"

#include "http/access.h"

static struct head head; /* of the request of plain_access() */

static struct access plain_access(void)
{
    head = (struct head){.method = SLICE("GET"),
                         .target = SLICE("/posts?limit=3"),
                         .version = SLICE("1.1")};
    return (struct access){.time_ms = 1714564800123,
                           .client = SLICE("127.0.0.1"),
                           .head = &head,
                           .status = 200,
                           .body_bytes = 4813,
                           .duration_us = 214};
}

static void add_field(struct slice name, struct slice value)
{
    head.fields[head.field_count++] = (struct head_field){name, value};
}

/* Renders the line; the next call overwrites it. */
static const char *rendered(enum access_log format, const struct access *access)
{
    static char text[8192];
    struct str line = {0};
    access_render(format, access, &line);
    assert_true(line.size < sizeof text);
    memcpy(text, line.data, line.size);
    text[line.size] = '\0';
    str_release(&line);
    return text;
}

static void a_line_of_text_has_seven_words(void **state)
{
    struct access access = plain_access();
    (void)state;
    assert_string_equal(rendered(ACCESS_LOG_TEXT, &access),
                        "2024-05-01T12:00:00.123Z 127.0.0.1 GET "
                        "/posts?limit=3 200 4813 0.21\n");
    head.method = head.target = SLICE_NONE;
    assert_string_equal(rendered(ACCESS_LOG_TEXT, &access),
                        "2024-05-01T12:00:00.123Z 127.0.0.1 - - 200 "
                        "4813 0.21\n");
}

static void a_combined_line_is_as_apache_has_it(void **state)
{
    struct access access = plain_access();
    (void)state;
    add_field(SLICE("referer"), SLICE(" https://example.org/a b "));
    add_field(SLICE("User-Agent"), SLICE("curl/8 \"x\" \\ \x1b[2J\xc3\xa4"));
    assert_string_equal(
        rendered(ACCESS_LOG_COMBINED, &access),
        "127.0.0.1 - - [01/May/2024:12:00:00 +0000] \"GET /posts?limit=3 "
        "HTTP/1.1\" 200 4813 \"https://example.org/a b\" \"curl/8 "
        "\\x22x\\x22 \\x5c \\x1b[2J\\xc3\\xa4\"\n");
    head = (struct head){0};
    access.body_bytes = 0;
    assert_string_equal(rendered(ACCESS_LOG_COMBINED, &access),
                        "127.0.0.1 - - [01/May/2024:12:00:00 +0000] \"-\" "
                        "200 - \"-\" \"-\"\n");
}

static void a_line_of_json_is_an_object(void **state)
{
    struct access access = plain_access();
    (void)state;
    assert_string_equal(
        rendered(ACCESS_LOG_JSON, &access),
        "{\"time\":\"2024-05-01T12:00:00.123Z\",\"client\":\"127.0.0.1\","
        "\"method\":\"GET\",\"target\":\"/posts?limit=3\",\"status\":200,"
        "\"bytes\":4813,\"ms\":0.214,\"referer\":null,\"user_agent\":null,"
        "\"request_id\":null,\"traceparent\":null}\n");
    head.target = SLICE_NONE;
    assert_non_null(
        strstr(rendered(ACCESS_LOG_JSON, &access), "\"target\":null,"));
    access.request_id = SLICE("a1");
    add_field(SLICE("User-Agent"), SLICE("\"x\"\n"));
    add_field(SLICE("traceparent"),
              SLICE("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
    const char *line = rendered(ACCESS_LOG_JSON, &access);
    assert_non_null(strstr(line, "\"user_agent\":\"\\\"x\\\"\""));
    assert_non_null(
        strstr(line, ",\"request_id\":\"a1\",\"traceparent\":\"00-"));
}

static void nothing_in_a_target_ends_a_word_or_a_line(void **state)
{
    struct access access = plain_access();
    (void)state;
    head.target = SLICE("/a b\"\\\n\x1b[2J\xc3\xa4\x7f");
    assert_non_null(
        strstr(rendered(ACCESS_LOG_TEXT, &access),
               " /a\\x20b\\x22\\x5c\\x0a\\x1b[2J\\xc3\\xa4\\x7f 200 "));
    assert_non_null(
        strstr(rendered(ACCESS_LOG_COMBINED, &access),
               "\"GET /a\\x20b\\x22\\x5c\\x0a\\x1b[2J\\xc3\\xa4\\x7f HTTP"));
    assert_non_null(strstr(rendered(ACCESS_LOG_JSON, &access),
                           "\"/a b\\\"\\\\\\u000a\\u001b[2J\\u00c3\\u00a4"
                           "\\u007f\""));
}

static void a_signature_is_in_no_line(void **state)
{
#define TOKEN "c2VjcmV0QUJDREVGR0hJSktMTU5PUFFSU1RVVldY"
    struct access access = plain_access();
    (void)state;
    head.target = SLICE("/posts/a?preview=ci.1714564800.c2VjcmV0");
    assert_non_null(strstr(rendered(ACCESS_LOG_TEXT, &access),
                           " /posts/a?preview=ci.1714564800 200 "));
    add_field(SLICE("Referer"),
              SLICE("https://a.example/p?preview=ci.1714564800.c2VjcmV0"));
    add_field(SLICE("User-Agent"), SLICE("bot " TOKEN));
    for (enum access_log format = ACCESS_LOG_TEXT; format <= ACCESS_LOG_JSON;
         format++) {
        const char *line = rendered(format, &access);
        assert_null(strstr(line, "c2VjcmV0"));
        assert_true(format == ACCESS_LOG_TEXT ||
                    strstr(line, "/p?preview=ci.1714564800\"") != NULL);
    }
}

static void what_is_very_long_is_cut(void **state)
{
    static char longest[100000];
    struct access access = plain_access();
    (void)state;
    memset(longest, 'a', sizeof longest);
    head.target = (struct slice){longest, sizeof longest};
    add_field(SLICE("Referer"), head.target);
    add_field(SLICE("User-Agent"), head.target);
    assert_true(strlen(rendered(ACCESS_LOG_TEXT, &access)) < 3000);
    assert_true(strlen(rendered(ACCESS_LOG_COMBINED, &access)) < 5000);
    assert_true(strlen(rendered(ACCESS_LOG_JSON, &access)) < 5000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_of_text_has_seven_words),
        cmocka_unit_test(a_combined_line_is_as_apache_has_it),
        cmocka_unit_test(a_line_of_json_is_an_object),
        cmocka_unit_test(nothing_in_a_target_ends_a_word_or_a_line),
        cmocka_unit_test(a_signature_is_in_no_line),
        cmocka_unit_test(what_is_very_long_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
