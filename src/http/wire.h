/* wire.h - a response as the bytes of HTTP/1.1.
 *
 *     status line, Date, Connection | fields, Content-Length | body
 *     '-------------------- first batch ----------------------------' '- more
 *
 * Of a file, what fits follows the head; the rest is for file_send.h.
 *
 * A body that is made while it is sent has no length: it is sent in chunks
 * (RFC 9112, 7.1), or, to a client that speaks HTTP/1.0, until the connection
 * closes.
 *
 * Each thread has a wire of its own and keeps it from answer to answer. */
#ifndef HTTP_WIRE_H
#define HTTP_WIRE_H

#include "api/response.h"

#include <stdint.h>

/* The most that is copied into the buffer at a time; the rest of a body follows
 * in further writes. Limits the memory of a thread. */
#define WIRE_BATCH_BYTES (64 * 1024)

/* `struct wire w = {0}` is ready for wire_start(). */
struct wire {
    const struct response *response; /* being sent */
    size_t piece, piece_offset;      /* of its body, where to go on */
    size_t head_bytes;               /* of the first batch */
    size_t file_bytes;               /* of a file, that are in it */
    bool is_streaming;               /* the response has more to make */
    bool is_chunked;
    bool has_failed;      /* the body is incomplete */
    int64_t date_seconds; /* what `date` says, or 0 */
    char date[30];
    struct str bytes;
};

void wire_release(struct wire *wire);

/* What an answer's head says of the connection and of its request. */
struct framing {
    bool keeps_alive;
    bool takes_chunks;       /* the client speaks HTTP/1.1 */
    struct slice request_id; /* to be named in the head, or SLICE_NONE */
    struct slice timing;     /* the value of Server-Timing, or SLICE_NONE */
    struct slice quota;      /* lines about the client's, see rate_check() */
};

/* Appends response.rendered_fields for a response that has none. */
void wire_append_fields(const struct response *response, struct str *out);

/* Whether the connection can be kept after this answer. */
bool wire_keeps_alive(const struct response *response, struct framing framing);

/* Begins an answer: returns the first batch, which is the head and the start of
 * the body. The next call overwrites it. The response must outlive the last
 * batch. */
struct slice wire_start(struct wire *wire, const struct response *response,
                        struct framing framing, int64_t now_ms);

/* The next batch of the body; empty at its end, or when wire->has_failed: then
 * the connection has to be cut, so that the client sees that the body is
 * incomplete. */
struct slice wire_continue(struct wire *wire);

/* What is left of a file after the last batch. */
size_t wire_file_bytes_left(const struct wire *wire);

/* Frees the buffer if a large batch has made it grow. */
void wire_trim(struct wire *wire);

#endif
