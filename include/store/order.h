/* order.h - which of two entries comes first. */
#ifndef STORE_ORDER_H
#define STORE_ORDER_H

#include "store/snapshot.h"

/* How much of a title or text counts when lists are sorted: what is longer
 * compares by its beginning, so that a place in an order can be written down
 * in few bytes. */
#define SORT_MAX_BYTES 256

enum sort_field {
    SORT_DATE,
    SORT_TITLE,
    SORT_POST_COUNT,
    SORT_FIELD, /* any other: its values are compared, not the entries */
};

/* Which of them a name of an order is; people and terms have a `name` where
 * documents have a `title`. SORT_FIELD for the name of any other field. */
enum sort_field sort_field_find(struct slice name);

/* Below, at or above 0, as strcmp() says it. An entry without a date comes
 * last in both directions. `field` is not SORT_FIELD. */
int entry_compare(const struct entry *a, const struct entry *b,
                  enum sort_field field, bool is_down);

/* By name as people sort files: digits by their number, letters without
 * regard to case, and bytes where nothing else tells two apart. */
int path_compare(struct slice a, struct slice b);

/* The same of two sources that have been in a snapshot; never 0 where their
 * paths differ. */
int source_compare(const struct source *a, const struct source *b);

/* The order that breaks every tie: by path, names without a file last. */
int entry_compare_paths(const struct entry *a, const struct entry *b);

/* What that order compares: the path, or the slug of what has no file. */
struct slice entry_sort_path(const struct entry *entry);

#endif
