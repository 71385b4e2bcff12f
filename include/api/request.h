/* request.h - what the API needs to know of a request, and no more.
 *
 * Everything is borrowed from the caller until api_respond() has returned and
 * the response is released. */
#ifndef API_REQUEST_H
#define API_REQUEST_H

#include "base/limiter.h"
#include "base/str.h"

#include <stdint.h>

#define REQUEST_MAX_TARGET_BYTES (8 * 1024)

struct request {
    struct slice method;        /* "GET", as sent */
    struct slice target;        /* "/posts?limit=3": raw, nothing decoded */
    struct slice if_none_match; /* field value, or SLICE_NONE */
    struct slice origin;        /* of the page that asks, or SLICE_NONE */
    struct slice authorization; /* field value, or SLICE_NONE */
    bool is_trusted;            /* may see all: who asks owns the files */
    struct limiter *limiter;    /* for long work; NULL: no waiting */
    int64_t now_ms;             /* since the epoch */
};

#endif
