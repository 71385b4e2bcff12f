/* rate_test.c - how many requests are granted, to whom, and when again. */
#include "test.h"

#include "http/rate.h"

#include <stdio.h>

#define S     1000000
#define LOCAL ((struct rate_client){SLICE("192.0.2.1"), SLICE_NONE})

static bool is_granted(struct rate *rate, const char *client, int64_t now_us)
{
    return rate_take(rate, (struct rate_client){slice_of(client), SLICE_NONE},
                     now_us)
        .is_granted;
}

static void a_client_may_spend_its_quota_at_once(void **state)
{
    struct rate *rate = rate_new(3, 60);
    (void)state;
    for (unsigned left = 3; left-- > 0;) {
        const struct rate_verdict verdict = rate_take(rate, LOCAL, 100 * S);
        assert_true(verdict.is_granted);
        assert_int_equal(verdict.remaining, left);
        assert_int_equal(verdict.reset_s, 20 * (3 - left));
        assert_int_equal(verdict.retry_s, 0);
    }
    const struct rate_verdict verdict = rate_take(rate, LOCAL, 100 * S);
    assert_false(verdict.is_granted);
    assert_int_equal(verdict.remaining, 0);
    assert_int_equal(verdict.reset_s, 60);
    assert_int_equal(verdict.retry_s, 20);
    rate_free(rate);
}

static void quota_comes_back_little_by_little(void **state)
{
    struct rate *rate = rate_new(3, 60);
    (void)state;
    for (int i = 0; i < 3; i++)
        assert_true(is_granted(rate, "192.0.2.1", 0));
    assert_false(is_granted(rate, "192.0.2.1", 20 * S - 1));
    assert_true(is_granted(rate, "192.0.2.1", 20 * S));
    assert_false(is_granted(rate, "192.0.2.1", 20 * S));
    assert_true(is_granted(rate, "192.0.2.1", 60 * S));
    assert_true(is_granted(rate, "192.0.2.1", 60 * S));
    assert_false(is_granted(rate, "192.0.2.1", 60 * S));
    rate_free(rate);
}

static void what_is_refused_costs_nothing(void **state)
{
    struct rate *rate = rate_new(1, 10);
    (void)state;
    assert_true(is_granted(rate, "192.0.2.1", 0));
    for (int i = 1; i < 10; i++)
        assert_false(is_granted(rate, "192.0.2.1", i * S));
    assert_true(is_granted(rate, "192.0.2.1", 10 * S));
    rate_free(rate);
}

static void a_client_is_an_address_or_a_network_of_64_bits(void **state)
{
    struct rate *rate = rate_new(1, 60);
    (void)state;
    assert_true(is_granted(rate, "192.0.2.1", 0));
    assert_true(is_granted(rate, "192.0.2.2", 0));
    assert_true(is_granted(rate, "::ffff:192.0.2.3", 0));
    assert_true(is_granted(rate, "::ffff:192.0.2.4", 0));
    assert_false(is_granted(rate, "192.0.2.4", 0));
    assert_true(is_granted(rate, "2001:db8:0:1::1", 0));
    assert_false(is_granted(rate, "2001:db8:0:1:ffff::2", 0));
    assert_true(is_granted(rate, "2001:db8:0:2::1", 0));
    assert_true(is_granted(rate, "unknown", 0));
    assert_false(is_granted(rate, "", 0));
    rate_free(rate);
}

static void who_holds_a_token_is_a_client_wherever_it_is(void **state)
{
    struct rate *rate = rate_new(1, 60);
    const struct rate_client office = {SLICE("192.0.2.1"), SLICE("office")};
    const struct rate_client away = {SLICE("198.51.100.1"), SLICE("office")};
    const struct rate_client other = {SLICE("192.0.2.1"), SLICE("build")};
    (void)state;
    assert_true(rate_take(rate, LOCAL, 0).is_granted);
    assert_true(rate_take(rate, office, 0).is_granted);
    assert_false(rate_take(rate, away, 0).is_granted);
    assert_true(rate_take(rate, other, 0).is_granted);
    assert_false(rate_take(rate, LOCAL, 0).is_granted);
    rate_free(rate);
}

static void more_clients_than_there_is_room_for_are_granted_too(void **state)
{
    struct rate *rate = rate_new(2, 3600);
    char client[32];
    (void)state;
    for (unsigned i = 0; i < 4 * RATE_MAX_CLIENTS; i++) {
        (void)snprintf(client, sizeof client, "10.%u.%u.%u", i >> 16 & 0xff,
                       i >> 8 & 0xff, i & 0xff);
        assert_true(is_granted(rate, client, i));
    }
    rate_free(rate);
}

static void the_fields_say_what_is_left(void **state)
{
    struct rate *rate = rate_new(1, 60);
    struct str fields = {0};
    (void)state;
    assert_int_equal(
        rate_check(rate, LOCAL, SLICE("/posts"), 0, &fields).status, 0);
    assert_slice_is(str_slice(&fields),
                    "RateLimit-Policy: \"default\";q=1;w=60\r\n"
                    "RateLimit: \"default\";r=0;t=60\r\n"
                    "Access-Control-Expose-Headers: RateLimit, "
                    "RateLimit-Policy, Retry-After\r\n");
    str_clear(&fields);
    assert_int_equal(
        rate_check(rate, LOCAL, SLICE("/posts"), 30 * S, &fields).status, 429);
    assert_true(slice_ends(str_slice(&fields), "\r\nRetry-After: 30\r\n"));
    str_clear(&fields);
    assert_int_equal(
        rate_check(rate, LOCAL, SLICE("/api/_live"), 30 * S, &fields).status,
        0);
    assert_int_equal(fields.size, 0);
    assert_int_equal(
        rate_check(rate, LOCAL, SLICE("/posts?x=/_live"), 30 * S, &fields)
            .status,
        429);
    str_release(&fields);
    rate_free(rate);
}

static void without_a_limit_nothing_is_said(void **state)
{
    struct str fields = {0};
    (void)state;
    assert_null(rate_new(0, 60));
    assert_int_equal(rate_check(NULL, LOCAL, SLICE("/"), 0, &fields).status, 0);
    assert_int_equal(fields.size, 0);
    rate_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_client_may_spend_its_quota_at_once),
        cmocka_unit_test(quota_comes_back_little_by_little),
        cmocka_unit_test(what_is_refused_costs_nothing),
        cmocka_unit_test(a_client_is_an_address_or_a_network_of_64_bits),
        cmocka_unit_test(who_holds_a_token_is_a_client_wherever_it_is),
        cmocka_unit_test(more_clients_than_there_is_room_for_are_granted_too),
        cmocka_unit_test(the_fields_say_what_is_left),
        cmocka_unit_test(without_a_limit_nothing_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
