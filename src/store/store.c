/* store.c - one pointer and the lock that guards it.
 *
 * A reader must raise the reference count while it knows that the snapshot is
 * still there. Reading the pointer and then raising the count leaves a gap in
 * which the writer may free the snapshot; so both happen under one lock, which
 * is held for a few instructions and costs about as much as a cache miss. */
#include "store/store.h"

#include "base/mem.h"
#include "store/snapshot.h"

#include <pthread.h>
#include <stdlib.h>

struct store {
    pthread_mutex_t lock; /* guards `current` */
    struct snapshot *current;
};

struct store *store_new(struct snapshot *first)
{
    struct store *store = mem_alloc(1, sizeof *store);
    pthread_mutex_init(&store->lock, NULL);
    store->current = first;
    return store;
}

void store_free(struct store *store)
{
    if (store == NULL)
        return;
    snapshot_unref(store->current);
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

void store_publish(struct store *store, struct snapshot *next)
{
    pthread_mutex_lock(&store->lock);
    struct snapshot *before = store->current;
    store->current = next;
    pthread_mutex_unlock(&store->lock);
    snapshot_unref(before);
}
