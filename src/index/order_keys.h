/* order_keys.h - sorts entries by numbers. Private to this room.
 *
 *     entry  ->  date, title, path  ->  radix, and ties by comparison */
#ifndef INDEX_ORDER_KEYS_H
#define INDEX_ORDER_KEYS_H

#include "index/order.h"

/* What an entry is sorted by, in one compact array: walking thousands of
 * entries for each order would touch too much memory. */
struct order_key {
    uint64_t date, title; /* as far as it fits a number */
    uint32_t path_rank;
    uint32_t place; /* the caller's index of it */
    struct entry *entry;
};

struct order_key order_key_of(struct entry *entry, size_t place);

/* These sort by a number first, then break ties. */
struct order_way;
extern const struct order_way keys_by_path;
extern const struct order_way keys_by_date;  /* undated last, then by path */
extern const struct order_way keys_by_title; /* then by path */
extern const struct order_way
    keys_by_weight; /* as Hugo does, then the newest */

void order_keys_sort(struct order_key *keys, size_t count,
                     const struct order_way *way);

#endif
