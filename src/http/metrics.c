/* metrics.c - a histogram for each template, method and status.
 *
 * What a client can choose has no place in a label: a template is one of a few,
 * and a method that HTTP does not have is "_OTHER", as OpenTelemetry's
 * conventions for HTTP have it, where the buckets come from, too. A series is
 * added when it is first needed, at the front of a list of those with its
 * template and method, and stays. Each list has as many as there are statuses.
 *
 * The numbers of a series are read one after the other while others add to
 * them, so that the sum of the buckets is the count by definition, and the sum
 * of durations may be an answer ahead. */
#include "http/metrics.h"

#include "api/template.h"
#include "base/array.h"
#include "base/mem.h"
#include "http/exposition.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

static const int64_t bounds_us[METRICS_BUCKETS - 1] = {
    5000,   10000,  25000,   50000,   75000,   100000,  250000,
    500000, 750000, 1000000, 2500000, 5000000, 7500000, 10000000};
static const char *const bounds[METRICS_BUCKETS] = {
    "0.005", "0.01", "0.025", "0.05", "0.075", "0.1", "0.25", "0.5",
    "0.75",  "1",    "2.5",   "5",    "7.5",   "10",  "+Inf"};

/* RFC 9110, 9, RFC 5789, and any other. */
static const char *const methods[] = {"GET",     "HEAD",  "OPTIONS", "POST",
                                      "PUT",     "PATCH", "DELETE",  "TRACE",
                                      "CONNECT", "_OTHER"};
#define METHOD_OTHER (ARRAY_COUNT(methods) - 1)

static const char *const codings[] = {[CODING_IDENTITY] = "coding=\"identity\"",
                                      [CODING_GZIP] = "coding=\"gzip\"",
                                      [CODING_BROTLI] = "coding=\"br\""};

/* Each shard is as long as two cache lines. */
struct series {
    struct series *next; /* of another status */
    int status;
    struct {
        atomic_uint_least64_t buckets[METRICS_BUCKETS], sum_us;
    } shards[METRICS_SHARDS];
};

struct metrics {
    _Atomic(struct series *) series[TEMPLATE_COUNT][ARRAY_COUNT(methods)];
    struct {
        atomic_uint_least64_t answers[ARRAY_COUNT(codings)];
        atomic_uint_least64_t bytes[ARRAY_COUNT(codings)], padding[10];
    } shards[METRICS_SHARDS];
    atomic_uint shard_count;
};

struct metrics *metrics_new(void)
{
    return mem_alloc(1, sizeof(struct metrics));
}

void metrics_free(struct metrics *metrics)
{
    for (size_t t = 0; metrics != NULL && t < TEMPLATE_COUNT; t++) {
        for (size_t m = 0; m < ARRAY_COUNT(methods); m++) {
            struct series *series = atomic_load(&metrics->series[t][m]);
            while (series != NULL) {
                struct series *next = series->next;
                free(series);
                series = next;
            }
        }
    }
    free(metrics);
}

unsigned metrics_next_shard(struct metrics *metrics)
{
    return atomic_fetch_add(&metrics->shard_count, 1) % METRICS_SHARDS;
}

static size_t method_index(struct slice method)
{
    size_t i = 0;
    while (i < METHOD_OTHER && !slice_is(method, methods[i]))
        i++;
    return i;
}

static struct series *find_series(struct series *first, int status)
{
    while (first != NULL && first->status != status)
        first = first->next;
    return first;
}

/* Two threads may want to add the same one. */
static struct series *add_series(_Atomic(struct series *) *list, int status)
{
    struct series *added = mem_alloc(1, sizeof *added);
    struct series *first = atomic_load(list);
    added->status = status;
    for (;;) {
        struct series *found = find_series(first, status);
        if (found != NULL) {
            free(added);
            return found;
        }
        added->next = first;
        if (atomic_compare_exchange_weak(list, &first, added))
            return added;
    }
}

static void add(atomic_uint_least64_t *number, uint64_t more)
{
    atomic_fetch_add_explicit(number, more, memory_order_relaxed);
}

static uint64_t get(const atomic_uint_least64_t *number)
{
    return atomic_load_explicit(number, memory_order_relaxed);
}

void metrics_count(struct metrics *metrics, unsigned shard,
                   const struct sample *sample)
{
    _Atomic(struct series *) *list =
        &metrics->series[sample->template][method_index(sample->method)];
    struct series *series = find_series(atomic_load(list), sample->status);
    size_t bucket = 0;
    if (series == NULL)
        series = add_series(list, sample->status);
    while (bucket < METRICS_BUCKETS - 1 &&
           sample->duration_us > bounds_us[bucket])
        bucket++;
    add(&series->shards[shard].buckets[bucket], 1);
    add(&series->shards[shard].sum_us, (uint64_t)sample->duration_us);
    add(&metrics->shards[shard].answers[sample->coding], 1);
    add(&metrics->shards[shard].bytes[sample->coding], sample->body_bytes);
}

#define DURATION "http_server_request_duration_seconds"

static void append_series(const struct series *series, size_t template,
                          size_t method, struct str *out)
{
    uint64_t count = 0, sum_us = 0;
    char labels[160];
    (void)snprintf(labels, sizeof labels,
                   "http_request_method=\"%s\",http_route=\"%s\","
                   "http_response_status_code=\"%d\"",
                   methods[method],
                   template_text((enum route_template) template),
                   series->status);
    for (size_t b = 0; b < METRICS_BUCKETS; b++) {
        for (size_t s = 0; s < METRICS_SHARDS; s++)
            count += get(&series->shards[s].buckets[b]);
        str_appendf(out, DURATION "_bucket{%s,le=\"%s\"} %llu\n", labels,
                    bounds[b], (unsigned long long)count);
    }
    for (size_t s = 0; s < METRICS_SHARDS; s++)
        sum_us += get(&series->shards[s].sum_us);
    str_appendf(out, DURATION "_sum{%s} %.6f\n" DURATION "_count{%s} %llu\n",
                labels, (double)sum_us / 1e6, labels,
                (unsigned long long)count);
}

static void append_durations(const struct metrics *metrics, struct str *out)
{
    exposition_begin(out, DURATION, "histogram",
                     "How long answers took, from the head of the request "
                     "until the last byte was handed to the system.");
    for (size_t t = 0; t < TEMPLATE_COUNT; t++) {
        for (size_t m = 0; m < ARRAY_COUNT(methods); m++) {
            const struct series *series = atomic_load(&metrics->series[t][m]);
            for (; series != NULL; series = series->next)
                append_series(series, t, m, out);
        }
    }
}

void metrics_append(const struct metrics *metrics, struct str *out)
{
    uint64_t answers[ARRAY_COUNT(codings)] = {0},
             bytes[ARRAY_COUNT(codings)] = {0};
    for (size_t s = 0; s < METRICS_SHARDS; s++) {
        for (size_t c = 0; c < ARRAY_COUNT(codings); c++) {
            answers[c] += get(&metrics->shards[s].answers[c]);
            bytes[c] += get(&metrics->shards[s].bytes[c]);
        }
    }
    append_durations(metrics, out);
    exposition_begin(out, "headmatter_responses_total", "counter",
                     "Answers, by the coding of their body.");
    for (size_t c = 0; c < ARRAY_COUNT(codings); c++)
        exposition_add(out, "headmatter_responses_total", codings[c],
                       (double)answers[c]);
    exposition_begin(out, "headmatter_response_body_bytes_total", "counter",
                     "Bytes of bodies that were sent, as they were coded.");
    for (size_t c = 0; c < ARRAY_COUNT(codings); c++)
        exposition_add(out, "headmatter_response_body_bytes_total", codings[c],
                       (double)bytes[c]);
}
