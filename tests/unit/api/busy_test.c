/* busy_test.c - what takes long waits for its turn, and nothing else does. */
#include "test.h"

#include "api/api.h"
#include "content.h"
#include "represent/resource.h"

#define DOCUMENTS 1000

static struct snapshot *big_site(void)
{
    static char paths[DOCUMENTS][32], text[] = "---\ntags: [go]\n---\nText.\n";
    static struct file files[DOCUMENTS];
    for (int i = 0; i < DOCUMENTS; i++) {
        (void)snprintf(paths[i], sizeof paths[i], "posts/p%d.md", i);
        files[i] = (struct file){paths[i], text};
    }
    struct snapshot *snapshot = SITE(files);
    resource_prepare(snapshot, NULL, 0);
    return snapshot;
}

static void asking(struct snapshot *snapshot, const char *target,
                   struct turnstile *turnstile, struct response *ret_response)
{
    const struct request request = {
        .method = SLICE("GET"),
        .target = slice_of(target),
        .turnstile = turnstile,
        .now_ms = NOW_MS,
    };
    *ret_response = (struct response){0};
    api_respond(snapshot, &request, ret_response);
}

static const char long_query[] = "/posts?text:contains=xx";

static int status_of(struct snapshot *snapshot, const char *target,
                     struct turnstile *turnstile)
{
    struct response response;
    asking(snapshot, target, turnstile, &response);
    int status = response.status;
    response_release(&response);
    return status;
}

static void who_is_turned_away_is_told_to_come_back(void **state)
{
    (void)state;
    struct snapshot *snapshot = big_site();
    struct turnstile *turnstile = turnstile_new(1, 0);
    struct response response;
    assert_true(turnstile_enter(turnstile));
    asking(snapshot, long_query, turnstile, &response);
    assert_int_equal(response.status, 503);
    assert_true(slice_is(response_header(&response, "Retry-After"), "1"));
    assert_true(
        slice_is(response_header(&response, "Cache-Control"), "no-store"));
    response_release(&response);
    turnstile_leave(turnstile);
    turnstile_free(turnstile);
    snapshot_unref(snapshot);
}

static void what_takes_no_time_is_never_turned_away(void **state)
{
    (void)state;
    static const char *const targets[] = {
        "/_live", "/posts",    "/posts?tags=go&page=3",
        "/tags",  "/posts/p1", "/posts?limit=all",
    };
    struct snapshot *snapshot = big_site();
    struct turnstile *turnstile = turnstile_new(0, 0);
    for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++)
        assert_int_equal(status_of(snapshot, targets[i], turnstile), 200);
    assert_int_equal(status_of(snapshot, long_query, turnstile), 503);
    assert_int_equal(
        status_of(snapshot, "/posts.ndjson?text:contains=xx", turnstile), 503);
    assert_int_equal(
        status_of(snapshot, "/posts?limit=1000&include=related", turnstile),
        503);
    turnstile_free(turnstile);
    snapshot_unref(snapshot);
}

static void who_has_entered_leaves(void **state)
{
    (void)state;
    struct snapshot *snapshot = big_site();
    struct turnstile *turnstile = turnstile_new(1, 0);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(status_of(snapshot, long_query, turnstile), 200);
        assert_int_equal(
            status_of(snapshot, "/posts.ndjson?text:contains=xx", turnstile),
            200);
        assert_int_equal(status_of(snapshot,
                                   "/posts?text:contains=xx&limit=all&cursor=x",
                                   turnstile),
                         400);
    }
    turnstile_free(turnstile);
    snapshot_unref(snapshot);
}

static void without_one_nobody_waits(void **state)
{
    (void)state;
    struct snapshot *snapshot = big_site();
    assert_int_equal(status_of(snapshot, long_query, NULL), 200);
    snapshot_unref(snapshot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_turned_away_is_told_to_come_back),
        cmocka_unit_test(what_takes_no_time_is_never_turned_away),
        cmocka_unit_test(who_has_entered_leaves),
        cmocka_unit_test(without_one_nobody_waits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
