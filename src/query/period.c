/* period.c - facets=date.month: which months there are, and how many documents
 * each has.
 *
 * A period is what a condition on a date takes as its value, and is made by the
 * code that reads one there: so a facet leads to the documents that it counts,
 * even where clocks change at midnight. */
#include "query/period.h"

#include "base/array.h"
#include "base/nearest.h"
#include "query/literal.h"

static const struct period periods[] = {
    {"year", 1},
    {"month", 2},
    {"day", 3},
};

const struct period *period_find(struct slice path, struct slice *ret_field)
{
    for (size_t i = 0; i < ARRAY_COUNT(periods); i++) {
        struct slice name = slice_of(periods[i].name);
        if (path.size < name.size + 2 || !slice_ends(path, periods[i].name) ||
            path.data[path.size - name.size - 1] != '.')
            continue;
        *ret_field = slice_sub(path, 0, path.size - name.size - 1);
        return &periods[i];
    }
    return NULL;
}

struct slice period_nearest(struct slice name)
{
    struct nearest nearest = nearest_to(name);
    for (size_t i = 0; i < ARRAY_COUNT(periods); i++)
        nearest_consider(&nearest, slice_of(periods[i].name));
    return nearest.name;
}

struct slice period_of(const struct period *period, int64_t ms, bool is_day,
                       struct arena *arena)
{
    return literal_period(ms, period->number_count, is_day, arena);
}
