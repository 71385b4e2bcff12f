/* parallel_test.c - one loop on all cores. */
#include "test.h"

#include "base/mem.h"
#include "base/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

struct visits {
    size_t count;
    unsigned char *plain; /* one writer each, unless the loop is wrong */
    atomic_size_t total;
};

static void visit(void *context, size_t index)
{
    struct visits *visits = context;
    if (index < visits->count) /* a failed assertion cannot leave a thread */
        visits->plain[index]++;
    atomic_fetch_add(&visits->total, 1);
}

static void check_loop(size_t count, unsigned threads)
{
    struct visits visits = {.count = count, .plain = mem_alloc(count + 1, 1)};
    atomic_init(&visits.total, 0);
    parallel_for(count, threads, visit, &visits);
    assert_int_equal(atomic_load(&visits.total), count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(visits.plain[i], 1);
    free(visits.plain);
}

static void every_item_is_visited_once(void **state)
{
    (void)state;
    static const size_t counts[] = {1, 2, 7, 8, 9, 15, 16, 17, 1000, 10007};
    for (size_t i = 0; i < ARRAY_COUNT(counts); i++) {
        for (unsigned threads = 0; threads <= 9; threads += 3)
            check_loop(counts[i], threads);
    }
}

static void nothing_to_do_is_done_at_once(void **state)
{
    (void)state;
    check_loop(0, 0);
    check_loop(0, 8);
}

static void more_threads_than_allowed_are_no_harm(void **state)
{
    (void)state;
    check_loop(5000, 100000);
}

static void square(void *context, size_t index)
{
    size_t *squares = context;
    squares[index] = index * index; /* no atomic that would hide a race */
}

static void what_the_loop_wrote_is_there_after_it(void **state)
{
    (void)state;
    for (int round = 0; round < 50; round++) {
        size_t squares[200] = {0};
        parallel_for(200, 4, square, squares);
        for (size_t i = 0; i < 200; i++)
            assert_int_equal(squares[i], i * i);
    }
}

static void note_niceness(void *context, size_t index)
{
    (void)index;
    atomic_store((atomic_int *)context,
                 getpriority(PRIO_PROCESS, (id_t)gettid()));
}

static void *work_in_background(void *context)
{
    parallel_lower_priority();
    parallel_for(20, 2, note_niceness, context);
    return NULL;
}

static void a_lower_priority_holds_for_the_threads_of_a_loop(void **state)
{
    (void)state;
    pthread_t thread;
    atomic_int niceness = 0;
    int before = getpriority(PRIO_PROCESS, (id_t)gettid());
    assert_int_equal(
        pthread_create(&thread, NULL, work_in_background, &niceness), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_true(atomic_load(&niceness) >= 10);
    assert_int_equal(getpriority(PRIO_PROCESS, (id_t)gettid()), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_item_is_visited_once),
        cmocka_unit_test(nothing_to_do_is_done_at_once),
        cmocka_unit_test(more_threads_than_allowed_are_no_harm),
        cmocka_unit_test(what_the_loop_wrote_is_there_after_it),
        cmocka_unit_test(a_lower_priority_holds_for_the_threads_of_a_loop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
