/* traffic.c - counting, so that nobody starves and nobody is cut off.
 *
 * A worker belongs to one connection for as long as that is kept alive. With
 * as many idle clients as workers, everybody else waits for ever, so beyond
 * three quarters of the workers each answer also says good-bye; the last
 * quarter is always there for new connections.
 *
 * Stopping is the same trick without the threshold:
 *
 *     drain ---- answers say "close" ---- in flight: 0 for 100 ms ---- stop
 *
 * "In flight: 0" alone would be too early: a client that had its answer just
 * before the drain began may already have put its next request on the wire,
 * where only the kernel knows of it. The quiet time is far longer than a
 * request takes from a socket to a worker. */
#include "http/traffic.h"

#include "base/clock.h"

#include <time.h>
#include <unistd.h>

#define QUIET_MS 100
#define STEP_MS  2

/* As many as there are cores, since more of them would only wait for each
 * other; and never so many, in it or before it, that nobody is left for what
 * takes no time. */
void traffic_init(struct traffic *traffic, unsigned workers)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned most = workers / 4 > 0 ? workers / 4 : 1;
    unsigned places = cores > 0 && cores < (long)most ? (unsigned)cores : most;
    traffic->workers = workers;
    traffic->limiter = limiter_new(places, workers / 2);
}

void traffic_release(struct traffic *traffic)
{
    limiter_free(traffic->limiter);
}

void traffic_connect(struct traffic *traffic)
{
    atomic_fetch_add(&traffic->connections, 1);
}

void traffic_disconnect(struct traffic *traffic)
{
    atomic_fetch_sub(&traffic->connections, 1);
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

bool traffic_may_stay(const struct traffic *traffic)
{
    return !atomic_load(&traffic->is_draining) &&
           (unsigned long)atomic_load(&traffic->connections) * 4 <
               (unsigned long)traffic->workers * 3;
}

static void pause_a_step(void)
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
    unsigned seen = atomic_load(&traffic->begun);

    atomic_store(&traffic->is_draining, true);
    for (;;) {
        unsigned begun = atomic_load(&traffic->begun);
        unsigned in_flight = atomic_load(&traffic->in_flight);
        int64_t now = now_ms();
        if (in_flight > 0 || begun != seen)
            quiet_since = now;
        seen = begun;
        if (now - quiet_since >= QUIET_MS || now >= deadline) {
            limiter_close(traffic->limiter);
            return in_flight;
        }
        pause_a_step();
    }
}

void traffic_await_silence(struct traffic *traffic, unsigned deadline_ms)
{
    int64_t deadline = now_ms() + deadline_ms;
    while (atomic_load(&traffic->connections) > 0 && now_ms() < deadline)
        pause_a_step();
}
