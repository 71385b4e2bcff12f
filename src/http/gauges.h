/* gauges.h - all that /_metrics shows. */
#ifndef HTTP_GAUGES_H
#define HTTP_GAUGES_H

#include "http/cache.h"
#include "http/gate.h"
#include "http/metrics.h"
#include "http/traffic.h"

struct snapshot;

/* What of the server is looked at. */
struct gauges {
    struct metrics *metrics;
    const struct traffic *traffic;
    struct cache *cache;     /* or NULL */
    const struct gate *gate; /* the main one */
};

/* Appends everything, in Prometheus' text format. Of the content only what is
 * published is counted. The context is a struct gauges; see api/request.h. */
void gauges_append(void *context, const struct snapshot *snapshot,
                   struct str *out);

#endif
