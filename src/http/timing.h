/* timing.h - the field Server-Timing, which browsers show beside a request.
 *
 *     Server-Timing: cache;desc=hit, app;dur=0.03 */
#ifndef HTTP_TIMING_H
#define HTTP_TIMING_H

#include "base/str.h"

#include <stdint.h>

#define TIMING_BYTES 64

/* The value, in `buffer`: whether the answer was ready, and how long it took
 * from the head of the request to the first byte of the answer. */
struct slice timing_render(bool was_ready, int64_t duration_us,
                           char buffer[TIMING_BYTES]);

#endif
