/* wire.h - a response as the bytes of HTTP/1.1.
 *
 *     status line, Date, headers, Connection, Content-Length | body
 *     '--------------------- first batch -----------------------' '- more
 *
 * A body that is made while it is sent has no length: it goes out in chunks
 * (RFC 9112, 7.1), or until the connection closes where the client speaks
 * HTTP/1.0.
 *
 * Each thread has a wire of its own and keeps it from answer to answer. */
#ifndef HTTP_WIRE_H
#define HTTP_WIRE_H

#include "api/response.h"

#include <stdint.h>

/* A body is copied into the buffer up to here; what is beyond follows in
 * further writes. Bounds what a thread holds. */
#define WIRE_BATCH_BYTES (64 * 1024)

/* `struct wire w = {0}` is ready for wire_start(). */
struct wire {
    const struct response *response; /* being sent */
    size_t piece, piece_offset;      /* what comes next of its body */
    size_t head_bytes;               /* of the first batch */
    bool is_streaming;               /* the response has more to make */
    bool is_chunked;
    bool has_failed;      /* the body breaks off */
    int64_t date_seconds; /* what `date` says, or 0 */
    char date[30];
    struct str bytes;
};

void wire_release(struct wire *wire);

/* What is true of a connection and decides how an answer is framed. */
struct framing {
    bool keeps_alive;
    bool takes_chunks; /* the client speaks HTTP/1.1 */
};

/* Whether the connection can be kept behind this answer. */
bool wire_keeps_alive(const struct response *response, struct framing framing);

/* Begins an answer: the head and the first of the body are the batch that
 * this returns, which the next call overwrites. The response must stay. */
struct slice wire_start(struct wire *wire, const struct response *response,
                        struct framing framing, int64_t now_ms);

/* The next batch of the body; empty when all of it has been given, or when
 * wire->has_failed: then the connection has to be cut, for the client to see
 * that it has not got all. */
struct slice wire_continue(struct wire *wire);

/* Gives back what a large batch has taken. */
void wire_rest(struct wire *wire);

#endif
