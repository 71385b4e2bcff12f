/* capacity.c - divides the descriptors that the process may open. */
#include "http/capacity.h"

#include "base/log.h"
#include "http/sockets.h"

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

/* The first line of a file that begins so, without that and its end. */
static bool read_line(const char *path, const char *start, char *ret_rest,
                      size_t size)
{
    char line[PATH_MAX];
    bool is_found = false;
    FILE *file = fopen(path, "re");
    while (file != NULL && !is_found && fgets(line, sizeof line, file) != NULL)
        is_found = strncmp(line, start, strlen(start)) == 0;
    if (file != NULL)
        (void)fclose(file);
    if (!is_found)
        return false;
    line[strcspn(line, "\n")] = '\0';
    (void)snprintf(ret_rest, size, "%s", line + strlen(start));
    return true;
}

static size_t group_limit(const char *group)
{
    char path[PATH_MAX], text[32];
    (void)snprintf(path, sizeof path, "/sys/fs/cgroup%.2000s/memory.max",
                   group);
    unsigned long long bytes =
        read_line(path, "", text, sizeof text) ? strtoull(text, NULL, 10) : 0;
    return bytes > 0 ? (size_t)bytes : SIZE_MAX; /* 0 of "max" */
}

/* That of the service or container: the least of its control group and of all
 * around it (cgroups(7), version 2), or SIZE_MAX. */
static size_t container_limit(void)
{
    char group[PATH_MAX] = "";
    size_t least = SIZE_MAX;
    (void)read_line("/proc/self/cgroup", "0::", group, sizeof group);
    for (;;) {
        size_t limit = group_limit(group);
        char *slash = strrchr(group, '/');
        least = limit < least ? limit : least;
        if (slash == NULL)
            return least;
        *slash = '\0';
    }
}

size_t capacity_memory(size_t wish)
{
    struct rlimit limit;
    size_t most = container_limit();
    if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur < most)
        most = (size_t)limit.rlim_cur;
    return wish < most / 8 ? wish : most / 8;
}
