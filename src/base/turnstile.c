/* turnstile.c - a counter and a place to wait.
 *
 * Those who wait are asleep and cost nothing but their thread, so that short
 * work beside them is done as if they were not there. */
#include "base/turnstile.h"

#include "base/mem.h"

#include <pthread.h>
#include <stdlib.h>

struct turnstile {
    pthread_mutex_t lock;
    pthread_cond_t has_place;
    unsigned places, most_waiting;
    unsigned inside, waiting;
    bool is_closed;
};

struct turnstile *turnstile_new(unsigned places, unsigned most_waiting)
{
    struct turnstile *turnstile = mem_alloc(1, sizeof *turnstile);
    pthread_mutex_init(&turnstile->lock, NULL);
    pthread_cond_init(&turnstile->has_place, NULL);
    turnstile->places = places;
    turnstile->most_waiting = most_waiting;
    return turnstile;
}

void turnstile_free(struct turnstile *turnstile)
{
    if (turnstile == NULL)
        return;
    pthread_cond_destroy(&turnstile->has_place);
    pthread_mutex_destroy(&turnstile->lock);
    free(turnstile);
}

bool turnstile_enter(struct turnstile *turnstile)
{
    pthread_mutex_lock(&turnstile->lock);
    bool must_wait = turnstile->inside >= turnstile->places;
    bool is_let_in =
        !turnstile->is_closed &&
        (!must_wait || turnstile->waiting < turnstile->most_waiting);
    if (is_let_in && must_wait) {
        turnstile->waiting++;
        while (!turnstile->is_closed && turnstile->inside >= turnstile->places)
            pthread_cond_wait(&turnstile->has_place, &turnstile->lock);
        turnstile->waiting--;
        is_let_in = !turnstile->is_closed;
    }
    if (is_let_in)
        turnstile->inside++;
    pthread_mutex_unlock(&turnstile->lock);
    return is_let_in;
}

void turnstile_leave(struct turnstile *turnstile)
{
    pthread_mutex_lock(&turnstile->lock);
    turnstile->inside--;
    pthread_cond_signal(&turnstile->has_place);
    pthread_mutex_unlock(&turnstile->lock);
}

void turnstile_close(struct turnstile *turnstile)
{
    pthread_mutex_lock(&turnstile->lock);
    turnstile->is_closed = true;
    pthread_cond_broadcast(&turnstile->has_place);
    pthread_mutex_unlock(&turnstile->lock);
}
