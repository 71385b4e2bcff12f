/* cache_test.c - what is kept, for how long, and who makes it. */
#include "test.h"

#include "base/clock.h"
#include "base/mem.h"
#include "http/cache.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#define MAX_BYTES   (1024 * 1024)
#define MAX_WAITING 7
#define NOON        1714564800000 /* 2024-05-01T12:00:00Z */

static char zeros[MAX_BYTES];

static struct cached answer_of(struct slice body, int64_t valid_until_ms)
{
    return (struct cached){.etag = SLICE("\"a\""),
                           .fields = SLICE("A: b\r\n\r\n"),
                           .fields_not_modified = SLICE("\r\n"),
                           .body = body,
                           .valid_until_ms = valid_until_ms};
}

/* Asks as a request does, and fills in a body of so many bytes where one has to
 * be made and is wanted. */
static enum cache_verdict ask(struct cache *cache, uint64_t serial,
                              const char *key, size_t bytes)
{
    const struct cached *cached = NULL;
    struct cache_entry *entry = NULL;
    enum cache_verdict verdict =
        cache_find(cache, serial, slice_of(key), NOON, &cached, &entry);
    const struct cached answer =
        answer_of((struct slice){zeros, bytes}, INT64_MAX);
    if (verdict == CACHE_MAKE && cache_fits(cache, bytes) &&
        cache_wants(cache, entry, bytes))
        cache_fill(cache, entry, &answer);
    else if (verdict == CACHE_MAKE)
        cache_give_up(cache, entry, 0);
    cache_release(cache, cached);
    assert_true(cache_stats(cache).bytes <= MAX_BYTES);
    return verdict;
}

static void an_answer_is_given_again_until_its_time(void **state)
{
    struct cache *cache = cache_new(MAX_BYTES, MAX_WAITING);
    const struct cached answer = answer_of(SLICE("body"), NOON + 5);
    const struct cached *cached;
    struct cache_entry *entry;
    (void)state;
    assert_int_equal(cache_find(cache, 1, SLICE("/a"), NOON, &cached, &entry),
                     CACHE_MAKE);
    cache_fill(cache, entry, &answer);
    assert_int_equal(
        cache_find(cache, 1, SLICE("/a"), NOON + 4, &cached, &entry),
        CACHE_HIT);
    assert_slice_is(cached->etag, "\"a\"");
    assert_slice_is(cached->fields, "A: b\r\n\r\n");
    assert_slice_is(cached->fields_not_modified, "\r\n");
    assert_slice_is(cached->body, "body");
    cache_release(cache, cached);
    assert_int_equal(
        cache_find(cache, 1, SLICE("/a"), NOON + 5, &cached, &entry),
        CACHE_MAKE);
    cache_give_up(cache, entry, 0);
    assert_int_equal(cache_stats(cache).bytes, 0);
    cache_free(cache);
}

static void a_new_snapshot_begins_with_nothing(void **state)
{
    struct cache *cache = cache_new(MAX_BYTES, MAX_WAITING);
    (void)state;
    assert_int_equal(ask(cache, 1, "/a", 10), CACHE_MAKE);
    assert_int_equal(ask(cache, 1, "/a", 10), CACHE_HIT);
    assert_int_equal(ask(cache, 2, "/a", 10), CACHE_MAKE);
    assert_int_equal(ask(cache, 2, "/a", 10), CACHE_HIT);
    assert_int_equal(ask(cache, 1, "/a", 10), CACHE_BYPASS);
    assert_int_equal(cache_stats(cache).entries, 1);
    cache_free(cache);
}

static void an_answer_that_is_being_sent_outlives_its_snapshot(void **state)
{
    struct cache *cache = cache_new(MAX_BYTES, MAX_WAITING);
    const struct cached *cached;
    struct cache_entry *entry;
    (void)state;
    assert_int_equal(ask(cache, 1, "/a", 50000), CACHE_MAKE);
    assert_int_equal(cache_find(cache, 1, SLICE("/a"), NOON, &cached, &entry),
                     CACHE_HIT);
    assert_int_equal(ask(cache, 2, "/b", 10), CACHE_MAKE);
    assert_int_equal(cache_stats(cache).entries, 1);
    assert_true(cache_stats(cache).bytes > 50000);
    assert_int_equal(cached->body.data[49999], 0);
    cache_release(cache, cached);
    assert_true(cache_stats(cache).bytes < 50000);
    cache_free(cache);
}

/* Slow clients of an old snapshot hold all the room there is. */
static void an_answer_of_an_old_snapshot_displaces_none(void **state)
{
    struct cache *cache = cache_new(MAX_BYTES, MAX_WAITING);
    const struct cached *held[20] = {NULL}, *none;
    struct cache_entry *late, *entry;
    const struct cached answer =
        answer_of((struct slice){zeros, MAX_BYTES / 16}, INT64_MAX);
    char key[24];
    (void)state;
    assert_int_equal(cache_find(cache, 1, SLICE("/late"), NOON, &none, &late),
                     CACHE_MAKE);
    for (int i = 0; i < 20; i++) {
        (void)snprintf(key, sizeof key, "/%d", i);
        (void)ask(cache, 1, key, MAX_BYTES / 17);
        if (cache_find(cache, 1, slice_of(key), NOON, &held[i], &entry) ==
            CACHE_MAKE)
            cache_give_up(cache, entry, 0);
    }
    assert_int_equal(ask(cache, 2, "/new", 10), CACHE_MAKE);
    cache_fill(cache, late, &answer);
    assert_int_equal(ask(cache, 2, "/new", 10), CACHE_HIT);
    for (int i = 0; i < 20; i++)
        cache_release(cache, held[i]);
    cache_free(cache);
}

static void reading_everything_once_evicts_nothing(void **state)
{
    struct cache *cache = cache_new(MAX_BYTES, MAX_WAITING);
    char key[24];
    (void)state;
    for (int i = 0; i < 100; i++) {
        (void)snprintf(key, sizeof key, "/hot/%d", i);
        assert_int_equal(ask(cache, 1, key, 10000), CACHE_MAKE);
    }
    for (int i = 0; i < 2000; i++) {
        (void)snprintf(key, sizeof key, "/once/%d", i);
        assert_int_equal(ask(cache, 1, key, 10000), CACHE_MAKE);
    }
    for (int i = 0; i < 100; i++) {
        (void)snprintf(key, sizeof key, "/hot/%d", i);
        assert_int_equal(ask(cache, 1, key, 10000), CACHE_HIT);
    }
    assert_int_equal(cache_stats(cache).evictions, 0);
    cache_free(cache);
}

static void what_is_asked_for_again_displaces_what_is_not(void **state)
{
    struct cache *cache = cache_new(MAX_BYTES, MAX_WAITING);
    char key[24];
    (void)state;
    for (int i = 0; i < 100; i++) {
        (void)snprintf(key, sizeof key, "/%d", i);
        (void)ask(cache, 1, key, 10000);
        if (i < 50)
            (void)ask(cache, 1, key, 10000);
    }
    for (int i = 100; i < 140; i++) {
        (void)snprintf(key, sizeof key, "/%d", i);
        (void)ask(cache, 1, key, 10000);
        (void)ask(cache, 1, key, 10000);
        assert_int_equal(ask(cache, 1, key, 10000), CACHE_HIT);
    }
    assert_true(cache_stats(cache).evictions > 30);
    for (int i = 0; i < 50; i++) {
        (void)snprintf(key, sizeof key, "/%d", i);
        assert_int_equal(ask(cache, 1, key, 10000), CACHE_HIT);
    }
    cache_free(cache);
}

static void a_large_answer_is_not_kept(void **state)
{
    struct cache *cache = cache_new(MAX_BYTES, MAX_WAITING);
    (void)state;
    for (int i = 0; i < 3; i++)
        assert_int_equal(ask(cache, 1, "/a", MAX_BYTES / 16 + 1), CACHE_MAKE);
    assert_int_equal(cache_stats(cache).bytes, 0);
    cache_free(cache);
}

/* Threads that all ask for the same. */
struct crowd {
    struct cache *cache;
    atomic_int makers, hits, others;
    bool gives_up;
    int64_t valid_until_ms;
};

static void sleep_ms(long ms)
{
    const struct timespec time = {.tv_nsec = ms * 1000000};
    (void)nanosleep(&time, NULL);
}

static void *ask_for_the_same(void *data)
{
    struct crowd *crowd = data;
    const struct cached *cached = NULL;
    struct cache_entry *entry;
    const struct cached answer =
        answer_of(SLICE("body"), crowd->valid_until_ms);
    switch (cache_find(crowd->cache, 1, SLICE("/a"), NOON, &cached, &entry)) {
    case CACHE_MAKE:
        /* Not before the others have come, as far as that can be seen. */
        while (cache_stats(crowd->cache).waits < 7)
            sleep_ms(1);
        atomic_fetch_add(&crowd->makers, 1);
        if (crowd->gives_up)
            cache_give_up(crowd->cache, entry, 0);
        else
            cache_fill(crowd->cache, entry, &answer);
        break;
    case CACHE_HIT:
        assert_slice_is(cached->body, "body");
        atomic_fetch_add(&crowd->hits, 1);
        break;
    case CACHE_BYPASS:
        atomic_fetch_add(&crowd->others, 1);
        break;
    }
    cache_release(crowd->cache, cached);
    return NULL;
}

static void check_crowd(bool gives_up, int64_t valid_until_ms, int hits,
                        int others)
{
    struct crowd crowd = {.cache = cache_new(MAX_BYTES, MAX_WAITING),
                          .gives_up = gives_up,
                          .valid_until_ms = valid_until_ms};
    pthread_t threads[8];
    for (size_t i = 0; i < ARRAY_COUNT(threads); i++)
        assert_int_equal(
            pthread_create(&threads[i], NULL, ask_for_the_same, &crowd), 0);
    for (size_t i = 0; i < ARRAY_COUNT(threads); i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(crowd.makers, 1);
    assert_int_equal(crowd.hits, hits);
    assert_int_equal(crowd.others, others);
    cache_free(crowd.cache);
}

static void one_thread_makes_what_many_want(void **state)
{
    (void)state;
    check_crowd(false, INT64_MAX, 7, 0);
    check_crowd(false, NOON, 0, 7); /* over by the time that they came */
    check_crowd(true, INT64_MAX, 0, 7);
}

static void nobody_waits_for_what_was_not_kept(void **state)
{
    struct cache *cache = cache_new(MAX_BYTES, MAX_WAITING);
    const struct cached *cached;
    struct cache_entry *entry;
    (void)state;
    assert_int_equal(cache_find(cache, 1, SLICE("/a"), NOON, &cached, &entry),
                     CACHE_MAKE);
    cache_give_up(cache, entry, NOON + 1000);
    for (int i = 0; i < 3; i++)
        assert_int_equal(
            cache_find(cache, 1, SLICE("/a"), NOON + 999, &cached, &entry),
            CACHE_BYPASS);
    assert_int_equal(cache_stats(cache).entries, 0);
    assert_int_equal(cache_stats(cache).misses, 4);
    assert_int_equal(
        cache_find(cache, 1, SLICE("/b"), NOON + 999, &cached, &entry),
        CACHE_MAKE);
    cache_give_up(cache, entry, 0);
    assert_int_equal(
        cache_find(cache, 1, SLICE("/a"), NOON + 1000, &cached, &entry),
        CACHE_MAKE);
    cache_give_up(cache, entry, 0);
    cache_free(cache);
}

static void who_waits_gets_the_answer_of_the_old_snapshot(void **state)
{
    struct crowd crowd = {.cache = cache_new(MAX_BYTES, MAX_WAITING)};
    const struct cached answer = answer_of(SLICE("body"), INT64_MAX);
    const struct cached *cached;
    struct cache_entry *entry;
    pthread_t thread;
    (void)state;
    assert_int_equal(
        cache_find(crowd.cache, 1, SLICE("/a"), NOON, &cached, &entry),
        CACHE_MAKE);
    assert_int_equal(pthread_create(&thread, NULL, ask_for_the_same, &crowd),
                     0);
    while (cache_stats(crowd.cache).waits < 1)
        sleep_ms(1);
    assert_int_equal(ask(crowd.cache, 2, "/a", 10), CACHE_MAKE);
    cache_fill(crowd.cache, entry, &answer);
    pthread_join(thread, NULL);
    assert_int_equal(crowd.hits, 1);
    assert_int_equal(cache_stats(crowd.cache).entries, 1);
    cache_free(crowd.cache);
}

static void one_slow_answer_does_not_take_all_threads(void **state)
{
    struct cache *cache = cache_new(MAX_BYTES, 0);
    const struct cached answer = answer_of(SLICE("body"), INT64_MAX);
    const struct cached *cached = NULL;
    struct cache_entry *entry, *other;
    (void)state;
    assert_int_equal(cache_find(cache, 1, SLICE("/a"), NOON, &cached, &entry),
                     CACHE_MAKE);
    assert_int_equal(cache_find(cache, 1, SLICE("/a"), NOON, &cached, &other),
                     CACHE_BYPASS);
    cache_fill(cache, entry, &answer);
    assert_int_equal(cache_find(cache, 1, SLICE("/a"), NOON, &cached, &other),
                     CACHE_HIT);
    cache_release(cache, cached);
    cache_free(cache);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_is_given_again_until_its_time),
        cmocka_unit_test(a_new_snapshot_begins_with_nothing),
        cmocka_unit_test(an_answer_that_is_being_sent_outlives_its_snapshot),
        cmocka_unit_test(an_answer_of_an_old_snapshot_displaces_none),
        cmocka_unit_test(reading_everything_once_evicts_nothing),
        cmocka_unit_test(what_is_asked_for_again_displaces_what_is_not),
        cmocka_unit_test(a_large_answer_is_not_kept),
        cmocka_unit_test(one_thread_makes_what_many_want),
        cmocka_unit_test(one_slow_answer_does_not_take_all_threads),
        cmocka_unit_test(nobody_waits_for_what_was_not_kept),
        cmocka_unit_test(who_waits_gets_the_answer_of_the_old_snapshot),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
