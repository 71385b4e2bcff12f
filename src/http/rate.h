/* rate.h - how many requests a client may make in a time.
 *
 *     RateLimit-Policy: "default";q=600;w=60
 *     RateLimit: "default";r=412;t=19
 *
 * draft-ietf-httpapi-ratelimit-headers: 600 in 60 seconds, of which 412 are
 * left, and in 19 seconds all will be. A client is who holds a token, or else
 * an IPv4 address or an IPv6 network of 64 bits, which is what one customer
 * has. Any thread may call these functions. */
#ifndef HTTP_RATE_H
#define HTTP_RATE_H

#include "base/err.h"
#include "base/str.h"
#include "http/refusal.h"

#include <stdint.h>

#define RATE_MAX_CLIENTS 65536 /* that are remembered */

struct rate; /* opaque, see rate.c */

/* So many requests in so many seconds; NULL for 0 requests: no limit. */
struct rate *rate_new(unsigned requests, unsigned seconds);
void rate_free(struct rate *rate); /* accepts NULL */

struct rate_verdict {
    bool is_granted;
    unsigned remaining; /* requests */
    unsigned reset_s;   /* until none counts any more */
    unsigned retry_s;   /* until the next one is granted, or 0 */
};

struct rate_client {
    struct slice address; /* in digits */
    struct slice token;   /* the name of one that is known, or SLICE_NONE */
};

/* Counts a request of that client. */
struct rate_verdict rate_take(struct rate *rate, struct rate_client client,
                              int64_t now_us);

/* The same for a request to that target: refuses it if it is one too many, and
 * appends the fields that tell the client, as lines of a head. /_live and
 * /_ready count for nothing, and nothing does if `rate` is NULL. */
struct refusal rate_check(struct rate *rate, struct rate_client client,
                          struct slice target, int64_t now_us,
                          struct str *fields) MUST_USE;

#endif
