/* order.h - which of two entries comes first. */
#ifndef INDEX_ORDER_H
#define INDEX_ORDER_H

#include "store/snapshot.h"

/* How much of a title or text counts when lists are sorted: what is longer
 * compares by its beginning, so that a place in an order can be written down
 * in few bytes. */
#define SORT_MAX_BYTES 256

/* Below, at or above 0, as strcmp() says it. An entry without a date comes
 * last in both directions. `field` is not SORT_FIELD. */
int entry_compare(const struct entry *a, const struct entry *b,
                  enum sort_field field, bool is_down);

/* The order that breaks every tie: by path, names without a file last. */
int entry_compare_paths(const struct entry *a, const struct entry *b);

/* What that order compares: the path, or the slug of what has no file. */
struct slice entry_sort_path(const struct entry *entry);

#endif
