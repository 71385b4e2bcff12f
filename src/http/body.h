/* body.h - reads the body of a request, for those few that have one.
 *
 * Everything else in this server answers from a head, which waits in the lobby
 * until it is whole. A body is read by a worker, so it costs one for as long as
 * it takes to come. It has to come in a few seconds however it trickles
 * (http/pace.h), and only a part of the workers may read bodies at a time. The
 * connection has to be closed afterwards: what follows the body is not known.
 */
#ifndef HTTP_BODY_H
#define HTTP_BODY_H

#include "http/head.h"
#include "http/pace.h"
#include "http/refusal.h"
#include "http/traffic.h"

struct mg_connection;

/* Where it comes from. */
struct body_source {
    struct mg_connection *connection;
    const struct head *head;
    struct sender *sender; /* of the worker, which is not sending yet */
    int fd;                /* of the connection */
    struct traffic *traffic;
};

/* What kind of body it is, for its limit and for messages. */
struct body_kind {
    unsigned long max_bytes; /* of fewer than ten digits */
    const char *too_large, *without_length, *too_many; /* sentences */
};

/* Hands the body to `take`, part by part, or refuses it. */
struct refusal body_read(const struct body_source *source,
                         const struct body_kind *kind,
                         void (*take)(void *context, struct slice part),
                         void *context) MUST_USE;

#endif
