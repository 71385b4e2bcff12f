/* budget.c - two counters and a queue of sleeping threads.
 *
 * The bytes are what the holders say that they hold; nothing is measured. A
 * share counts for itself too, because each of them also keeps a thread: many
 * small ones hurt as much as a few large ones. */
#include "base/budget.h"

#include "base/clock.h"
#include "base/counters.h"
#include "base/mem.h"

#include <pthread.h>
#include <stdlib.h>

struct budget {
    pthread_mutex_t lock;
    pthread_cond_t has_room;
    size_t max_bytes, bytes;
    unsigned max_shares, shares;
    unsigned max_waiting, waiting;
    unsigned wait_ms;
};

struct budget *budget_new(size_t max_bytes, unsigned max_shares,
                          unsigned max_waiting, unsigned wait_ms)
{
    struct budget *budget = mem_alloc(1, sizeof *budget);
    pthread_mutex_init(&budget->lock, NULL);
    clock_init_condition(&budget->has_room);
    budget->max_bytes = max_bytes;
    budget->max_shares = max_shares;
    budget->max_waiting = max_waiting;
    budget->wait_ms = wait_ms;
    return budget;
}

void budget_free(struct budget *budget)
{
    if (budget == NULL)
        return;
    pthread_cond_destroy(&budget->has_room);
    pthread_mutex_destroy(&budget->lock);
    free(budget);
}

static bool has_room(const struct budget *budget, const struct share *share,
                     size_t bytes)
{
    bool is_holder = share->budget != NULL;
    size_t others = budget->bytes - share->bytes;
    if (bytes <= share->bytes && is_holder)
        return true;
    if (others > 0 &&
        (others > budget->max_bytes || bytes > budget->max_bytes - others))
        return false;
    return is_holder || budget->shares < budget->max_shares;
}

/* With the lock held. */
static void await_room(struct budget *budget, const struct share *share,
                       size_t bytes)
{
    const struct timespec until = clock_moment_in(budget->wait_ms);
    int failure = 0;
    budget->waiting++;
    while (failure == 0 && !has_room(budget, share, bytes))
        failure =
            pthread_cond_timedwait(&budget->has_room, &budget->lock, &until);
    budget->waiting--;
}

bool share_set(struct share *share, struct budget *budget, size_t bytes)
{
    pthread_mutex_lock(&budget->lock);
    if (!has_room(budget, share, bytes) &&
        budget->waiting < budget->max_waiting)
        await_room(budget, share, bytes);
    bool is_granted = has_room(budget, share, bytes) &&
                      (bytes <= share->bytes || !mem_is_short());
    if (is_granted) {
        budget->shares += share->budget == NULL ? 1 : 0;
        bool is_less = bytes < share->bytes;
        budget->bytes = budget->bytes - share->bytes + bytes;
        *share = (struct share){budget, bytes};
        if (is_less)
            pthread_cond_broadcast(&budget->has_room);
    }
    pthread_mutex_unlock(&budget->lock);
    if (!is_granted)
        counters_add(COUNTER_BUDGET_REFUSED, 1);
    return is_granted;
}

struct budget_stats budget_stats(struct budget *budget)
{
    pthread_mutex_lock(&budget->lock);
    const struct budget_stats stats = {.max_bytes = budget->max_bytes,
                                       .bytes = budget->bytes,
                                       .max_shares = budget->max_shares,
                                       .shares = budget->shares,
                                       .waiting = budget->waiting};
    pthread_mutex_unlock(&budget->lock);
    return stats;
}

void share_release(struct share *share)
{
    struct budget *budget = share->budget;
    if (budget == NULL)
        return;
    pthread_mutex_lock(&budget->lock);
    budget->bytes -= share->bytes;
    budget->shares--;
    pthread_cond_broadcast(&budget->has_room);
    pthread_mutex_unlock(&budget->lock);
    *share = (struct share){0};
}

bool budget_is_tight(struct budget *budget)
{
    pthread_mutex_lock(&budget->lock);
    bool is_tight = budget->bytes > budget->max_bytes / 4 * 3 ||
                    (unsigned long)budget->shares * 4 >
                        (unsigned long)budget->max_shares * 3;
    pthread_mutex_unlock(&budget->lock);
    return is_tight;
}
