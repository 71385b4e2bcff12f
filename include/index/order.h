/* order.h - which of two entries comes first. */
#ifndef INDEX_ORDER_H
#define INDEX_ORDER_H

#include "store/snapshot.h"

/* How much of a title or text counts when lists are sorted: longer strings are
 * compared by their beginnings, so that a position in an order fits into a
 * short cursor. */
#define SORT_MAX_BYTES 256

/* Returns a number below, equal to or above 0, like strcmp(). An entry without
 * a date comes last in both directions. `field` is not SORT_FIELD. */
int entry_compare(const struct entry *a, const struct entry *b,
                  enum sort_field field, bool is_down);

/* The order that breaks every tie: by path, names without a file last. */
int entry_compare_paths(const struct entry *a, const struct entry *b);

/* Returns what that order compares: the path, or the slug of an entry without a
 * file. */
struct slice entry_sort_path(const struct entry *entry);

#endif
