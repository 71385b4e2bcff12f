/* api_test.c - methods, targets, and what all answers have in common. */
#include "test.h"

#include "api/fixture.h"

static const struct file files[] = {
    {"posts/hello.md", "---\ndate: 2024-05-01\ntags: go\nauthor: Ana\n---\n# "
                       "Hi\n\ntext\n"},
    {"posts/caf\xC3\xA9 au lait.md", "---\ndate: 2024-05-02\n---\n"},
    {"posts/deep/er.md", "---\ndate: 2024-05-03\n---\n"},
};

/* Longer than a message has room for. */
#define LONG_METHOD "a-very-long-method-name-indeed-and-longer"

static void only_get_head_and_options_are_methods(void **state)
{
    (void)state;
    static const char *const others[] = {"POST",  "PUT",  "DELETE",
                                         "PATCH", "get",  "TRACE",
                                         "",      "GETT", LONG_METHOD};
    for (size_t i = 0; i < ARRAY_COUNT(others); i++) {
        struct response response = ask(snapshot, others[i], "/posts", NULL);
        assert_int_equal(response.status, 405);
        check_header(&response, "Allow", "GET, HEAD, OPTIONS");
        check_header(&response, "Content-Type", "application/problem+json");
        json_t *problem = json_of(&response);
        check(problem, "type", "\"/_problems/method-not-allowed\"");
        json_decref(problem);
    }
}

static void options_say_what_is_allowed(void **state)
{
    (void)state;
    static const char *const targets[] = {"/posts", "/nothing", "*", "%"};
    for (size_t i = 0; i < 4; i++) {
        struct response response = ask(snapshot, "OPTIONS", targets[i], NULL);
        assert_int_equal(response.status, 204);
        assert_false(response.has_length);
        assert_int_equal(response.piece_count, 0);
        check_header(&response, "Allow", "GET, HEAD, OPTIONS");
        check_header(&response, "Access-Control-Allow-Origin", "*");
        check_header(&response, "Access-Control-Allow-Headers",
                     "*, Authorization, If-Match, If-None-Match");
        check_header(&response, "Access-Control-Max-Age", "86400");
        response_release(&response);
    }
}

static void head_has_the_headers_of_get(void **state)
{
    (void)state;
    static const char *const targets[] = {
        "/",        "/posts",        "/posts/hello",  "/posts/hello.md",
        "/nothing", "/posts?limt=1", "/posts/deep/er"};
    for (size_t i = 0; i < ARRAY_COUNT(targets); i++) {
        struct response whole = get(snapshot, targets[i]);
        struct response head = ask(snapshot, "HEAD", targets[i], NULL);
        assert_int_equal(head.status, whole.status);
        assert_true(head.omits_body);
        assert_int_equal(head.body_bytes, whole.body_bytes);
        assert_int_equal(head.header_count, whole.header_count);
        for (size_t k = 0; k < head.header_count; k++) {
            assert_true(
                slice_equal(head.headers[k].name, whole.headers[k].name));
            assert_true(
                slice_equal(head.headers[k].value, whole.headers[k].value));
        }
        response_release(&whole);
        response_release(&head);
    }
}

static void a_target_is_a_path_that_can_be_decoded(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",   "posts", "*",          "http://host/posts", "?limit=1",
        "/%", "/%zz",  "/posts/%00", "/posts/%FF",        "/posts/%C3",
    };
    for (size_t i = 0; i < ARRAY_COUNT(bad); i++) {
        json_t *problem = get_json(snapshot, bad[i], 400);
        check(problem, "type", "\"/_problems/bad-request\"");
        json_decref(problem);
    }
}

static void a_target_has_a_limit(void **state)
{
    (void)state;
    struct str target = {0};
    str_append_text(&target, "/posts?utm_x=");
    str_append_repeat(&target, 'a', REQUEST_MAX_TARGET_BYTES - target.size);
    json_decref(get_json(snapshot, target.data, 200));
    str_append_char(&target, 'a');
    json_t *problem = get_json(snapshot, target.data, 414);
    assert_int_equal(json_string_length(json_at(problem, "instance")),
                     REQUEST_MAX_TARGET_BYTES);
    json_decref(problem);
    str_release(&target);
}

static void slashes_at_the_end_mean_nothing(void **state)
{
    (void)state;
    static const char *const same[][2] = {
        {"/", "//"},
        {"/posts", "/posts/"},
        {"/posts", "/posts///"},
        {"/posts/hello", "/posts/hello/"},
        {"/_live", "/_live/"},
        {"/tags/go/posts", "/tags/go/posts/"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(same); i++) {
        json_t *one = get_json(snapshot, same[i][0], 200);
        json_t *other = get_json(snapshot, same[i][1], 200);
        assert_true(json_equal(one, other));
        json_decref(one);
        json_decref(other);
    }
}

static void a_path_is_decoded_once(void **state)
{
    (void)state;
    json_t *post = get_json(snapshot, "/posts/caf%C3%A9%20au%20lait", 200);
    check(post, "data.slug", "\"caf\xC3\xA9 au lait\"");
    check(post, "links.self", "\"/posts/caf%C3%A9%20au%20lait\"");
    json_decref(post);
    /* a plus is a plus in a path */
    json_decref(get_json(snapshot, "/posts/caf%C3%A9+au+lait", 404));
    json_decref(get_json(snapshot, "/posts%2Fhello", 200));
    json_decref(get_json(snapshot, "/posts/%2568ello", 404));
}

static void every_answer_says_who_may_read_it_and_for_how_long(void **state)
{
    (void)state;
    static const struct {
        const char *target, *cache;
        bool has_tag;
    } cases[] = {
        {"/posts", "public, max-age=0, s-maxage=60, stale-if-error=86400",
         true},
        {"/posts/hello", "public, max-age=0, s-maxage=60, stale-if-error=86400",
         true},
        {"/nothing", "public, max-age=0, s-maxage=10", false},
        {"/posts?limit=x", "public, max-age=0, s-maxage=10", false},
        {"/posts/%zz", "public, max-age=0, s-maxage=10", false},
        {"/_live", "no-store", false},
        {"/_ready", "no-store", false},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct response response = get(snapshot, cases[i].target);
        check_header(&response, "Cache-Control", cases[i].cache);
        check_header(&response, "Access-Control-Allow-Origin", "*");
        check_header(&response, "X-Content-Type-Options", "nosniff");
        assert_true(slice_starts(response_header(&response, "Link"),
                                 "</openapi.json>; rel=\"service-desc\""));
        assert_int_equal(response_header(&response, "ETag").data != NULL,
                         cases[i].has_tag);
        assert_true(response.has_length);
        response_release(&response);
    }
}

static void who_has_an_answer_is_not_sent_it_again(void **state)
{
    (void)state;
    static const char *const targets[] = {
        "/",
        "/posts",
        "/posts/hello",
        "/posts/hello?fields=slug",
        "/tags/go",
        "/recent",
        "/posts/hello.md",
        "/openapi.json",
        "/_explore",
        "/posts/hello?pretty",
        "/_problems",
    };
    for (size_t i = 0; i < ARRAY_COUNT(targets); i++) {
        struct response first = get(snapshot, targets[i]);
        char tag[64];
        (void)snprintf(tag, sizeof tag, "W/%.*s",
                       SLICE_FMT(response_header(&first, "ETag")));
        struct response again = ask(snapshot, "GET", targets[i], tag);
        assert_int_equal(first.status, 200);
        assert_int_equal(again.status, 304);
        assert_int_equal(again.body_bytes, 0);
        assert_int_equal(again.piece_count, 0);
        assert_false(again.has_length);
        assert_true(slice_equal(response_header(&first, "ETag"),
                                response_header(&again, "ETag")));
        assert_non_null(response_header(&again, "Cache-Control").data);
        response_release(&first);
        response_release(&again);
    }
}

static void tags_of_different_answers_differ(void **state)
{
    (void)state;
    static const char *const targets[] = {"/posts/hello",
                                          "/posts/hello?pretty",
                                          "/posts/hello?fields=slug",
                                          "/posts/hello?envelope=false",
                                          "/posts/hello.md",
                                          "/posts/hello.html",
                                          "/posts?limit=1",
                                          "/posts?limit=2",
                                          "/posts"};
    enum { COUNT = ARRAY_COUNT(targets) };
    struct response all[COUNT];
    for (size_t i = 0; i < COUNT; i++)
        all[i] = get(snapshot, targets[i]);
    for (size_t i = 0; i < COUNT; i++) {
        for (size_t k = 0; k < i; k++)
            assert_false(slice_equal(response_header(&all[i], "ETag"),
                                     response_header(&all[k], "ETag")));
    }
    for (size_t i = 0; i < COUNT; i++)
        response_release(&all[i]);
}

static void errors_are_never_not_modified(void **state)
{
    (void)state;
    struct response missing = ask(snapshot, "GET", "/nothing", "*");
    struct response wrong = ask(snapshot, "GET", "/posts?limit=x", "*");
    struct response live = ask(snapshot, "GET", "/_live", "*");
    struct response moved = ask(snapshot, "GET", "/posts/deep/er", "*");
    assert_int_equal(missing.status, 404);
    assert_int_equal(wrong.status, 400);
    assert_int_equal(live.status, 200);
    assert_int_equal(moved.status, 308);
    response_release(&missing);
    response_release(&wrong);
    response_release(&live);
    response_release(&moved);
}

static void what_is_pretty_says_the_same(void **state)
{
    (void)state;
    static const char *const targets[] = {
        "/",          "/posts",        "/posts/hello",
        "/_problems", "/openapi.json", "/_ready"};
    for (size_t i = 0; i < ARRAY_COUNT(targets); i++) {
        char pretty[64];
        (void)snprintf(pretty, sizeof pretty, "%s?pretty", targets[i]);
        struct response response = get(snapshot, pretty);
        struct str body = body_of(&response);
        assert_true(slice_starts(str_slice(&body), "{\n  \""));
        assert_true(slice_ends(str_slice(&body), "\n}\n"));
        json_t *laid_out = json_of(&response);
        json_t *plain = get_json(snapshot, targets[i], 200);
        /* lists link to themselves, pretty as they are */
        json_object_del(laid_out, "links");
        json_object_del(plain, "links");
        assert_true(json_equal(plain, laid_out));
        json_decref(laid_out);
        json_decref(plain);
        str_release(&body);
    }
}

static void what_never_became_a_request_is_refused_with_a_problem(void **state)
{
    (void)state;
    static const int statuses[] = {400, 408, 431, 500, 503, 505, 418, 599};
    for (size_t i = 0; i < ARRAY_COUNT(statuses); i++) {
        struct response response = {0};
        api_refuse(snapshot, statuses[i], "No \xFF.", &response);
        check_header(&response, "Content-Type", "application/problem+json");
        check_header(&response, "Cache-Control", "no-store");
        assert_int_equal(response.status / 100, statuses[i] / 100);
        json_t *problem = json_of(&response);
        check(problem, "detail", "\"No \xEF\xBF\xBD.\"");
        assert_null(json_at(problem, "instance"));
        json_decref(problem);
    }
}

static void a_response_keeps_its_snapshot(void **state)
{
    (void)state;
    struct snapshot *own = prepared(files, 1);
    struct response response = get(own, "/posts/hello");
    snapshot_unref(own);
    json_t *post = json_of(&response);
    check(post, "data.slug", "\"hello\"");
    json_decref(post);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_get_head_and_options_are_methods),
        cmocka_unit_test(options_say_what_is_allowed),
        cmocka_unit_test(head_has_the_headers_of_get),
        cmocka_unit_test(a_target_is_a_path_that_can_be_decoded),
        cmocka_unit_test(a_target_has_a_limit),
        cmocka_unit_test(slashes_at_the_end_mean_nothing),
        cmocka_unit_test(a_path_is_decoded_once),
        cmocka_unit_test(every_answer_says_who_may_read_it_and_for_how_long),
        cmocka_unit_test(who_has_an_answer_is_not_sent_it_again),
        cmocka_unit_test(tags_of_different_answers_differ),
        cmocka_unit_test(errors_are_never_not_modified),
        cmocka_unit_test(what_is_pretty_says_the_same),
        cmocka_unit_test(what_never_became_a_request_is_refused_with_a_problem),
        cmocka_unit_test(a_response_keeps_its_snapshot),
    };
    return RUN_ON_SITE(files, tests);
}
