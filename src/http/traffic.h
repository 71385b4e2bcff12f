/* traffic.h - how many connections are open and requests in flight, and what
 * follows from it: who may stay, and when the server may stop.
 *
 * Any thread may call these functions, traffic_drain() one thread only. */
#ifndef HTTP_TRAFFIC_H
#define HTTP_TRAFFIC_H

#include "base/limiter.h"

#include <stdatomic.h>
#include <stdbool.h>

struct traffic {
    unsigned workers;        /* set once, before any thread */
    struct limiter *limiter; /* for answers that take long to make */
    atomic_uint connections; /* open and served by a worker */
    atomic_uint in_flight;   /* requests read and not yet answered */
    atomic_uint begun;       /* requests ever */
    atomic_bool is_draining;
};

/* Before any thread, and after all of them. */
void traffic_init(struct traffic *traffic, unsigned workers);
void traffic_release(struct traffic *traffic);

void traffic_connect(struct traffic *traffic);
void traffic_disconnect(struct traffic *traffic);
void traffic_begin(struct traffic *traffic);
void traffic_end(struct traffic *traffic);

/* Whether a connection may be kept after the answer that is being made. */
bool traffic_may_stay(const struct traffic *traffic);

/* From now on no connection may stay. Waits, for `deadline_ms` at most, until
 * requests have ceased for a while; returns how many are still in flight. */
unsigned traffic_drain(struct traffic *traffic, unsigned deadline_ms);

/* Waits until no connection is left, for `deadline_ms` at most. */
void traffic_await_silence(struct traffic *traffic, unsigned deadline_ms);

#endif
