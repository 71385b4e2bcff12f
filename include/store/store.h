/* store.h - hands out the current snapshot and swaps in the next one whole.
 *
 *     builder --publish--> [ current ] --acquire--> worker, worker, ...
 *
 * Any thread may acquire; one publishes. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>

struct store;    /* opaque, see store.c */
struct snapshot; /* immutable from publish until its last unref */

/* Takes over the caller's reference to `first`. */
struct store *store_new(struct snapshot *first);
void store_free(struct store *store); /* no thread may still use it */

/* Returns the current snapshot, never NULL, with one reference that the caller
 * ends with snapshot_unref(). Take it once per request, at its start. */
struct snapshot *store_acquire(struct store *store);

/* Makes `next` current and takes over the caller's reference to it. The store
 * keeps the old one until nobody else has a reference, so that a reader never
 * has to free it. Only one thread publishes and tidies. */
void store_publish(struct store *store, struct snapshot *next);

/* Frees the old snapshots that are no longer read; true if none are left. */
bool store_tidy(struct store *store);

#endif
