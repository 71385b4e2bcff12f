/* busy_test.c - long requests wait for their turn, and no others do. */
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
                   struct limiter *limiter, struct response *ret_response)
{
    const struct request request = {
        .method = SLICE("GET"),
        .target = slice_of(target),
        .limiter = limiter,
        .now_ms = NOW_MS,
    };
    *ret_response = (struct response){0};
    api_respond(snapshot, &request, ret_response);
}

static const char long_query[] = "/posts?text:contains=xx";

static int status_of(struct snapshot *snapshot, const char *target,
                     struct limiter *limiter)
{
    struct response response;
    asking(snapshot, target, limiter, &response);
    int status = response.status;
    response_release(&response);
    return status;
}

static void a_refused_request_is_asked_to_come_back(void **state)
{
    (void)state;
    struct snapshot *snapshot = big_site();
    struct limiter *limiter = limiter_new(1, 0);
    struct response response;
    assert_true(limiter_enter(limiter));
    asking(snapshot, long_query, limiter, &response);
    assert_int_equal(response.status, 503);
    assert_true(slice_is(response_header(&response, "Retry-After"), "1"));
    assert_true(
        slice_is(response_header(&response, "Cache-Control"), "no-store"));
    response_release(&response);
    limiter_leave(limiter);
    limiter_free(limiter);
    snapshot_unref(snapshot);
}

static void short_requests_are_never_refused(void **state)
{
    (void)state;
    static const char *const targets[] = {
        "/_live", "/posts",    "/posts?tags=go&page=3",
        "/tags",  "/posts/p1", "/posts?limit=all",
    };
    struct snapshot *snapshot = big_site();
    struct limiter *limiter = limiter_new(0, 0);
    for (size_t i = 0; i < ARRAY_COUNT(targets); i++)
        assert_int_equal(status_of(snapshot, targets[i], limiter), 200);
    assert_int_equal(status_of(snapshot, long_query, limiter), 503);
    assert_int_equal(
        status_of(snapshot, "/posts.ndjson?text:contains=xx", limiter), 503);
    assert_int_equal(
        status_of(snapshot, "/posts?limit=1000&include=related", limiter), 503);
    limiter_free(limiter);
    snapshot_unref(snapshot);
}

static void a_request_that_has_entered_leaves(void **state)
{
    (void)state;
    struct snapshot *snapshot = big_site();
    struct limiter *limiter = limiter_new(1, 0);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(status_of(snapshot, long_query, limiter), 200);
        assert_int_equal(
            status_of(snapshot, "/posts.ndjson?text:contains=xx", limiter),
            200);
        assert_int_equal(status_of(snapshot,
                                   "/posts?text:contains=xx&limit=all&cursor=x",
                                   limiter),
                         400);
    }
    limiter_free(limiter);
    snapshot_unref(snapshot);
}

/* Medium work has a place among the cores, which it gives back; long work that
 * follows takes one of the others instead. */
static void shorter_work_has_places_of_its_own(void **state)
{
    static const struct {
        const char *target;
        bool takes_place, takes_long;
    } cases[] = {
        {"/posts?limit=20", false, false},
        {"/posts?facets=tags", true, false},
        {long_query, false, true},
    };
    (void)state;
    struct snapshot *snapshot = big_site();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct limiter *cores = limiter_new(1, 0), *all = limiter_new(1, 0);
        struct request request = {.method = SLICE("GET"),
                                  .target = slice_of(cases[i].target),
                                  .limiter = all,
                                  .cores = cores,
                                  .now_ms = NOW_MS};
        struct limiter *const taken[] = {NULL, cores, all};
        for (unsigned k = 0; k < 3; k++) {
            struct response response = {0};
            bool is_refused = (k == 1 && cases[i].takes_place) ||
                              (k == 2 && cases[i].takes_long);
            if (taken[k] != NULL)
                assert_true(limiter_enter(taken[k]));
            api_respond(snapshot, &request, &response);
            assert_int_equal(response.status, is_refused ? 503 : 200);
            response_release(&response);
            if (taken[k] != NULL)
                limiter_leave(taken[k]);
        }
        limiter_free(cores);
        limiter_free(all);
    }
    snapshot_unref(snapshot);
}

static void without_a_limiter_nobody_waits(void **state)
{
    (void)state;
    struct snapshot *snapshot = big_site();
    assert_int_equal(status_of(snapshot, long_query, NULL), 200);
    snapshot_unref(snapshot);
}

static int status_within(struct snapshot *snapshot, const char *target,
                         struct budget *budget, struct response *ret_response)
{
    const struct request request = {
        .method = SLICE("GET"),
        .target = slice_of(target),
        .budget = budget,
        .now_ms = NOW_MS,
    };
    *ret_response = (struct response){0};
    api_respond(snapshot, &request, ret_response);
    return ret_response->status;
}

static void a_large_answer_holds_memory_until_it_is_released(void **state)
{
    (void)state;
    struct snapshot *snapshot = big_site();
    struct budget *budget = budget_new(1 << 20, 1, 0, 0);
    struct response first, second;
    static const char *const targets[] = {"/posts?limit=1000&include=html",
                                          "/posts?limit=1000", "/posts.ndjson",
                                          "/posts?limit=100&pretty"};
    for (size_t i = 0; i < ARRAY_COUNT(targets); i++) {
        assert_int_equal(status_within(snapshot, targets[i], budget, &first),
                         200);
        for (size_t j = 0; j < ARRAY_COUNT(targets); j++) {
            assert_int_equal(
                status_within(snapshot, targets[j], budget, &second), 503);
            assert_true(slice_is(response_header(&second, "Retry-After"), "1"));
            assert_true(slice_is(response_header(&second, "Cache-Control"),
                                 "no-store"));
            assert_true(second.has_length && second.next == NULL);
            response_release(&second);
        }
        assert_int_equal(
            status_within(snapshot, "/posts?include=html", budget, &second),
            200);
        response_release(&second);
        response_release(&first);
    }
    budget_free(budget);
    snapshot_unref(snapshot);
}

static void an_answer_is_refused_before_it_is_made(void **state)
{
    (void)state;
    struct snapshot *snapshot = big_site();
    struct budget *budget = budget_new(1 << 20, 8, 0, 0);
    struct share other = {0};
    struct response response;
    assert_true(share_set(&other, budget, 1 << 20));
    assert_int_equal(status_within(snapshot, "/posts?limit=1000&include=html",
                                   budget, &response),
                     503);
    assert_true(response_memory(&response) < RESPONSE_LARGE_BYTES * 4);
    response_release(&response);
    share_release(&other);
    budget_free(budget);
    snapshot_unref(snapshot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_refused_request_is_asked_to_come_back),
        cmocka_unit_test(short_requests_are_never_refused),
        cmocka_unit_test(a_request_that_has_entered_leaves),
        cmocka_unit_test(shorter_work_has_places_of_its_own),
        cmocka_unit_test(without_a_limiter_nobody_waits),
        cmocka_unit_test(a_large_answer_holds_memory_until_it_is_released),
        cmocka_unit_test(an_answer_is_refused_before_it_is_made),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
