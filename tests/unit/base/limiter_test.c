/* limiter_test.c - so many at a time, and so many that wait. */
#include "test.h"

#include "base/limiter.h"

#include <pthread.h>
#include <stdatomic.h>

#define THREADS 16
#define PLACES  3

static void a_thread_that_finds_a_place_enters(void **state)
{
    (void)state;
    struct limiter *limiter = limiter_new(2, 0);
    assert_true(limiter_enter(limiter));
    assert_true(limiter_enter(limiter));
    assert_false(limiter_enter(limiter));
    limiter_leave(limiter);
    assert_true(limiter_enter(limiter));
    limiter_leave(limiter);
    limiter_leave(limiter);
    limiter_free(limiter);
}

static void a_closed_limiter_refuses_every_thread(void **state)
{
    (void)state;
    struct limiter *limiter = limiter_new(1, 1);
    limiter_close(limiter);
    assert_false(limiter_enter(limiter));
    limiter_free(limiter);
}

struct crowd {
    struct limiter *limiter;
    atomic_int inside, most, entered;
};

static void *pass(void *context)
{
    struct crowd *crowd = context;
    for (int i = 0; i < 1000; i++) {
        if (!limiter_enter(crowd->limiter))
            continue;
        int inside = atomic_fetch_add(&crowd->inside, 1) + 1;
        int most = atomic_load(&crowd->most);
        while (inside > most &&
               !atomic_compare_exchange_weak(&crowd->most, &most, inside))
            ;
        atomic_fetch_add(&crowd->entered, 1);
        atomic_fetch_sub(&crowd->inside, 1);
        limiter_leave(crowd->limiter);
    }
    return NULL;
}

static void a_crowd_passes_a_few_at_a_time(void **state)
{
    (void)state;
    struct crowd crowd = {.limiter = limiter_new(PLACES, THREADS)};
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, pass, &crowd), 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(crowd.entered, THREADS * 1000);
    assert_true(crowd.most <= PLACES);
    limiter_free(crowd.limiter);
}

static void *enter(void *context)
{
    return limiter_enter(context) ? context : NULL;
}

static void closing_wakes_the_threads_that_wait(void **state)
{
    (void)state;
    struct limiter *limiter = limiter_new(1, 1);
    pthread_t thread;
    void *entered;
    assert_true(limiter_enter(limiter));
    assert_int_equal(pthread_create(&thread, NULL, enter, limiter), 0);
    limiter_close(limiter);
    pthread_join(thread, &entered);
    assert_null(entered);
    limiter_leave(limiter);
    limiter_free(limiter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_thread_that_finds_a_place_enters),
        cmocka_unit_test(a_closed_limiter_refuses_every_thread),
        cmocka_unit_test(a_crowd_passes_a_few_at_a_time),
        cmocka_unit_test(closing_wakes_the_threads_that_wait),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
