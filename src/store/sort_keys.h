/* sort_keys.h - entries sorted by numbers. Private to this room.
 *
 *     entry  ->  date, title, path  ->  radix, and ties by comparison */
#ifndef STORE_SORT_KEYS_H
#define STORE_SORT_KEYS_H

#include "store/order.h"

/* What an entry is sorted by, side by side: thousands of entries are too much
 * memory to go through for each order. */
struct sort_key {
    uint64_t date, title; /* as far as a number says it */
    uint32_t path_rank;
    uint32_t place; /* among the listed entries of collection->all */
    struct entry *entry;
};

struct sort_key sort_key_of(struct entry *entry, size_t place);

/* By a number first; `compare` tells apart what has the same. */
struct sort_way {
    uint64_t (*number)(const struct sort_key *key);
    int (*compare)(const void *left, const void *right);
};

extern const struct sort_way by_path;
extern const struct sort_way by_date;   /* undated last, then by path */
extern const struct sort_way by_title;  /* then by path */
extern const struct sort_way by_weight; /* as Hugo does, then the newest */

void sort_keys(struct sort_key *keys, size_t count, const struct sort_way *way);

#endif
