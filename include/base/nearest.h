/* nearest.h - "did you mean": names within a few typing errors. */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include "base/str.h"

/* Edits (insert, delete, change, swap of neighbours) that turn one name into
 * the other without regard to ASCII case; counts up to `max`, then max + 1. */
unsigned edit_distance(struct slice a, struct slice b, unsigned max);

/* How many edits a name of this length may be away to be suggested. */
unsigned edit_tolerance(struct slice name);

#endif
