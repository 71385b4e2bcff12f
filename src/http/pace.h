/* pace.h - closes connections whose clients take an answer too slowly.
 *
 *     worker   pace_begin() ---- writing, blocked by the client ---- pace_end()
 *     thread        '- each second: what has the client taken since? -'
 *
 * A worker that waits for a client to read serves nobody else. The library only
 * notices a client that takes nothing at all; one that takes a byte a second
 * would keep a worker, and the answer in memory, for days. */
#ifndef HTTP_PACE_H
#define HTTP_PACE_H

#include "base/budget.h"

#include <stdatomic.h>
#include <stdint.h>

#define PACE_MIN_BYTES_PER_S 1024 /* on average, over PACE_WINDOW_S */
#define PACE_WINDOW_S        10
#define PACE_TIGHT_S         5 /* while memory or workers are short */
#define PACE_BODY_S          5 /* for a body, however much of it has come */

struct pace; /* opaque, see pace.c */

/* What a worker is sending, and to whom. */
struct sender {
    atomic_int fd;
    atomic_int_least64_t since_us; /* or 0: it does not send */
    atomic_bool is_paused;
    atomic_bool is_reading;        /* a body, rather than sending an answer */
    struct sender *before, *after; /* with the lock held; and for the thread: */
    int64_t seen_us, taken_at_us;  /*   of which answer, since when, */
    uint64_t taken, taken_at_start; /*   acknowledged by the client */
};

/* Starts the thread. It asks `budget` whether answers are short of room. */
bool pace_start(struct budget *budget, struct pace **ret_pace,
                struct err *err) MUST_USE;
void pace_stop(struct pace *pace); /* accepts NULL; after all senders */

void pace_add(struct pace *pace, struct sender *sender);
void pace_remove(struct pace *pace, struct sender *sender);

/* Around the writes of one answer. */
void pace_begin(struct sender *sender, int fd);
void pace_end(struct sender *sender);

/* Around the reading of a body. One that has not come in time ends there: reads
 * find no more of it, and an answer can still be sent. */
void pace_begin_body(struct sender *sender, int fd);
void pace_end_body(struct sender *sender);

/* Around the making of what is to be sent next: the client is not to blame for
 * how long that takes. */
void pace_pause(struct sender *sender);
void pace_resume(struct sender *sender);

#endif
