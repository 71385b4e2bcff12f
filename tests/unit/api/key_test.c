/* key_test.c - which requests share an answer, and until when. */
#include "test.h"

#include "answers.h"

static const struct file files[] = {
    {"posts/a.md", "---\ndate: 2024-05-01\n---\nx\n"},
    {"posts/b.md", "---\ndate: 2024-06-01T12:10:00Z\n---\n"},
};

static const struct request plain = {
    .method = {"GET", 3}, .target = {"/posts", 6}, .now_ms = NOW_MS};

static struct str key_of(struct snapshot *snapshot, struct request request)
{
    struct str key = {0};
    assert_true(api_key(snapshot, &request, &key));
    return key;
}

static bool is_shared(struct snapshot *snapshot, struct request a,
                      struct request b)
{
    struct str key_a = key_of(snapshot, a), key_b = key_of(snapshot, b);
    bool is_equal = slice_equal(str_slice(&key_a), str_slice(&key_b));
    str_release(&key_a);
    str_release(&key_b);
    return is_equal;
}

static void requests_with_another_answer_have_another_key(void **state)
{
    struct snapshot *snapshot = prepared(files, 1);
    struct request others[6];
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(others); i++)
        others[i] = plain;
    snapshot->policy.compresses = true;
    others[0].target = SLICE("/posts?limit=1");
    others[1].accept_encoding = SLICE("gzip");
    others[2].accept_encoding = SLICE("br");
    others[3].is_from_proxy = true;
    others[4].is_from_proxy = true;
    others[4].forwarded_prefix = SLICE("");
    others[5].is_from_proxy = true;
    others[5].forwarded_prefix = SLICE("/api");
    for (size_t i = 0; i < ARRAY_COUNT(others); i++) {
        assert_false(is_shared(snapshot, plain, others[i]));
        for (size_t j = 0; j < i; j++)
            assert_false(is_shared(snapshot, others[i], others[j]));
    }
    snapshot_unref(snapshot);
}

static void requests_with_the_same_answer_share_it(void **state)
{
    struct snapshot *snapshot = prepared(files, 1);
    struct request others[5];
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(others); i++)
        others[i] = plain;
    others[0].method = SLICE("HEAD");
    others[1].if_none_match = SLICE("\"a\"");
    others[2].now_ms = NOW_MS + 1;
    others[3].origin = SLICE("https://a.example"); /* all are welcome */
    others[4].accept_encoding = SLICE("zstd, identity");
    for (size_t i = 0; i < ARRAY_COUNT(others); i++)
        assert_true(is_shared(snapshot, plain, others[i]));
    snapshot_unref(snapshot);
}

static void origins_count_where_they_are_listed(void **state)
{
    struct slice listed = SLICE("https://a.example");
    struct snapshot *snapshot = prepared(files, 1);
    struct request a = plain, b = plain;
    (void)state;
    snapshot->policy.origins = (struct names){&listed, 1};
    a.origin = listed;
    b.origin = SLICE("https://b.example");
    assert_false(is_shared(snapshot, plain, a));
    assert_false(is_shared(snapshot, a, b));
    snapshot_unref(snapshot);
}

static void what_others_must_not_have_has_no_key(void **state)
{
    struct snapshot *snapshot = prepared(files, 1);
    struct request alone[5];
    struct str key = {0};
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(alone); i++)
        alone[i] = plain;
    alone[0].method = SLICE("POST");
    alone[1].authorization = SLICE("Bearer a");
    alone[2].is_trusted = true;
    alone[3].if_match = SLICE("*");
    alone[4].method = SLICE("OPTIONS");
    for (size_t i = 0; i < ARRAY_COUNT(alone); i++)
        assert_false(api_key(snapshot, &alone[i], &key));
    str_release(&key);
    snapshot_unref(snapshot);
}

static int64_t valid_until(struct snapshot *snapshot, const char *target)
{
    struct response response = get(snapshot, target);
    int64_t until_ms = response.valid_until_ms;
    response_release(&response);
    return until_ms;
}

static void answers_last_as_long_as_nothing_in_them_changes(void **state)
{
    struct snapshot *lasting = prepared(files, 1);
    (void)state;
    assert_true(valid_until(lasting, "/posts") == INT64_MAX);
    assert_true(valid_until(lasting, "/posts/a") == INT64_MAX);
    assert_true(valid_until(lasting, "/posts/a.md") == INT64_MAX);
    assert_true(valid_until(lasting, "/") == INT64_MAX);
    /* "Now" is a minute. */
    assert_true(valid_until(lasting, "/posts?date:lte=now") == NOW_MS + 60000);
    snapshot_unref(lasting);
}

static void answers_end_before_their_lifetime_changes(void **state)
{
    struct snapshot *snapshot = prepared(files, 2);
    (void)state;
    snapshot->policy.max_age_s = 0;
    snapshot->policy.shared_max_age_s = 60;
    snapshot->policy.stale_while_revalidate_s = 0;
    snapshot->policy.stale_if_error_s = 0;
    assert_true(valid_until(snapshot, "/posts") == NOW_MS + (600 - 60) * 1000);
    /* From then on the lifetime has another number each second. */
    snapshot->next_transition_ms = NOW_MS + 59300;
    assert_true(valid_until(snapshot, "/posts") == NOW_MS + 300);
    snapshot_unref(snapshot);
}

static void some_answers_are_for_one_request(void **state)
{
    static const char *const targets[] = {
        "/_live",        "/_ready",   "/posts.ndjson", "/nothing",
        "/posts?x:in=(", "/posts/A/", "/_problems/x",  "/posts?status=draft"};
    struct snapshot *snapshot = prepared(files, 1);
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(targets); i++)
        if (valid_until(snapshot, targets[i]) != 0)
            fail_msg("%s", targets[i]);
    snapshot_unref(snapshot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(requests_with_another_answer_have_another_key),
        cmocka_unit_test(requests_with_the_same_answer_share_it),
        cmocka_unit_test(origins_count_where_they_are_listed),
        cmocka_unit_test(what_others_must_not_have_has_no_key),
        cmocka_unit_test(answers_last_as_long_as_nothing_in_them_changes),
        cmocka_unit_test(answers_end_before_their_lifetime_changes),
        cmocka_unit_test(some_answers_are_for_one_request),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
