/* traffic.h - counts requests, and decides from that when the server can stop.
 *
 * Any thread may call these functions, but only one traffic_drain(). */
#ifndef HTTP_TRAFFIC_H
#define HTTP_TRAFFIC_H

#include "base/budget.h"
#include "base/limiter.h"

#include <stdatomic.h>
#include <stdbool.h>

struct traffic {
    struct limiter *limiter; /* for answers that take long */
    struct limiter *cores;   /* for those that take some time, and coding */
    struct budget *budget;   /* for large answers */
    struct limiter *bodies;  /* for requests whose bodies are being read */
    atomic_uint in_flight;   /* requests read and not yet answered */
    atomic_uint begun;       /* requests since the start */
    atomic_bool is_draining;
};

/* Called before any thread starts, and after all have ended. */
void traffic_init(struct traffic *traffic, unsigned workers,
                  size_t answer_memory);
void traffic_release(struct traffic *traffic);

void traffic_begin(struct traffic *traffic);
void traffic_end(struct traffic *traffic);

/* From now on no connection is kept. Waits until no request has come for a
 * while, for `deadline_ms` at most; returns how many are still in flight. */
unsigned traffic_drain(struct traffic *traffic, unsigned deadline_ms);

#endif
