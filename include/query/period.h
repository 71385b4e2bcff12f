/* period.h - the years, months and days by which facets count dates. */
#ifndef QUERY_PERIOD_H
#define QUERY_PERIOD_H

#include "base/arena.h"

#include <stdint.h>

struct period {
    const char *name;      /* "month" */
    unsigned number_count; /* "2024-05" has two */
};

/* Takes "date.month" apart; NULL if the path ends in no period. */
const struct period *period_find(struct slice path, struct slice *ret_field);

/* The name of a period that is nearly `name`, or SLICE_NONE. */
struct slice period_nearest(struct slice name);

/* "2024-05": the period with the instant, as a condition on the field takes it;
 * in the site's timezone, or with `is_day` in none. SLICE_NONE for years of
 * more than four digits. */
struct slice period_of(const struct period *period, int64_t ms, bool is_day,
                       struct arena *arena);

#endif
