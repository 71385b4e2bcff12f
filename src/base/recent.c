/* recent.c - sets of a few places, each with what was used last. */
#include "base/recent.h"

#include "base/map.h"

#include <string.h>

static struct recent_item *place(const struct recent *recent, size_t set,
                                 size_t index)
{
    size_t at = set * RECENT_PLACES + index;
    return (void *)((char *)recent->items + at * recent->item_size);
}

static size_t set_of(const struct recent *recent, const void *key)
{
    return hash_bytes((struct slice){key, recent->key_size}, 0) %
           recent->set_count;
}

void *recent_find(struct recent *recent, const void *key)
{
    size_t set = set_of(recent, key);
    for (size_t i = 0; i < RECENT_PLACES; i++) {
        struct recent_item *item = place(recent, set, i);
        if (item->used == 0 || memcmp(item + 1, key, recent->key_size) != 0)
            continue;
        item->used = ++recent->clock;
        return item;
    }
    return NULL;
}

void *recent_take(struct recent *recent, const void *key)
{
    struct recent_item *chosen = recent_find(recent, key);
    if (chosen != NULL)
        return chosen;
    size_t set = set_of(recent, key);
    chosen = place(recent, set, 0);
    for (size_t i = 1; i < RECENT_PLACES; i++) {
        struct recent_item *item = place(recent, set, i);
        chosen = item->used < chosen->used ? item : chosen;
    }
    chosen->used = ++recent->clock;
    memcpy(chosen + 1, key, recent->key_size);
    return chosen;
}
