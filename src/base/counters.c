/* counters.c - one cache line each, so that threads that count different things
 * do not wait for each other. */
#include "base/counters.h"

#include <assert.h>
#include <stdatomic.h>

#define CACHE_LINE_BYTES 64

static struct {
    _Alignas(CACHE_LINE_BYTES) atomic_uint_least64_t number;
} counters[COUNTER_COUNT];

void counters_add(enum counter_name what, uint64_t number)
{
    assert(what < COUNTER_COUNT);
    atomic_fetch_add_explicit(&counters[what].number, number,
                              memory_order_relaxed);
}

void counters_set(enum counter_name what, uint64_t number)
{
    assert(what < COUNTER_COUNT);
    atomic_store_explicit(&counters[what].number, number, memory_order_relaxed);
}

uint64_t counters_get(enum counter_name what)
{
    assert(what < COUNTER_COUNT);
    return atomic_load_explicit(&counters[what].number, memory_order_relaxed);
}
