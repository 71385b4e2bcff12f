/* counters.h - what the program has counted since it started, for /_metrics.
 *
 * For what happens once an answer at most; any thread may call these
 * functions. */
#ifndef BASE_COUNTERS_H
#define BASE_COUNTERS_H

#include <stdint.h>

enum counter_name {
    COUNTER_LOG_DROPPED,    /* lines for standard error without room */
    COUNTER_ACCESS_DROPPED, /* lines of a file of the access log */
    COUNTER_COUNT
};

void counters_add(enum counter_name what, uint64_t number);
uint64_t counters_get(enum counter_name what);

#endif
