/* recent.h - a table of fixed size: what is not asked for makes room for what
 * is.
 *
 *     set of a key   | used, key, value | used, key, value | ...
 *
 * Nothing in it grows with the site. The caller holds a lock. */
#ifndef BASE_RECENT_H
#define BASE_RECENT_H

#include <stddef.h>
#include <stdint.h>

#define RECENT_PLACES 8 /* of a set */

/* The first member of each item; the key follows it. */
struct recent_item {
    uint64_t used; /* when, in order; 0: it is empty */
};

struct recent {
    void *items; /* set_count * RECENT_PLACES of them, zeros at first */
    size_t set_count, item_size;
    size_t key_size; /* of a key without padding: its bytes are compared */
    uint64_t clock;
};

/* The item with that key, which is thereby used; NULL if there is none. */
void *recent_find(struct recent *recent, const void *key);

/* The same, or one that was empty or not used for longest, now with that key
 * and the value of another. */
void *recent_take(struct recent *recent, const void *key);

#endif
