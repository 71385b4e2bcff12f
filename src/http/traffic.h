/* traffic.h - counts connections and requests, and decides from that which
 * connections are kept and when the server can stop.
 *
 * Any thread may call these functions, but only one traffic_drain(). */
#ifndef HTTP_TRAFFIC_H
#define HTTP_TRAFFIC_H

#include "base/budget.h"
#include "base/limiter.h"

#include <stdatomic.h>
#include <stdbool.h>

struct traffic {
    unsigned workers;        /* set before the threads start */
    struct limiter *limiter; /* for answers that take long */
    struct budget *budget;   /* for large answers */
    atomic_uint connections; /* open and served by a worker */
    atomic_uint in_flight;   /* requests read and not yet answered */
    atomic_uint begun;       /* requests since the start */
    atomic_bool is_draining;
};

/* Called before any thread starts, and after all have ended. */
void traffic_init(struct traffic *traffic, unsigned workers,
                  size_t answer_memory);
void traffic_release(struct traffic *traffic);

void traffic_connect(struct traffic *traffic);
void traffic_disconnect(struct traffic *traffic);
void traffic_begin(struct traffic *traffic);
void traffic_end(struct traffic *traffic);

/* Whether a connection may be kept after its current answer. */
bool traffic_may_keep_alive(const struct traffic *traffic);

/* From now on no connection is kept. Waits until no request has come for a
 * while, for `deadline_ms` at most; returns how many are still in flight. */
unsigned traffic_drain(struct traffic *traffic, unsigned deadline_ms);

/* Waits until no connection is left, for `deadline_ms` at most. */
void traffic_await_close(struct traffic *traffic, unsigned deadline_ms);

#endif
