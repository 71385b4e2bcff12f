/* limiter.c - a counter and a queue of sleeping threads.
 *
 * Threads that wait are asleep and cost nothing but themselves, so that short
 * work beside them goes on as if they were not there. */
#include "base/limiter.h"

#include "base/counters.h"
#include "base/mem.h"

#include <pthread.h>
#include <stdlib.h>

struct limiter {
    pthread_mutex_t lock;
    pthread_cond_t has_place;
    unsigned max_running, max_waiting;
    unsigned running, waiting;
    bool is_closed;
};

struct limiter *limiter_new(unsigned max_running, unsigned max_waiting)
{
    struct limiter *limiter = mem_alloc(1, sizeof *limiter);
    pthread_mutex_init(&limiter->lock, NULL);
    pthread_cond_init(&limiter->has_place, NULL);
    limiter->max_running = max_running;
    limiter->max_waiting = max_waiting;
    return limiter;
}

void limiter_free(struct limiter *limiter)
{
    if (limiter == NULL)
        return;
    pthread_cond_destroy(&limiter->has_place);
    pthread_mutex_destroy(&limiter->lock);
    free(limiter);
}

bool limiter_enter(struct limiter *limiter)
{
    pthread_mutex_lock(&limiter->lock);
    bool must_wait = limiter->running >= limiter->max_running;
    bool is_admitted = !limiter->is_closed &&
                       (!must_wait || limiter->waiting < limiter->max_waiting);
    if (is_admitted && must_wait) {
        limiter->waiting++;
        while (!limiter->is_closed && limiter->running >= limiter->max_running)
            pthread_cond_wait(&limiter->has_place, &limiter->lock);
        limiter->waiting--;
        is_admitted = !limiter->is_closed;
    }
    if (is_admitted)
        limiter->running++;
    pthread_mutex_unlock(&limiter->lock);
    if (!is_admitted)
        counters_add(COUNTER_LIMITER_REFUSED, 1);
    return is_admitted;
}

struct limiter_stats limiter_stats(struct limiter *limiter)
{
    pthread_mutex_lock(&limiter->lock);
    const struct limiter_stats stats = {.max_running = limiter->max_running,
                                        .running = limiter->running,
                                        .waiting = limiter->waiting};
    pthread_mutex_unlock(&limiter->lock);
    return stats;
}

void limiter_leave(struct limiter *limiter)
{
    pthread_mutex_lock(&limiter->lock);
    limiter->running--;
    pthread_cond_signal(&limiter->has_place);
    pthread_mutex_unlock(&limiter->lock);
}

void limiter_close(struct limiter *limiter)
{
    pthread_mutex_lock(&limiter->lock);
    limiter->is_closed = true;
    pthread_cond_broadcast(&limiter->has_place);
    pthread_mutex_unlock(&limiter->lock);
}
