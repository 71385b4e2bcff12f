/* background_test.c - a thread that lets others run first. */
#include "test.h"

#include "base/background.h"
#include "base/clock.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#define PATIENCE_US 5000000

static bool is_interrupted(void)
{
    sigset_t pending;
    return sigpending(&pending) == 0 && sigismember(&pending, SIGRTMIN) == 1;
}

static void forget_interruptions(const sigset_t *signals)
{
    const struct timespec now = {0};
    while (sigtimedwait(signals, NULL, &now) > 0)
        continue;
}

/* The signal is held back, so that it can be seen to come. */
static void *work(void *argument)
{
    struct background background;
    sigset_t signals;
    int64_t end = clock_monotonic_us() + PATIENCE_US;
    (void)argument;

    background_enter(&background);
    assert_true(background.has_timer);
    assert_int_equal(getpriority(PRIO_PROCESS, (id_t)gettid()), 10);

    (void)sigemptyset(&signals);
    (void)sigaddset(&signals, SIGRTMIN);
    assert_int_equal(pthread_sigmask(SIG_BLOCK, &signals, NULL), 0);
    assert_false(is_interrupted());
    background_start(&background);
    while (!is_interrupted() && clock_monotonic_us() < end)
        continue;
    assert_true(is_interrupted());

    background_stop(&background);
    forget_interruptions(&signals);
    end = clock_monotonic_us() + 5000;
    while (clock_monotonic_us() < end)
        continue;
    assert_false(is_interrupted());

    (void)pthread_sigmask(SIG_UNBLOCK, &signals, NULL);
    errno = ENOENT;
    assert_int_equal(pthread_kill(pthread_self(), SIGRTMIN), 0);
    assert_int_equal(errno, ENOENT);
    background_leave(&background);
    return NULL;
}

static void it_is_interrupted_while_it_works(void **state)
{
    (void)state;
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, work, NULL), 0);
    pthread_join(thread, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_interrupted_while_it_works),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
