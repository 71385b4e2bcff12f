/* background.c - a low priority, and a timer that makes the thread yield.
 *
 * Yielding costs less than a microsecond where nobody waits for the core. The
 * alternatives were measured with bench/reload: calls in every long loop reach
 * the same figures, but then sorts and walks have to know of them;
 * SCHED_IDLE is a little better still, but a thread without privileges cannot
 * leave it again, and under load a reload then takes seconds. */
#include "base/background.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define NICENESS     10
#define YIELD_NS     100000
#define YIELD_SIGNAL SIGRTMIN

static void yield(int signal)
{
    int saved = errno;
    (void)signal;
    (void)sched_yield();
    errno = saved;
}

static void set_interval(const struct background *background, long ns)
{
    const struct itimerspec every = {.it_interval.tv_nsec = ns,
                                     .it_value.tv_nsec = ns};
    if (background->has_timer)
        (void)timer_settime(background->timer, 0, &every, NULL);
}

void background_enter(struct background *background)
{
    struct sigaction action = {.sa_handler = yield, .sa_flags = SA_RESTART};
    struct sigevent event;
    memset(&event, 0, sizeof event);
    event.sigev_notify = SIGEV_THREAD_ID;
    event.sigev_signo = YIELD_SIGNAL;
    event._sigev_un._tid = gettid();

    /* On Linux each thread has a priority of its own and passes it on to those
     * that it starts (setpriority(2)). */
    (void)setpriority(PRIO_PROCESS, (id_t)gettid(), NICENESS);
    (void)sigemptyset(&action.sa_mask);
    background->has_timer =
        sigaction(YIELD_SIGNAL, &action, NULL) == 0 &&
        timer_create(CLOCK_MONOTONIC, &event, &background->timer) == 0;
}

void background_leave(struct background *background)
{
    if (background->has_timer)
        (void)timer_delete(background->timer);
    background->has_timer = false;
}

void background_start(const struct background *background)
{
    set_interval(background, YIELD_NS);
}

void background_stop(const struct background *background)
{
    set_interval(background, 0);
}
