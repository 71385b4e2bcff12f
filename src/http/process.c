/* process.c - /proc/self, read when somebody asks. */
#include "http/process.h"

#include "base/array.h"
#include "base/clock.h"
#include "http/exposition.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

/* Of /proc/self/stat (proc(5)), counted from the one after the name, which may
 * hold anything. */
enum stat_field {
    USER_TICKS = 12,
    SYSTEM_TICKS,
    THREADS = 18,
    STARTED_TICKS = 20,
    VIRTUAL_BYTES,
    RESIDENT_PAGES,
    STAT_FIELDS
};

static bool read_stat(double ret_fields[STAT_FIELDS])
{
    char text[1024];
    FILE *file = fopen("/proc/self/stat", "re");
    if (file == NULL)
        return false;
    size_t size = fread(text, 1, sizeof text - 1, file), count = 0;
    (void)fclose(file);
    text[size] = '\0';
    const char *name_end = strrchr(text, ')');
    struct slice rest = slice_of(name_end), word;
    while (count < STAT_FIELDS && slice_cut(&rest, ' ', &word))
        ret_fields[count++] = strtod(word.data, NULL);
    return count == STAT_FIELDS;
}

/* Seconds since the epoch at which the machine was started. */
static double boot_time(void)
{
    struct timespec since = {0};
    (void)clock_gettime(CLOCK_BOOTTIME, &since);
    return (double)clock_now_ms() / 1e3 - (double)since.tv_sec -
           (double)since.tv_nsec / 1e9;
}

/* Not counting the descriptor that it takes to count. */
static size_t count_open(void)
{
    size_t count = 0;
    DIR *folder = opendir("/proc/self/fd");
    if (folder == NULL)
        return 0;
    for (const struct dirent *entry = readdir(folder); entry != NULL;
         entry = readdir(folder))
        count += entry->d_name[0] != '.' ? 1 : 0;
    (void)closedir(folder);
    return count > 0 ? count - 1 : 0;
}

void process_append_metrics(struct str *out)
{
    double f[STAT_FIELDS];
    struct rlimit files = {0};
    double ticks = (double)sysconf(_SC_CLK_TCK);
    if (!read_stat(f) || ticks <= 0)
        return;
    (void)getrlimit(RLIMIT_NOFILE, &files);
    const struct metric metrics[] = {
        {"process_cpu_seconds_total", "counter",
         "Processor time used, in user and kernel mode.", NULL,
         (f[USER_TICKS] + f[SYSTEM_TICKS]) / ticks},
        {"process_resident_memory_bytes", "gauge", "Memory in use.", NULL,
         f[RESIDENT_PAGES] * (double)sysconf(_SC_PAGESIZE)},
        {"process_virtual_memory_bytes", "gauge", "Address space in use.", NULL,
         f[VIRTUAL_BYTES]},
        {"process_start_time_seconds", "gauge",
         "When the process was started, since the epoch.", NULL,
         boot_time() + f[STARTED_TICKS] / ticks},
        {"process_open_fds", "gauge", "Open descriptors.", NULL,
         (double)count_open()},
        {"process_max_fds", "gauge", "How many may be open.", NULL,
         (double)files.rlim_cur},
        {"process_threads", "gauge", "Threads.", NULL, f[THREADS]},
    };
    exposition_append(out, metrics, ARRAY_COUNT(metrics));
}
