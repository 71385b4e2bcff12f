/* map.c - linear probing in a table that is never more than three quarters
 * full.
 *
 * Keys come from the operator's own content, never from a client, so nobody can
 * provoke collisions; requests only read. Each slot keeps the hash, so that
 * growing does not read the keys again. */
#include "base/map.h"

#include "base/mem.h"

#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

struct map_slot {
    struct slice key;
    uint64_t hash;
    void *value; /* NULL: the slot is free */
};

uint64_t hash_bytes(struct slice bytes, uint64_t seed)
{
    return XXH3_64bits_withSeed(bytes.data != NULL ? bytes.data : "",
                                bytes.size, seed);
}

uint64_t hash_random_seed(void)
{
    uint64_t seed;
    struct timespec now = {0};
    if (getrandom(&seed, sizeof seed, 0) == (ssize_t)sizeof seed)
        return seed;
    (void)clock_gettime(CLOCK_REALTIME, &now); /* a very old kernel */
    return (uint64_t)now.tv_nsec ^ (uintptr_t)&now;
}

void map_release(struct map *map)
{
    free(map->slots);
    *map = (struct map){0};
}

/* The slot that holds the key, or the free one where it would go. */
static struct map_slot *probe(const struct map *map, struct slice key,
                              uint64_t hash)
{
    size_t mask = map->capacity - 1;
    for (size_t i = (size_t)hash & mask;; i = (i + 1) & mask) {
        struct map_slot *slot = &map->slots[i];
        if (slot->value == NULL ||
            (slot->hash == hash && slice_equal(slot->key, key)))
            return slot;
    }
}

static bool is_enough(size_t capacity, size_t count)
{
    return count * 4 <= capacity * 3;
}

static void grow(struct map *map, size_t count)
{
    struct map old = *map;
    map->capacity = old.capacity > 0 ? old.capacity : 16;
    while (!is_enough(map->capacity, count))
        map->capacity *= 2;
    map->slots = mem_alloc(map->capacity, sizeof(struct map_slot));
    for (size_t i = 0; i < old.capacity; i++) {
        const struct map_slot *slot = &old.slots[i];
        if (slot->value != NULL)
            *probe(map, slot->key, slot->hash) = *slot;
    }
    free(old.slots);
}

void map_reserve(struct map *map, size_t count)
{
    if (!is_enough(map->capacity, count))
        grow(map, count);
}

void *map_find(const struct map *map, struct slice key)
{
    if (map->count == 0)
        return NULL;
    return probe(map, key, hash_bytes(key, 0))->value;
}

/* The key's slot, or the free one for it in a map with room for one more. */
static struct map_slot *slot_for(struct map *map, struct slice key,
                                 uint64_t hash)
{
    map_reserve(map, map->count + 1);
    return probe(map, key, hash);
}

void *map_put(struct map *map, struct slice key, void *value)
{
    uint64_t hash = hash_bytes(key, 0);
    struct map_slot *slot = slot_for(map, key, hash);
    void *before = slot->value;
    if (before == NULL)
        map->count++;
    *slot = (struct map_slot){key, hash, value};
    return before;
}

void *map_add(struct map *map, struct slice key, void *value)
{
    uint64_t hash = hash_bytes(key, 0);
    struct map_slot *slot = slot_for(map, key, hash);
    if (slot->value != NULL)
        return slot->value;
    map->count++;
    *slot = (struct map_slot){key, hash, value};
    return NULL;
}

bool map_next(const struct map *map, size_t *cursor, struct slice *ret_key,
              void **ret_value)
{
    while (*cursor < map->capacity) {
        const struct map_slot *slot = &map->slots[(*cursor)++];
        if (slot->value == NULL)
            continue;
        *ret_key = slot->key;
        if (ret_value != NULL)
            *ret_value = slot->value;
        return true;
    }
    return false;
}
