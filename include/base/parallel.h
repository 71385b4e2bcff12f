/* parallel.h - one loop on all cores.
 *
 *     items  0 1 2 3 4 5 6 7 ...
 *            |-chunk-|           each thread takes the next chunk
 *
 * It returns when every item is done. */
#ifndef BASE_PARALLEL_H
#define BASE_PARALLEL_H

#include <stddef.h>

/* Calls visit(context, i) once for each i below `count`, from up to
 * `threads` threads at once; 0 means one per core. */
void parallel_for(size_t count, unsigned threads,
                  void (*visit)(void *context, size_t index), void *context);

/* How many threads to use so that one core, if there are several, stays free.
 */
unsigned parallel_background_threads(void);

/* Lowers the priority of the calling thread and of those that it starts;
 * where the system refuses, nothing changes. */
void parallel_lower_priority(void);

#endif
