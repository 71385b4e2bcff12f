/* metrics.h - counts answers, for /_metrics.
 *
 *     worker --> [ shard 0 ]   http_server_request_duration_seconds_bucket
 *     worker --> [ shard 1 ] -->  {http_request_method, http_route, status}
 *     worker --> [ ...     ]
 *
 * A worker adds to one of a few shards, with atomic additions on cache lines
 * that hardly any other worker uses; they are summed up when somebody asks. Any
 * thread may call these functions. */
#ifndef HTTP_METRICS_H
#define HTTP_METRICS_H

#include "api/response.h"

#include <stdint.h>

#define METRICS_SHARDS  16
#define METRICS_BUCKETS 15 /* OpenTelemetry's 14 and what takes longer */

struct metrics; /* opaque, see metrics.c */

/* One answer. */
struct sample {
    enum route_template template;
    struct slice method; /* as sent, or SLICE_NONE */
    int status;
    enum coding coding;
    size_t body_bytes; /* sent */
    int64_t duration_us;
};

struct metrics *metrics_new(void);
void metrics_free(struct metrics *metrics); /* accepts NULL */

/* The shard of another worker. */
unsigned metrics_next_shard(struct metrics *metrics);

/* Allocates only for the first answer of its template, method and status. */
void metrics_count(struct metrics *metrics, unsigned shard,
                   const struct sample *sample);

/* Appends what was counted, in Prometheus' text format. */
void metrics_append(const struct metrics *metrics, struct str *out);

#endif
