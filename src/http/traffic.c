/* traffic.c - ends without cutting off requests.
 *
 *     drain ---- answers say "close" ---- in flight: 0 for 100 ms ---- stop
 *
 * "In flight: 0" alone would be too early: a client that got its answer just
 * before the drain began may have sent its next request already, of which only
 * the kernel knows. The quiet time is far longer than a request takes from the
 * socket to a worker. */
#include "http/traffic.h"

#include "base/clock.h"

#include <limits.h>
#include <time.h>
#include <unistd.h>

#define QUIET_MS 100
#define WAIT_MS  500 /* for large answers to be sent */
#define STEP_MS  2

static unsigned part_of(unsigned workers, unsigned parts)
{
    return workers / parts > 0 ? workers / parts : 1;
}

/* As many long answers at a time as there are cores, since more would only wait
 * for each other; and never so many, running or waiting, that no worker is left
 * for short ones. The same is true of large answers, which wait for their
 * clients, and of bodies, which have to come from them: those do not wait for a
 * place, since the worker that waited would be the one that is missing. */
void traffic_init(struct traffic *traffic, unsigned workers,
                  size_t answer_memory)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned max = part_of(workers, 4);
    unsigned places = cores > 0 && cores < (long)max ? (unsigned)cores : max;
    traffic->limiter = limiter_new(places, workers / 2);
    traffic->cores = limiter_new(places, UINT_MAX);
    traffic->bodies = limiter_new(max, 0);
    traffic->budget =
        budget_new(answer_memory, part_of(workers, 2), workers / 8, WAIT_MS);
}

void traffic_release(struct traffic *traffic)
{
    limiter_free(traffic->limiter);
    limiter_free(traffic->cores);
    limiter_free(traffic->bodies);
    budget_free(traffic->budget);
}

void traffic_begin(struct traffic *traffic)
{
    atomic_fetch_add(&traffic->begun, 1);
    atomic_fetch_add(&traffic->in_flight, 1);
}

void traffic_end(struct traffic *traffic)
{
    atomic_fetch_sub(&traffic->in_flight, 1);
}

static void sleep_step(void)
{
    struct timespec step = {.tv_nsec = STEP_MS * 1000000L};
    (void)nanosleep(&step, NULL);
}

static int64_t now_ms(void)
{
    return clock_monotonic_us() / 1000;
}

unsigned traffic_drain(struct traffic *traffic, unsigned deadline_ms)
{
    int64_t deadline = now_ms() + deadline_ms, quiet_since = now_ms();
    unsigned last_begun = atomic_load(&traffic->begun);

    atomic_store(&traffic->is_draining, true);
    for (;;) {
        unsigned begun = atomic_load(&traffic->begun);
        unsigned in_flight = atomic_load(&traffic->in_flight);
        int64_t now = now_ms();
        if (in_flight > 0 || begun != last_begun)
            quiet_since = now;
        last_begun = begun;
        if (now - quiet_since >= QUIET_MS || now >= deadline) {
            limiter_close(traffic->limiter);
            return in_flight;
        }
        sleep_step();
    }
}
