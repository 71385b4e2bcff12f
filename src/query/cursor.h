/* cursor.h - places in the order of a query. Private to this room. */
#ifndef QUERY_CURSOR_H
#define QUERY_CURSOR_H

#include "query/sort.h"

/* Where an entry stands, or stood: what it is sorted by, and its path. */
struct position {
    bool is_backwards; /* what lies before it is asked for */
    bool is_file;      /* the path is that of a file */
    struct slice path;
    struct sort_value values[SORT_MAX_KEYS];
};

/* Reads query->cursor; of a random order without a seed it also brings back
 * the seed. False where it is no cursor, or one of another query. */
bool cursor_read(struct query *query, struct arena *arena,
                 struct position *ret_position) MUST_USE;

/* Below, at or above 0 as the entry lies before, at or behind the position;
 * `first` as for sort_values_compare(). */
int cursor_compare(const struct query *query, size_t first,
                   const struct entry *entry, const struct position *position);

#endif
