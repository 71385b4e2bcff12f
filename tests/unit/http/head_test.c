/* head_test.c - looking things up in the head of a request. */
#include "test.h"

#include "http/head.h"

static struct head head_of(const char *version, size_t count,
                           const char *const (*fields)[2])
{
    struct head head = {.method = SLICE("GET"),
                        .target = SLICE("/"),
                        .version = slice_of(version),
                        .field_count = count,
                        .is_whole = true};
    for (size_t i = 0; i < count; i++)
        head.fields[i] =
            (struct head_field){slice_of(fields[i][0]), slice_of(fields[i][1])};
    return head;
}

static void a_field_is_found_without_regard_to_case_and_trimmed(void **state)
{
    static const char *const fields[][2] = {{"Host", "x"}, {"ETAG", " a \t"}};
    struct head head = head_of("1.1", 2, fields);
    (void)state;
    assert_slice_is(head_find(&head, "etag"), "a");
    assert_null(head_find(&head, "Accept").data);
    assert_int_equal(head_count(&head, "host"), 1);
}

static void several_lines_of_one_field_are_joined(void **state)
{
    static const char *const fields[][2] = {
        {"If-None-Match", "\"a\""}, {"Host", "x"}, {"if-none-match", "\"b\" "}};
    struct head head = head_of("1.1", 3, fields);
    struct str scratch = {0};
    (void)state;
    assert_slice_is(head_join(&head, "If-None-Match", &scratch),
                    "\"a\", \"b\"");
    assert_slice_is(head_join(&head, "Host", &scratch), "x");
    assert_null(head_join(&head, "Accept", &scratch).data);
    str_release(&scratch);
}

static void a_body_is_announced_by_a_length_or_a_coding(void **state)
{
    static const struct {
        const char *field[1][2];
        bool announces;
    } cases[] = {
        {{{"Content-Length", "3"}}, true},
        {{{"Content-Length", "0"}}, false},
        {{{"Content-Length", "00"}}, false},
        {{{"Content-Length", ""}}, true},
        {{{"Content-Length", "x"}}, true},
        {{{"Transfer-Encoding", "chunked"}}, true},
        {{{"transfer-encoding", "identity"}}, true},
        {{{"Host", "x"}}, false},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct head head = head_of("1.1", 1, cases[i].field);
        assert_int_equal(head_announces_body(&head), cases[i].announces);
    }
}

static void
a_connection_is_kept_where_the_client_and_the_library_agree(void **state)
{
    static const struct {
        const char *version, *connection;
        bool keeps_alive;
    } cases[] = {
        {"1.1", NULL, true},
        {"1.0", NULL, false},
        {"1.0", "Keep-Alive", true},
        {"1.1", "keep-alive", true},
        {"1.1", "TE, keep-alive", true},
        {"1.1", "TE", false},
        {"1.1", "close", false},
        {"1.1", "keep-alive, close", false},
        {"1.1", "keep-alive, Upgrade", false},
        {"1.1", "k", false},
        {"1.1", "", false},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        const char *field[1][2] = {{"Connection", cases[i].connection}};
        struct head head =
            head_of(cases[i].version, cases[i].connection != NULL ? 1 : 0,
                    (const char *const(*)[2])field);
        assert_int_equal(head_keeps_alive(&head), cases[i].keeps_alive);
    }
}

static void a_target_is_reduced_to_what_this_server_knows(void **state)
{
    static const char *const cases[][3] = {
        {"GET", "/posts?a=b", "/posts?a=b"},
        {"GET", "/a://b/c", "/a://b/c"},
        {"GET", "http://a.example:80/posts?a=b", "/posts?a=b"},
        {"GET", "http:///posts", "http:///posts"},
        {"GET", "http://u:p@x/posts", "http://u:p@x/posts"},
        {"GET", "http://x/@", "/@"},
        {"OPTIONS", "*", "/"},
        {"GET", "*", "*"},
        {"GET", "posts", "posts"},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        assert_slice_is(
            head_local_target(slice_of(cases[i][0]), slice_of(cases[i][1])),
            cases[i][2]);
}

/* As the library leaves it: NULs where spaces, CR and LF were. */
static void a_request_line_has_two_spaces_and_one_end(void **state)
{
    static const struct {
        char bytes[32];
        size_t target, version, after; /* 0: no field */
        bool is_strict;
    } cases[] = {
        {"GET\0/a\0HTTP/1.1\0\0Host", 4, 12, 17, true},
        {"GET\0/a\0HTTP/1.0\0\0", 4, 12, 0, true},
        {"GET\0\0/a\0HTTP/1.1\0\0Host", 5, 13, 18, false},
        {"GET\0/a\0\0HTTP/1.1\0\0Host", 4, 13, 18, false},
        {"GET\0/a\0HTTP/1.1\0Host", 4, 12, 16, false},
        {"GET\0/a\0HTTP/1.1\0\0\0Host", 4, 12, 18, false},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        const char *at = cases[i].bytes, *target = at + cases[i].target;
        assert_int_equal(head_request_line_is_strict(
                             at, target, target + 2, at + cases[i].version,
                             cases[i].after > 0 ? at + cases[i].after : NULL),
                         cases[i].is_strict);
    }
}

static void a_field_name_is_a_token(void **state)
{
    (void)state;
    assert_true(head_is_field_name(SLICE("Host")));
    assert_true(head_is_field_name(SLICE("!#$%&'*+-.^_`|~1")));
    for (const char *c = "\"(),/:;<=>?@[\\]{} "; *c != '\0'; c++) {
        char name[] = {'X', *c, 'Y'};
        assert_false(head_is_field_name((struct slice){name, sizeof name}));
    }
    assert_false(head_is_field_name(SLICE("")));
}

static void a_head_is_whole_only_if_an_empty_line_follows(void **state)
{
    (void)state;
    assert_true(head_was_read_whole("x\0\0\r\0", true));
    assert_true(head_was_read_whole("1.0\0\0\0\0", false));
    assert_false(head_was_read_whole("x\0\0 folded", true));
    assert_false(head_was_read_whole("x\0\0: y\r\n", true));
    assert_false(head_was_read_whole("x\0: y\r\n", true));
    assert_false(head_was_read_whole("x\0\0GET", true));
    assert_false(head_was_read_whole("1.0\0\0:", false));
}

static void a_head_is_complete_where_the_library_stops_reading(void **state)
{
    static const struct {
        const char *bytes;
        bool is_complete;
    } cases[] = {
        {"", false},
        {"GET / HTTP/1.1\r\nHost: x\r\n", false},
        {"GET / HTTP/1.1\r\nHost: x\r\n\r", false},
        {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", true},
        {"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET", true},
        {"GET / HTTP/1.1\n\n", true},
        {"GET / HTTP/1.1\n\r\n", false},
        {"\r\n\r\n", true},
        {"GET /\x01", true},
        {"GET /\t", true},
        {"GET /\x7f", true},
        {"GET /\xc3\xa9", false},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        assert_int_equal(head_is_complete(slice_of(cases[i].bytes)),
                         cases[i].is_complete);
}

static void a_head_that_asks_for_life_is_known_below_any_prefix(void **state)
{
    (void)state;
    assert_true(head_asks_for_life(SLICE("GET /_live HTTP/1.1\r\n\r\n")));
    assert_true(head_asks_for_life(SLICE("HEAD /api/_live HTTP/1.1\r\n\r\n")));
    assert_false(head_asks_for_life(SLICE("GET /posts HTTP/1.1\r\n\r\n")));
    assert_false(head_asks_for_life(SLICE("GET /_lively HTTP/1.1\r\n\r\n")));
    assert_true(head_asks_for_life(SLICE("GET /_live?v=1 HTTP/1.1\r\n\r\n")));
    assert_false(
        head_asks_for_life(SLICE("GET /posts?x=/_live HTTP/1.1\r\n\r\n")));
    assert_false(head_asks_for_life(SLICE("GET")));
    assert_false(head_asks_for_life(SLICE("GET ")));
}

static void a_head_in_place_is_measured_to_its_empty_line(void **state)
{
    static const char bytes[] = "GET\0/ HTTP/1.1\0\nHost\0 x\0\n\r\n";
    (void)state;
    assert_int_equal(head_bytes_in_place(bytes, bytes + sizeof bytes - 6),
                     sizeof bytes - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_field_is_found_without_regard_to_case_and_trimmed),
        cmocka_unit_test(several_lines_of_one_field_are_joined),
        cmocka_unit_test(a_body_is_announced_by_a_length_or_a_coding),
        cmocka_unit_test(
            a_connection_is_kept_where_the_client_and_the_library_agree),
        cmocka_unit_test(a_target_is_reduced_to_what_this_server_knows),
        cmocka_unit_test(a_request_line_has_two_spaces_and_one_end),
        cmocka_unit_test(a_field_name_is_a_token),
        cmocka_unit_test(a_head_is_whole_only_if_an_empty_line_follows),
        cmocka_unit_test(a_head_is_complete_where_the_library_stops_reading),
        cmocka_unit_test(a_head_that_asks_for_life_is_known_below_any_prefix),
        cmocka_unit_test(a_head_in_place_is_measured_to_its_empty_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
