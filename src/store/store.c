/* store.c - one pointer and the lock that guards it.
 *
 * A reader must raise the reference count while it knows that the snapshot is
 * still there. Reading the pointer and then raising the count leaves a gap in
 * which the writer may free the snapshot; so both happen under one lock, which
 * is held for a few instructions and costs about as much as a cache miss.
 *
 * Freeing a hundred thousand documents takes a tenth of a second, for which no
 * request should wait. So the store keeps its own reference to a snapshot that
 * is no longer current. Nobody can acquire an old snapshot: once the store's
 * reference is the only one left, no other can appear, and the publishing
 * thread releases it. */
#include "store/store.h"

#include "base/clock.h"
#include "base/counters.h"
#include "base/mem.h"
#include "store/snapshot.h"

#include <pthread.h>
#include <stdlib.h>

struct store {
    pthread_mutex_t lock; /* guards `current` */
    struct snapshot *current;
    struct snapshot **old; /* the publisher's alone */
    size_t old_count, old_capacity;
};

struct store *store_new(struct snapshot *first)
{
    struct store *store = mem_alloc(1, sizeof *store);
    pthread_mutex_init(&store->lock, NULL);
    first->serial = 1;
    store->current = first;
    counters_set(COUNTER_PUBLISHED_MS, (uint64_t)clock_now_ms());
    return store;
}

void store_free(struct store *store)
{
    if (store == NULL)
        return;
    snapshot_unref(store->current);
    for (size_t i = 0; i < store->old_count; i++)
        snapshot_unref(store->old[i]);
    free(store->old);
    pthread_mutex_destroy(&store->lock);
    free(store);
}

struct snapshot *store_acquire(struct store *store)
{
    pthread_mutex_lock(&store->lock);
    struct snapshot *current = snapshot_ref(store->current);
    pthread_mutex_unlock(&store->lock);
    return current;
}

static void keep_old(struct store *store, struct snapshot *snapshot)
{
    if (store->old_count == store->old_capacity) {
        store->old_capacity += 8;
        store->old = mem_grow(store->old, store->old_capacity,
                              sizeof(struct snapshot *));
    }
    store->old[store->old_count++] = snapshot;
}

void store_publish(struct store *store, struct snapshot *next)
{
    pthread_mutex_lock(&store->lock);
    struct snapshot *before = store->current;
    next->serial = before->serial + 1;
    store->current = next;
    counters_set(COUNTER_PUBLISHED_MS, (uint64_t)clock_now_ms());
    pthread_mutex_unlock(&store->lock);
    keep_old(store, before);
    (void)store_tidy(store);
}

bool store_tidy(struct store *store)
{
    size_t kept = 0;
    for (size_t i = 0; i < store->old_count; i++) {
        struct snapshot *old = store->old[i];
        if (snapshot_is_shared(old))
            store->old[kept++] = old;
        else
            snapshot_unref(old);
    }
    store->old_count = kept;
    return kept == 0;
}
