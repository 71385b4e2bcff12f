/* refusal_test.c - which requests are not answered, and with what status. */
#include "test.h"

#include "api/request.h"
#include "http/refusal.h"

static struct head plain_head(void)
{
    struct head head = {.method = SLICE("GET"),
                        .target = SLICE("/posts"),
                        .version = SLICE("1.1"),
                        .field_count = 1,
                        .is_whole = true};
    head.fields[0] = (struct head_field){SLICE("Host"), SLICE("x")};
    return head;
}

static void add(struct head *head, const char *name, const char *value)
{
    head->fields[head->field_count++] =
        (struct head_field){slice_of(name), slice_of(value)};
}

static void a_plain_request_is_accepted(void **state)
{
    struct head head = plain_head();
    (void)state;
    assert_int_equal(refusal_of_head(&head).status, 0);
    add(&head, "Content-Length", "0");
    assert_int_equal(refusal_of_head(&head).status, 0);
}

static void a_target_is_a_path_without_a_fragment(void **state)
{
    static const char *const refused[] = {"*", "", "posts", "/posts#a"};
    struct head head = plain_head();
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(refused); i++) {
        head.target = slice_of(refused[i]);
        assert_int_equal(refusal_of_head(&head).status, 400);
    }
    head.target = SLICE("/posts?a=%23");
    assert_int_equal(refusal_of_head(&head).status, 0);
}

static void a_field_name_has_no_delimiters(void **state)
{
    struct head head = plain_head();
    (void)state;
    add(&head, "X-Name_1", "a");
    assert_int_equal(refusal_of_head(&head).status, 0);
    add(&head, "X(Y)", "a");
    assert_int_equal(refusal_of_head(&head).status, 400);
}

static void a_host_is_a_name_and_a_port(void **state)
{
    static const struct {
        const char *host;
        int status;
    } cases[] = {
        {"example.org:8080", 0},
        {"[::1]:80", 0},
        {"", 0},
        {"a%20b", 0},
        {"a b", 400},
        {"a, b", 400},
        {"a@b", 400},
        {"a/b?c", 400},
        {"<script>", 400},
        {"a\\b", 400},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct head head = plain_head();
        head.fields[0].value = slice_of(cases[i].host);
        assert_int_equal(refusal_of_head(&head).status, cases[i].status);
    }
}

static void a_body_is_refused_on_get_and_left_to_the_api_elsewhere(void **state)
{
    struct head head = plain_head();
    (void)state;
    add(&head, "Content-Length", "3");
    assert_int_equal(refusal_of_head(&head).status, 400);
    head.method = SLICE("HEAD");
    assert_int_equal(refusal_of_head(&head).status, 400);
    head.method = SLICE("POST");
    assert_int_equal(refusal_of_head(&head).status, 0);
}

static void a_length_that_can_be_read_in_two_ways_is_refused(void **state)
{
    static const char *const lengths[] = {"3abc", "+3",   "-3", "0x3",
                                          "",     "0, 0", "0 0"};
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(lengths); i++) {
        struct head head = plain_head();
        head.method = SLICE("POST");
        add(&head, "Content-Length", lengths[i]);
        assert_int_equal(refusal_of_head(&head).status, 400);
    }
    struct head twice = plain_head();
    add(&twice, "Content-Length", "0");
    add(&twice, "content-length", "0");
    assert_int_equal(refusal_of_head(&twice).status, 400);
    struct head coded = plain_head();
    coded.method = SLICE("POST");
    add(&coded, "Content-Length", "0");
    add(&coded, "Transfer-Encoding", "chunked");
    assert_int_equal(refusal_of_head(&coded).status, 400);
}

static void a_head_with_hidden_lines_is_refused(void **state)
{
    struct head head = plain_head();
    (void)state;
    head.is_whole = false;
    assert_int_equal(refusal_of_head(&head).status, 400);
}

static void too_many_or_too_large_fields_are_431(void **state)
{
    static char large[HEAD_MAX_FIELD_BYTES + 1];
    struct head many = plain_head(), big = plain_head();
    (void)state;
    while (many.field_count < HEAD_MAX_FIELDS)
        add(&many, "X", "y");
    assert_int_equal(refusal_of_head(&many).status, 0);
    add(&many, "X", "y");
    assert_int_equal(refusal_of_head(&many).status, 431);
    memset(large, 'a', sizeof large - 1);
    add(&big, "X", large);
    assert_int_equal(refusal_of_head(&big).status, 431);
}

static void a_target_over_the_limit_is_414(void **state)
{
    static char target[REQUEST_MAX_TARGET_BYTES + 1];
    struct head head = plain_head();
    (void)state;
    memset(target, 'a', sizeof target);
    target[0] = '/';
    head.target = (struct slice){target, REQUEST_MAX_TARGET_BYTES};
    assert_int_equal(refusal_of_head(&head).status, 0);
    head.target.size++;
    assert_int_equal(refusal_of_head(&head).status, 414);
}

static void a_request_has_one_host(void **state)
{
    struct head head = plain_head();
    (void)state;
    add(&head, "host", "x");
    assert_int_equal(refusal_of_head(&head).status, 400);
    head.field_count = 0;
    assert_int_equal(refusal_of_head(&head).status, 400);
    head.version = SLICE("1.0");
    assert_int_equal(refusal_of_head(&head).status, 0);
}

static void what_the_library_refused_is_told_apart(void **state)
{
    static const struct {
        struct parse_failure failure;
        int status;
    } cases[] = {
        {{.status = 400, .timeout_ms = 10000}, 400},
        {{.status = 400, .waited_ms = 9990, .timeout_ms = 10000}, 408},
        {{.status = 400, .waited_ms = 10001, .timeout_ms = 10000}, 408},
        {{.status = 400,
          .has_method = true,
          .waited_ms = 10001,
          .timeout_ms = 10000},
         400},
        {{.status = 411, .has_version = true, .timeout_ms = 1}, 400},
        {{.status = 400, .has_version = true, .has_bad_field = true}, 400},
        {{.status = 413, .timeout_ms = 10000}, 400},
        {{.status = 505, .has_version = true}, 505},
        {{.status = 500}, 500},
        {{.status = 400, .is_draining = true}, 503},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct refusal refusal = refusal_of_failure(&cases[i].failure);
        assert_int_equal(refusal.status, cases[i].status);
        assert_non_null(refusal.detail);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_request_is_accepted),
        cmocka_unit_test(a_target_is_a_path_without_a_fragment),
        cmocka_unit_test(a_field_name_has_no_delimiters),
        cmocka_unit_test(a_host_is_a_name_and_a_port),
        cmocka_unit_test(
            a_body_is_refused_on_get_and_left_to_the_api_elsewhere),
        cmocka_unit_test(a_length_that_can_be_read_in_two_ways_is_refused),
        cmocka_unit_test(a_head_with_hidden_lines_is_refused),
        cmocka_unit_test(too_many_or_too_large_fields_are_431),
        cmocka_unit_test(a_target_over_the_limit_is_414),
        cmocka_unit_test(a_request_has_one_host),
        cmocka_unit_test(what_the_library_refused_is_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
