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
    COUNTER_RELOADS_PUBLISHED,
    COUNTER_RELOADS_UNCHANGED,
    COUNTER_RELOADS_FAILED,
    COUNTER_RELOAD_US,          /* that those which published have taken */
    COUNTER_CONNECTIONS,        /* that were accepted */
    COUNTER_LIMITER_REFUSED,    /* long answers, when too many waited */
    COUNTER_BUDGET_REFUSED,     /* large answers, for want of memory */
    COUNTER_SEARCHES,           /* that the index has answered */
    COUNTER_SEARCHES_TOO_EARLY, /* before the index was whole */
    COUNTER_SEARCHES_FAILED,    /* while it could not be reached */
    COUNTER_SEARCHES_REFUSED,   /* where there is none */
    COUNTER_FETCHES_DONE,       /* looks at a repository */
    COUNTER_FETCHES_FAILED,
    /* Not counted, but set: */
    COUNTER_PUBLISHED_MS,   /* when the current snapshot was, since the epoch */
    COUNTER_RELOAD_IS_GOOD, /* the last one did not fail */
    COUNTER_FETCHED_MS,     /* when a repository last was, since the epoch */
    COUNTER_FETCH_IS_GOOD,  /* the last look at it did not fail */
    COUNTER_COUNT
};

void counters_add(enum counter_name what, uint64_t number);
void counters_set(enum counter_name what, uint64_t number);
uint64_t counters_get(enum counter_name what);

#endif
