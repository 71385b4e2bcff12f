/* turnstile_test.c - so many at a time, and no more who wait. */
#include "test.h"

#include "base/turnstile.h"

#include <pthread.h>
#include <stdatomic.h>

#define THREADS 16
#define PLACES  3

static void who_finds_a_place_enters(void **state)
{
    (void)state;
    struct turnstile *turnstile = turnstile_new(2, 0);
    assert_true(turnstile_enter(turnstile));
    assert_true(turnstile_enter(turnstile));
    assert_false(turnstile_enter(turnstile));
    turnstile_leave(turnstile);
    assert_true(turnstile_enter(turnstile));
    turnstile_leave(turnstile);
    turnstile_leave(turnstile);
    turnstile_free(turnstile);
}

static void a_closed_one_turns_everybody_away(void **state)
{
    (void)state;
    struct turnstile *turnstile = turnstile_new(1, 1);
    turnstile_close(turnstile);
    assert_false(turnstile_enter(turnstile));
    turnstile_free(turnstile);
}

struct crowd {
    struct turnstile *turnstile;
    atomic_int inside, most, entered;
};

static void *pass(void *context)
{
    struct crowd *crowd = context;
    for (int i = 0; i < 1000; i++) {
        if (!turnstile_enter(crowd->turnstile))
            continue;
        int inside = atomic_fetch_add(&crowd->inside, 1) + 1;
        int most = atomic_load(&crowd->most);
        while (inside > most &&
               !atomic_compare_exchange_weak(&crowd->most, &most, inside))
            ;
        atomic_fetch_add(&crowd->entered, 1);
        atomic_fetch_sub(&crowd->inside, 1);
        turnstile_leave(crowd->turnstile);
    }
    return NULL;
}

static void a_crowd_passes_a_few_at_a_time(void **state)
{
    (void)state;
    struct crowd crowd = {.turnstile = turnstile_new(PLACES, THREADS)};
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, pass, &crowd), 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(crowd.entered, THREADS * 1000);
    assert_true(crowd.most <= PLACES);
    turnstile_free(crowd.turnstile);
}

static void *enter(void *context)
{
    return turnstile_enter(context) ? context : NULL;
}

static void closing_wakes_who_waits(void **state)
{
    (void)state;
    struct turnstile *turnstile = turnstile_new(1, 1);
    pthread_t thread;
    void *entered;
    assert_true(turnstile_enter(turnstile));
    assert_int_equal(pthread_create(&thread, NULL, enter, turnstile), 0);
    turnstile_close(turnstile);
    pthread_join(thread, &entered);
    assert_null(entered);
    turnstile_leave(turnstile);
    turnstile_free(turnstile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_finds_a_place_enters),
        cmocka_unit_test(a_closed_one_turns_everybody_away),
        cmocka_unit_test(a_crowd_passes_a_few_at_a_time),
        cmocka_unit_test(closing_wakes_who_waits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
