/* parallel.c - threads that last for one loop.
 *
 * A pool of threads would have to be stopped, drained and shared; starting two
 * threads costs 50 microseconds, once per load. Threads take the items in small
 * chunks because one file may cost a hundred times as much as another. */
#include "base/parallel.h"

#include "base/mem.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#define CHUNK_ITEMS 8
#define MAX_THREADS 64
#define NICENESS    10

struct loop {
    atomic_size_t next;
    size_t count;
    void (*visit)(void *context, size_t index);
    void *context;
};

static void *run(void *argument)
{
    struct loop *loop = argument;
    for (;;) {
        size_t start = atomic_fetch_add(&loop->next, CHUNK_ITEMS);
        if (start >= loop->count)
            return NULL;
        size_t end = start + CHUNK_ITEMS;
        for (size_t i = start; i < end && i < loop->count; i++)
            loop->visit(loop->context, i);
    }
}

static unsigned count_cores(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores > 0 ? (unsigned)cores : 1;
}

unsigned parallel_background_threads(void)
{
    unsigned cores = count_cores();
    return cores > 1 ? cores - 1 : 1;
}

/* On Linux each thread has a priority of its own and passes it on to those that
 * it starts (setpriority(2)). SCHED_IDLE would be politer still, but a thread
 * without privileges cannot leave it again, and where all cores are busy a
 * reload would then take seconds. */
void parallel_lower_priority(void)
{
    (void)setpriority(PRIO_PROCESS, (id_t)gettid(), NICENESS);
}

static unsigned count_threads(size_t count, unsigned wanted)
{
    size_t threads = wanted > 0 ? wanted : count_cores();
    size_t chunks = (count + CHUNK_ITEMS - 1) / CHUNK_ITEMS;
    if (threads > chunks)
        threads = chunks;
    return (unsigned)(threads > MAX_THREADS ? MAX_THREADS : threads);
}

void parallel_for(size_t count, unsigned threads,
                  void (*visit)(void *context, size_t index), void *context)
{
    struct loop loop = {.count = count, .visit = visit, .context = context};
    pthread_t others[MAX_THREADS];
    unsigned started = 0;

    atomic_init(&loop.next, 0);
    for (unsigned i = 1; i < count_threads(count, threads); i++) {
        if (pthread_create(&others[started], NULL, run, &loop) == 0)
            started++; /* one thread fewer is slower, not wrong */
    }
    run(&loop);
    for (unsigned i = 0; i < started; i++)
        pthread_join(others[i], NULL);
}
