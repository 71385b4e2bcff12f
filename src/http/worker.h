/* worker.h - what a thread keeps from request to request.
 *
 * Its buffers, so that an answer allocates nothing, and the state of the one
 * connection that it serves. Only its own thread uses it. */
#ifndef HTTP_WORKER_H
#define HTTP_WORKER_H

#include "base/network.h"
#include "http/pace.h"
#include "http/trace.h"
#include "http/wire.h"

struct worker {
    struct wire wire;
    struct sender sender;
    struct pace *pace; /* that the sender is in */
    unsigned shard;    /* that it counts in, see metrics.h */
    struct str target, wanted_tags, known_tags, codings, forwarded, key, line,
        quota;
    struct trace_ids ids;
    char made_id[TRACE_ID_BYTES];
    char peer[NETWORK_ADDRESS_BYTES]; /* of the connection; or "", not known yet
                                       */
    char client[NETWORK_ADDRESS_BYTES];
    const char *buffer; /* the library's, that it reads this connection into */
    int64_t waiting_since_us; /* for a head */
    bool has_answered;        /* on this connection */
    bool is_closing;          /* the library closes this connection */
    bool is_leaving;          /* it goes back to the lobby */
};

struct worker *worker_new(struct pace *pace, unsigned shard);
void worker_free(struct worker *worker);

void worker_begin_connection(struct worker *worker);

/* An answer has been sent: the wait for the next head begins. */
void worker_end_answer(struct worker *worker);

#endif
