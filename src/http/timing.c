/* timing.c - https://www.w3.org/TR/server-timing/: durations are milliseconds,
 * with a fraction. */
#include "http/timing.h"

#include "base/clock.h"

#include <stdio.h>

struct slice timing_render(bool was_ready, int64_t search_us,
                           int64_t started_us, char buffer[TIMING_BYTES])
{
    int64_t duration_us = clock_monotonic_us() - started_us;
    char search[TIMING_BYTES / 2] = "";
    if (search_us > 0)
        (void)snprintf(search, sizeof search, ", search;dur=%.2f",
                       (double)search_us / 1000);
    (void)snprintf(buffer, TIMING_BYTES, "cache;desc=%s%s, app;dur=%.2f",
                   was_ready ? "hit" : "miss", search,
                   (double)duration_us / 1000);
    return slice_of(buffer);
}
