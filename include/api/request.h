/* request.h - what the API needs to know about a request.
 *
 * Everything is borrowed from the caller until the response is released. */
#ifndef API_REQUEST_H
#define API_REQUEST_H

#include "base/budget.h"
#include "base/limiter.h"
#include "base/str.h"

#include <stdint.h>

#define REQUEST_MAX_TARGET_BYTES (8 * 1024)

struct leads; /* query/leads.h */
struct snapshot;

struct request {
    struct slice method;          /* "GET", as sent */
    struct slice target;          /* "/posts?limit=3": as sent, not decoded */
    struct slice if_match;        /* field value, or SLICE_NONE */
    struct slice if_none_match;   /* the same */
    struct slice range;           /* the same */
    struct slice if_range;        /* the same */
    struct slice origin;          /* of the requesting page, or SLICE_NONE */
    struct slice authorization;   /* field value, or SLICE_NONE */
    struct slice accept_encoding; /* the same */
    bool is_trusted;              /* may see everything: owns the files */
    bool takes_hooks;             /* POST /_hooks/git is answered */
    bool is_operators;            /* came by an address for operators only */
    bool is_from_proxy;           /* one whose fields can be believed */
    /* Of such a proxy: what it has removed from the start of the path, as sent,
     * "" if that is in doubt, or SLICE_NONE. */
    struct slice forwarded_prefix;
    /* Appends what the server has counted; NULL: nothing to be shown here. */
    void (*append_metrics)(void *context, const struct snapshot *snapshot,
                           struct str *out);
    void *metrics_context;
    /* Where the answer is kept as a file: notes the addresses with a query that
     * it leads to, which are then those of files; else NULL. */
    struct leads *leads;
    struct limiter *limiter; /* for long work; NULL: no waiting */
    struct limiter *cores;   /* for shorter work, which all wait for; NULL */
    struct budget *budget;   /* for large answers; NULL: no limit */
    int64_t now_ms;          /* since the epoch */
};

#endif
