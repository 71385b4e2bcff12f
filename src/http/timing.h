/* timing.h - the field Server-Timing, which browsers show beside a request.
 *
 *     Server-Timing: cache;desc=hit, app;dur=0.03
 *     Server-Timing: cache;desc=miss, search;dur=0.41, app;dur=0.76 */
#ifndef HTTP_TIMING_H
#define HTTP_TIMING_H

#include "base/str.h"

#include <stdint.h>

#define TIMING_BYTES 96

/* The value, in `buffer`: whether the answer was ready, how long a search took,
 * if there was one (0), and how long ago the head of the request was read, by
 * the clock that measures. */
struct slice timing_render(bool was_ready, int64_t search_us,
                           int64_t started_us, char buffer[TIMING_BYTES]);

#endif
