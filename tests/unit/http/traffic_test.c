/* traffic_test.c - when it is quiet. */
#include "test.h"

#include "http/traffic.h"

#include <pthread.h>

static void draining_ends_with_the_requests_that_are_left(void **state)
{
    struct traffic traffic = {0};
    (void)state;
    traffic_init(&traffic, 8, 1 << 20);
    traffic_begin(&traffic);
    traffic_begin(&traffic);
    traffic_end(&traffic);
    assert_int_equal(traffic_drain(&traffic, 20), 1);
    assert_true(atomic_load(&traffic.is_draining));
    traffic_end(&traffic);
    assert_int_equal(traffic_drain(&traffic, 60000), 0);
    traffic_release(&traffic);
}

static void *make_requests(void *data)
{
    struct traffic *traffic = data;
    while (!atomic_load(&traffic->is_draining))
        ;
    for (unsigned i = 0; i < 1000; i++) {
        traffic_begin(traffic);
        traffic_end(traffic);
    }
    return NULL;
}

static void draining_waits_for_requests_that_still_come(void **state)
{
    struct traffic traffic = {0};
    pthread_t thread;
    (void)state;
    traffic_init(&traffic, 8, 1 << 20);
    assert_int_equal(pthread_create(&thread, NULL, make_requests, &traffic), 0);
    assert_int_equal(traffic_drain(&traffic, 60000), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_int_equal(atomic_load(&traffic.begun), 1000);
    traffic_release(&traffic);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draining_ends_with_the_requests_that_are_left),
        cmocka_unit_test(draining_waits_for_requests_that_still_come),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
