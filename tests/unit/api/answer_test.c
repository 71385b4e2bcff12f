/* answer_test.c - how long an answer may be kept. */
#include "test.h"

#include "answers.h"

/* Noon of the first of June 2024 is the time of every request here. */
static const struct file scheduled[] = {
    {"posts/now.md", "x"},
    {"posts/soon.md", "---\ndate: 2024-06-01T12:01:30Z\n---\n"},
    {"posts/later.md", "---\ndate: 2024-06-02\n---\n"},
    {"posts/never.md", "---\ndraft: true\ndate: 2024-06-01T12:00:01Z\n---\n"},
    {"posts/broken.md", "---\ndate: 2024-06-01T12:00:01Z\na: b: c\n---\n"},
};
static const struct file expiring[] = {
    {"posts/now.md", "---\nexpires_at: 2024-06-01T12:00:07.500Z\n---\n"},
};
static const struct file lasting[] = {
    {"posts/now.md", "---\nexpires_at: 2024-06-01T11:00:00Z\n---\n"},
};

/* `cdn` is for CDN-Cache-Control; NULL for none. */
static void check_lifetime(struct snapshot *snapshot, const char *target,
                           int64_t now_ms, const char *wanted, const char *cdn)
{
    const struct request request = {
        .method = SLICE("GET"), .target = slice_of(target), .now_ms = now_ms};
    struct response response = {0};
    api_respond(snapshot, &request, &response);
    struct slice of_cdn = response_header(&response, "CDN-Cache-Control");
    assert_slice_is(response_header(&response, "Cache-Control"), wanted);
    if (cdn != NULL)
        assert_slice_is(of_cdn, cdn);
    else
        assert_null(of_cdn.data);
    response_release(&response);
}

static void no_lifetime_goes_beyond_the_next_publication(void **state)
{
    (void)state;
    struct snapshot *snapshot = prepared(scheduled, ARRAY_COUNT(scheduled));
    check_lifetime(snapshot, "/posts", NOW_MS,
                   "public, max-age=0, s-maxage=60, stale-if-error=30",
                   "max-age=60, stale-while-revalidate=30, stale-if-error=30");
    check_lifetime(snapshot, "/posts", NOW_MS + 30000,
                   "public, max-age=0, s-maxage=60", "max-age=60");
    check_lifetime(snapshot, "/posts/now", NOW_MS + 80001,
                   "public, max-age=0, s-maxage=9", "max-age=9");
    check_lifetime(snapshot, "/posts/soon", NOW_MS + 80001,
                   "public, max-age=0, s-maxage=9", "max-age=9");
    check_lifetime(snapshot, "/posts/soon", NOW_MS,
                   "public, max-age=0, s-maxage=10", "max-age=10");
    check_lifetime(snapshot, "/posts", NOW_MS + 89999,
                   "public, max-age=0, s-maxage=0", "max-age=0");
    check_lifetime(snapshot, "/posts", NOW_MS + 95000,
                   "public, max-age=0, s-maxage=0", "max-age=0");
    check_lifetime(snapshot, "/_live", NOW_MS, "no-store", NULL);
    snapshot_unref(snapshot);
}

static void no_lifetime_goes_beyond_the_next_expiry(void **state)
{
    (void)state;
    struct snapshot *snapshot = prepared(expiring, 1);
    check_lifetime(snapshot, "/posts/now", NOW_MS,
                   "public, max-age=0, s-maxage=7", "max-age=7");
    check_lifetime(snapshot, "/nothing", NOW_MS,
                   "public, max-age=0, s-maxage=7", "max-age=7");
    snapshot_unref(snapshot);
}

static void without_a_next_moment_lifetimes_are_as_they_are_set(void **state)
{
    (void)state;
    struct snapshot *snapshot = prepared(lasting, 1);
    assert_true(snapshot->next_transition_ms == INT64_MAX);
    check_lifetime(snapshot, "/posts", NOW_MS,
                   "public, max-age=0, s-maxage=60, stale-if-error=86400",
                   "max-age=60, stale-while-revalidate=300, "
                   "stale-if-error=86400");
    snapshot_unref(snapshot);
}

static void any_clock_gets_an_answer(void **state)
{
    (void)state;
    static const int64_t clocks_ms[] = {
        INT64_C(253402300800000), INT64_C(400000000000000),  -1,
        INT64_C(-62167219200001), INT64_C(-400000000000000),
    };
    struct snapshot *snapshot = prepared(scheduled, ARRAY_COUNT(scheduled));
    for (size_t i = 0; i < ARRAY_COUNT(clocks_ms); i++) {
        static const char *const targets[] = {"/posts",
                                              "/posts?date:gte=now-30d",
                                              "/posts?date:lt=now", "/_ready"};
        for (size_t t = 0; t < ARRAY_COUNT(targets); t++) {
            const struct request request = {.method = SLICE("GET"),
                                            .target = slice_of(targets[t]),
                                            .now_ms = clocks_ms[i]};
            struct response response = {0};
            api_respond(snapshot, &request, &response);
            assert_int_equal(response.status, 200);
            assert_non_null(response_header(&response, "Cache-Control").data);
            response_release(&response);
        }
    }
    snapshot_unref(snapshot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_lifetime_goes_beyond_the_next_publication),
        cmocka_unit_test(no_lifetime_goes_beyond_the_next_expiry),
        cmocka_unit_test(without_a_next_moment_lifetimes_are_as_they_are_set),
        cmocka_unit_test(any_clock_gets_an_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
