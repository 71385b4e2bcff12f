/* sort.h - what entries are sorted by. Private to this room. */
#ifndef QUERY_SORT_H
#define QUERY_SORT_H

#include "query/query.h"

/* The collection, the weight and the date, where no order is asked for. */
#define SORT_DEFAULT_KEYS 3
#define SORT_MAX_KEYS     QUERY_MAX_SORT_KEYS

enum sort_kind {
    SORT_KIND_BOOLEAN, /* of mixed values these come first */
    SORT_KIND_NUMBER,
    SORT_KIND_DATE,
    SORT_KIND_TEXT,
    SORT_KIND_HASH,
    SORT_KIND_MISSING, /* last in both directions */
};

struct sort_value {
    enum sort_kind kind;
    union {
        double number; /* of a boolean too */
        int64_t ms;
        uint64_t hash;
        struct slice text; /* folded, at most SORT_MAX_BYTES */
    } as;
};

/* How many values an entry has in the order of this query. */
size_t sort_value_count(const struct query *query);

/* Those values, in ret_values. Texts lie in the snapshot or in `arena`. */
void sort_values(const struct query *query, const struct entry *entry,
                 struct arena *arena, struct sort_value *ret_values);

/* Compares from the value `first` on: 0 where documents lie collection by
 * collection, 1 where the default order is that of one list. */
int sort_values_compare(const struct query *query, size_t first,
                        const struct sort_value *a, const struct sort_value *b);

/* Sorts the entries as the query says, ties by path. */
void sort_entries(const struct query *query, size_t first, struct list *list);

#endif
