/* capacity.h - how many connections there can be at a time.
 *
 *     descriptors   [ files, watches | workers' seats | connections ]
 *
 * A connection that has a worker takes two, since the library has one of its
 * own. Where descriptors run out, accept() fails again and again, which takes a
 * core, and no file can be read either. So connections are made to fit. */
#ifndef HTTP_CAPACITY_H
#define HTTP_CAPACITY_H

#define CAPACITY_MAX_WAITING 8192 /* without a worker */
#define CAPACITY_MAX_OTHERS  256  /* files, watches, listening sockets */

#include <stddef.h>

struct capacity {
    unsigned workers;     /* at least 1 */
    unsigned connections; /* with a worker or waiting for one: at least 2 */
    unsigned descriptors; /* how many there can be */
};

/* What fits into so many descriptors: at most that many workers. */
struct capacity capacity_of(unsigned workers, unsigned descriptors);

/* The same for this process, whose limit is raised as far as it can be. Logs a
 * line if there are fewer workers. */
struct capacity capacity_find(unsigned workers);

/* Memory for large answers: `wish`, or an eighth of what this process may have
 * if that is less. */
size_t capacity_memory(size_t wish);

#endif
