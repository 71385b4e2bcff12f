/* cursor.h - positions in the order of a query. Private to this room. */
#ifndef QUERY_CURSOR_H
#define QUERY_CURSOR_H

#include "query/sort.h"

/* Where an entry is, or was: what it is sorted by, and its path. */
struct position {
    bool is_backwards; /* the page ends before it */
    bool is_file;      /* the path is that of a file */
    struct slice path;
    struct sort_value values[SORT_MAX_KEYS];
};

/* Reads query->cursor; in a random order without a seed it also restores the
 * seed. False if it is not a cursor, or of another query. */
bool cursor_read(struct query *query, struct arena *arena,
                 struct position *ret_position) MUST_USE;

/* Below, at or above 0 if the entry is before, at or after the position;
 * `first` as for sort_values_compare(). */
int cursor_compare(const struct query *query, size_t first,
                   const struct entry *entry, const struct position *position);

#endif
