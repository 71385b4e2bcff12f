/* limiter.h - lets a few threads at a time do long work.
 *
 * A thread that finds every place taken waits for one; if too many wait
 * already, it is refused at once. Any thread may call these functions. */
#ifndef BASE_LIMITER_H
#define BASE_LIMITER_H

#include "base/err.h"

struct limiter; /* opaque, see limiter.c */

struct limiter *limiter_new(unsigned max_running, unsigned max_waiting);
void limiter_free(struct limiter *limiter); /* no thread may be in it */

/* May block. False if the caller is refused; otherwise the caller ends its
 * work with limiter_leave(). */
bool limiter_enter(struct limiter *limiter) MUST_USE;
void limiter_leave(struct limiter *limiter);

struct limiter_stats {
    unsigned max_running, running, waiting;
};

struct limiter_stats limiter_stats(struct limiter *limiter);

/* Refuses every later caller, and every one that waits now. */
void limiter_close(struct limiter *limiter);

#endif
