/* respond.c - what an answer costs without a network: api_respond() alone.
 *
 *     respond DIR SECONDS TARGET...  ->  one line a target:
 *
 *     12.3 us  (11.9 to 14.0)  200  8123 bytes  /posts?tags=news
 *
 * The folder is loaded once. Each target is asked once without a watch, which
 * makes the indexes that it needs and the schema of its fields; that first
 * answer's time is printed too. Then it is asked again and again for SECONDS,
 * in rounds; the median of the rounds counts, beside the fastest and the
 * slowest. */
#include "api/api.h"
#include "base/clock.h"
#include "site/settings.h"
#include "site/site.h"
#include "store/snapshot.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>

#define ROUNDS 15

struct measured {
    double first_us, median_us, fastest_us, slowest_us;
    int status;
    size_t bytes;
};

static void ask(struct snapshot *snapshot, const char *target,
                struct measured *measured)
{
    struct response response = {0};
    const struct request request = {
        .method = SLICE("GET"),
        .target = slice_of(target),
        .now_ms = clock_now_ms(),
    };
    api_respond(snapshot, &request, &response);
    measured->status = response.status;
    measured->bytes = response.body_bytes;
    response_release(&response);
}

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Microseconds an answer, over at least `wanted_us`. */
static double measure_round(struct snapshot *snapshot, const char *target,
                            int64_t wanted_us, struct measured *measured)
{
    int64_t start = clock_monotonic_us(), taken = 0;
    size_t count = 0;
    do {
        ask(snapshot, target, measured);
        count++;
        taken = clock_monotonic_us() - start;
    } while (taken < wanted_us);
    return (double)taken / (double)count;
}

static struct measured measure(struct snapshot *snapshot, const char *target,
                               double seconds)
{
    struct measured measured = {0};
    double rounds[ROUNDS];
    int64_t round_us = (int64_t)(seconds * 1e6 / ROUNDS);

    measured.first_us = measure_round(snapshot, target, 0, &measured);
    for (size_t i = 0; i < ROUNDS; i++)
        rounds[i] = measure_round(snapshot, target, round_us, &measured);
    qsort(rounds, ROUNDS, sizeof *rounds, compare_doubles);
    measured.median_us = rounds[ROUNDS / 2];
    measured.fastest_us = rounds[0];
    measured.slowest_us = rounds[ROUNDS - 1];
    return measured;
}

static void print_measured(const char *target, const struct measured *m)
{
    printf("%10.2f us  (%.2f to %.2f, first %.0f)  %d  %zu bytes  %s\n",
           m->median_us, m->fastest_us, m->slowest_us, m->first_us, m->status,
           m->bytes, target);
}

int main(int count, char **arguments)
{
    struct settings settings;
    struct overrides none = {0};
    struct site_options options = {.settings = &settings};
    struct arena arena = {0};
    struct diagnostics faults = {.arena = &arena};
    struct site *site;
    struct err err;

    if (count < 4) {
        (void)fprintf(stderr, "usage: respond DIR SECONDS TARGET...\n");
        return 2;
    }
    options.folder = arguments[1];
    if (!settings_read(options.folder, &none, &settings, &faults)) {
        (void)fprintf(stderr, "respond: the settings have a fault\n");
        return 1;
    }
    if (!site_open(&options, &site, &err)) {
        (void)fprintf(stderr, "respond: %s\n", err.text);
        return 1;
    }
    struct snapshot *snapshot = store_acquire(site_store(site));
    for (int i = 3; i < count; i++) {
        struct measured measured =
            measure(snapshot, arguments[i], strtod(arguments[2], NULL));
        print_measured(arguments[i], &measured);
    }
    snapshot_unref(snapshot);
    site_close(site);
    settings_release(&settings);
    arena_release(&arena);
    return 0;
}
