/* capacity.c - divides the descriptors that the process may open. */
#include "http/capacity.h"

#include "base/log.h"
#include "http/sockets.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

static unsigned smaller(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static unsigned at_least(unsigned least, unsigned number)
{
    return number > least ? number : least;
}

struct capacity capacity_of(unsigned workers, unsigned descriptors)
{
    unsigned others = smaller(CAPACITY_MAX_OTHERS, descriptors / 2);
    unsigned rest = descriptors - others;
    unsigned fitting = at_least(1, smaller(workers, rest / 8 * 3));
    unsigned connections = rest > fitting ? rest - fitting : 0; /* seats */
    return (struct capacity){
        .workers = fitting,
        .connections =
            at_least(2, smaller(connections, fitting + CAPACITY_MAX_WAITING)),
        .descriptors = descriptors,
    };
}

struct capacity capacity_find(unsigned workers)
{
    unsigned descriptors = sockets_raise_limit(
        2 * workers + CAPACITY_MAX_WAITING + CAPACITY_MAX_OTHERS);
    const struct capacity capacity = capacity_of(workers, descriptors);
    struct str line = {0};
    if (capacity.workers < workers)
        str_appendf(&line,
                    "headmatter: only %u connections are served at a time, not "
                    "%u, since at most %u files may be open; raise that limit "
                    "(ulimit -n)\n",
                    capacity.workers, workers, descriptors);
    if (line.size > 0)
        log_write(str_slice(&line));
    str_release(&line);
    return capacity;
}

/* That of the container (cgroups, version 2), or SIZE_MAX. */
static size_t container_limit(void)
{
    char text[32] = "";
    FILE *file = fopen("/sys/fs/cgroup/memory.max", "re");
    if (file == NULL)
        return SIZE_MAX;
    bool is_read = fgets(text, sizeof text, file) != NULL;
    (void)fclose(file);
    unsigned long long bytes = is_read ? strtoull(text, NULL, 10) : 0;
    return bytes > 0 ? (size_t)bytes : SIZE_MAX; /* 0 of "max" */
}

size_t capacity_memory(size_t wish)
{
    struct rlimit limit;
    size_t most = container_limit();
    if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur < most)
        most = (size_t)limit.rlim_cur;
    return wish < most / 8 ? wish : most / 8;
}
