/* map.h - a hash table from strings to pointers; the keys are borrowed.
 *
 * The map keeps the slices that it is given, so their bytes must outlive it.
 * Any number of threads may read a map while none writes to it. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/str.h"

#include <stdint.h>

struct map_slot;

/* `struct map m = {0}` is a valid empty map. */
struct map {
    struct map_slot *slots;
    size_t count;
    size_t capacity; /* a power of two, or 0 */
};

void map_release(struct map *map);

/* Makes room for `count` keys, only to save time. */
void map_reserve(struct map *map, size_t count);

void *map_find(const struct map *map, struct slice key); /* may be NULL */

/* Returns the previous value, or NULL; `value` must not be NULL. */
void *map_put(struct map *map, struct slice key, void *value);

/* Adds the value unless the key already has one, which is returned, else
 * NULL. */
void *map_add(struct map *map, struct slice key, void *value);

/* Walks all pairs, in no useful order: start with *cursor = 0; false at the
 * end. `ret_value` may be NULL. */
bool map_next(const struct map *map, size_t *cursor, struct slice *ret_key,
              void **ret_value);

/* A 64-bit hash of the bytes (XXH3); the same on every machine and start. */
uint64_t hash_bytes(struct slice bytes, uint64_t seed);

/* A seed that strangers cannot guess, so that they cannot choose keys with the
 * same hash. */
uint64_t hash_random_seed(void);

#endif
