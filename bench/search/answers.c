/* answers.c - what a search costs without a network: api_respond() alone.
 *
 *     answers DIR < targets  ->  one line a kind:
 *
 *     one   40 targets  median 0.06 ms  99 of 100 0.31 ms  12 found
 *
 * Each line of the input is a kind, a tab and a target. The folder is loaded
 * and indexed in a file of its own, which is timed; then every target is asked
 * ROUNDS times, all of them in turn. The first answer counts as well: it finds
 * nothing ready. */
#include "api/api.h"
#include "base/clock.h"
#include "search/search.h"
#include "site/settings.h"
#include "site/site.h"
#include "store/snapshot.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define ROUNDS      7
#define MAX_TARGETS 1000
#define MAX_KINDS   8
#define MAX_LINE    4096

struct asked {
    char *kind, *target;
    double ms[ROUNDS];
};

static double cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void say(const char *text)
{
    (void)fprintf(stderr, "%s\n", text);
}

static void ask(struct snapshot *snapshot, struct asked *asked, size_t round)
{
    struct response response = {0};
    const struct request request = {
        .method = SLICE("GET"),
        .target = slice_of(asked->target),
        .now_ms = clock_now_ms(),
    };
    int64_t start = clock_monotonic_us();
    api_respond(snapshot, &request, &response);
    asked->ms[round] = (double)(clock_monotonic_us() - start) / 1000;
    if (response.status != 200)
        (void)fprintf(stderr, "answers: %d for %s\n", response.status,
                      asked->target);
    response_release(&response);
}

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void print_kind(const char *kind, const struct asked *all, size_t count)
{
    double *ms = malloc(count * ROUNDS * sizeof *ms);
    size_t n = 0;
    for (size_t i = 0; ms != NULL && i < count; i++) {
        if (strcmp(all[i].kind, kind) != 0)
            continue;
        memcpy(ms + n, all[i].ms, sizeof all[i].ms);
        n += ROUNDS;
    }
    if (n > 0) {
        qsort(ms, n, sizeof *ms, compare_doubles);
        printf("%-8s %4zu targets  median %.3f ms  99 of 100 %.3f ms\n", kind,
               n / ROUNDS, ms[n / 2], ms[n * 99 / 100]);
    }
    free(ms);
}

static size_t read_targets(struct asked *all)
{
    char line[MAX_LINE];
    size_t count = 0;
    while (count < MAX_TARGETS && fgets(line, sizeof line, stdin) != NULL) {
        char *tab = strchr(line, '\t');
        line[strcspn(line, "\n")] = '\0';
        if (tab == NULL)
            continue;
        *tab = '\0';
        all[count].kind = strdup(line);
        all[count++].target = strdup(tab + 1);
    }
    return count;
}

static void print_kinds(const struct asked *all, size_t count)
{
    const char *kinds[MAX_KINDS];
    size_t kind_count = 0;
    for (size_t i = 0; i < count; i++) {
        size_t k = 0;
        while (k < kind_count && strcmp(kinds[k], all[i].kind) != 0)
            k++;
        if (k == kind_count && k < MAX_KINDS)
            kinds[kind_count++] = all[i].kind;
    }
    for (size_t k = 0; k < kind_count; k++)
        print_kind(kinds[k], all, count);
}

static void wait_for_index(const struct snapshot *snapshot, double since)
{
    struct search_progress progress;
    struct arena arena = {0};
    do {
        const struct timespec moment = {.tv_nsec = 20000000};
        (void)nanosleep(&moment, NULL);
        search_look(snapshot, &arena, &progress);
    } while (progress.state == SEARCH_BUILDING);
    printf("index    %zu documents  %.2f s of CPU  %.1f MB\n", progress.total,
           cpu_seconds() - since, (double)progress.bytes / 1e6);
    arena_release(&arena);
}

int main(int count, char **arguments)
{
    static struct asked all[MAX_TARGETS];
    char cache[] = "/tmp/answers-XXXXXX";
    struct settings settings;
    struct overrides none = {0};
    struct site_options options = {.settings = &settings};
    struct search_options searching = {.report = say};
    struct arena arena = {0};
    struct diagnostics faults = {.arena = &arena};
    struct site *site;
    struct err err;

    if (count != 2 || mkdtemp(cache) == NULL) {
        say("usage: answers DIR < targets");
        return 2;
    }
    options.folder = arguments[1];
    searching.site = slice_of(arguments[1]);
    searching.cache = slice_of(cache);
    memcpy(searching.weights, search_default_weights, sizeof searching.weights);
    double start = cpu_seconds();
    if (!settings_read(options.folder, &none, &settings, &faults) ||
        !search_open(&searching, &options.search, &err) ||
        !site_open(&options, &site, &err)) {
        say("answers: the site cannot be opened");
        return 1;
    }
    struct snapshot *snapshot = store_acquire(site_store(site));
    double loaded = cpu_seconds();
    printf("load     %.2f s of CPU\n", loaded - start);
    wait_for_index(snapshot, loaded);
    size_t targets = read_targets(all);
    for (size_t round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < targets; i++)
            ask(snapshot, &all[i], round);
    }
    print_kinds(all, targets);
    snapshot_unref(snapshot);
    site_close(site);
    search_close(options.search);
    settings_release(&settings);
    arena_release(&arena);
    return 0;
}
