/* order.h - which of two entries comes first. */
#ifndef STORE_ORDER_H
#define STORE_ORDER_H

#include "store/snapshot.h"

enum sort_field { SORT_DATE, SORT_TITLE, SORT_POST_COUNT };

/* Below, at or above 0, as strcmp() says it. An entry without a date comes
 * last in both directions. */
int entry_compare(const struct entry *a, const struct entry *b,
                  enum sort_field field, bool is_down);

/* The order that breaks every tie: by path, names without a file last. */
int entry_compare_paths(const struct entry *a, const struct entry *b);

#endif
