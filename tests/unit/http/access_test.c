/* access_test.c - the lines of the access log. */
#include "test.h"

#include "http/access.h"

static struct access plain_access(void)
{
    return (struct access){.time_ms = 1714564800123,
                           .client = SLICE("127.0.0.1"),
                           .method = SLICE("GET"),
                           .target = SLICE("/posts?limit=3"),
                           .status = 200,
                           .body_bytes = 4813,
                           .duration_us = 214};
}

static void a_line_of_text_has_seven_words(void **state)
{
    struct access access = plain_access();
    struct str line = {0};
    (void)state;
    access_render(ACCESS_LOG_TEXT, &access, &line);
    assert_string_equal(line.data, "2024-05-01T12:00:00.123Z 127.0.0.1 GET "
                                   "/posts?limit=3 200 4813 0.21\n");
    access.method = access.target = SLICE_NONE;
    access_render(ACCESS_LOG_TEXT, &access, &line);
    assert_string_equal(line.data, "2024-05-01T12:00:00.123Z 127.0.0.1 - - 200 "
                                   "4813 0.21\n");
    str_release(&line);
}

static void a_line_of_json_is_an_object(void **state)
{
    struct access access = plain_access();
    struct str line = {0};
    (void)state;
    access_render(ACCESS_LOG_JSON, &access, &line);
    assert_string_equal(
        line.data,
        "{\"time\":\"2024-05-01T12:00:00.123Z\",\"client\":\"127.0.0.1\","
        "\"method\":\"GET\",\"target\":\"/posts?limit=3\",\"status\":200,"
        "\"bytes\":4813,\"ms\":0.214}\n");
    access.target = SLICE_NONE;
    access_render(ACCESS_LOG_JSON, &access, &line);
    assert_non_null(strstr(line.data, "\"target\":null,"));
    str_release(&line);
}

static void nothing_in_a_target_ends_a_word_or_a_line(void **state)
{
    struct access access = plain_access();
    struct str line = {0};
    (void)state;
    access.target = SLICE("/a b\"\\\n\x1b[2J\xc3\xa4\x7f");
    access_render(ACCESS_LOG_TEXT, &access, &line);
    assert_non_null(strstr(
        line.data, " /a\\x20b\\x22\\x5c\\x0a\\x1b[2J\\xc3\\xa4\\x7f 200 "));
    access_render(ACCESS_LOG_JSON, &access, &line);
    assert_non_null(strstr(line.data,
                           "\"/a b\\\"\\\\\\u000a\\u001b[2J\\u00c3\\u00a4"
                           "\\u007f\""));
    str_release(&line);
}

static void a_signature_is_in_no_line(void **state)
{
    struct access access = plain_access();
    struct str line = {0};
    (void)state;
    access.target = SLICE("/posts/a?preview=ci.1714564800.c2VjcmV0");
    access_render(ACCESS_LOG_TEXT, &access, &line);
    assert_non_null(strstr(line.data, " /posts/a?preview=ci.1714564800 200 "));
    access_render(ACCESS_LOG_JSON, &access, &line);
    assert_null(strstr(line.data, "c2VjcmV0"));
    str_release(&line);
}

static void a_very_long_target_is_cut(void **state)
{
    static char target[100000];
    struct access access = plain_access();
    struct str line = {0};
    (void)state;
    memset(target, 'a', sizeof target);
    access.target = (struct slice){target, sizeof target};
    access_render(ACCESS_LOG_TEXT, &access, &line);
    assert_true(line.size < 3000);
    str_release(&line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_of_text_has_seven_words),
        cmocka_unit_test(a_line_of_json_is_an_object),
        cmocka_unit_test(nothing_in_a_target_ends_a_word_or_a_line),
        cmocka_unit_test(a_signature_is_in_no_line),
        cmocka_unit_test(a_very_long_target_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
