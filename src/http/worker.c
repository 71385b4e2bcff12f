/* worker.c - a thread's own memory.
 *
 * CivetWeb's threads have a stack of 100 kB, too small for these buffers, and
 * thread-local variables come out of the same stack. So this is on the heap,
 * allocated when the thread starts and freed when it ends. */
#include "http/worker.h"

#include "base/clock.h"
#include "base/mem.h"

#include <stdlib.h>

struct worker *worker_new(struct pace *pace, unsigned shard)
{
    struct worker *worker = mem_alloc(1, sizeof *worker);
    worker->pace = pace;
    worker->shard = shard;
    trace_ids_init(&worker->ids);
    pace_add(pace, &worker->sender);
    return worker;
}

void worker_free(struct worker *worker)
{
    if (worker == NULL)
        return;
    pace_remove(worker->pace, &worker->sender);
    wire_release(&worker->wire);
    str_release(&worker->target);
    str_release(&worker->wanted_tags);
    str_release(&worker->known_tags);
    str_release(&worker->codings);
    str_release(&worker->forwarded);
    str_release(&worker->key);
    str_release(&worker->quota);
    str_release(&worker->line);
    free(worker);
}

void worker_begin_connection(struct worker *worker)
{
    worker->peer[0] = '\0';
    worker->is_leaving = false;
    worker->has_answered = false;
    worker->is_closing = false;
    worker->waiting_since_us = clock_monotonic_us();
}

void worker_end_answer(struct worker *worker)
{
    str_clear(&worker->quota);
    worker->has_answered = true;
    worker->waiting_since_us = clock_monotonic_us();
}
