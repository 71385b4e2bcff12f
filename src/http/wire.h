/* wire.h - a response as the bytes of HTTP/1.1.
 *
 *     status line, Date, headers, Connection, Content-Length | body
 *     '--------------------- first batch -----------------------' '- more
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
    int64_t date_seconds;            /* what `date` says, or 0 */
    char date[30];
    struct str bytes;
};

void wire_release(struct wire *wire);

/* Begins an answer: the head and the first of the body are the batch that
 * this returns, which the next call overwrites. The response must stay. */
struct slice wire_start(struct wire *wire, const struct response *response,
                        bool keeps_alive, int64_t now_ms);

/* The next batch of the body; empty when all of it has been given. */
struct slice wire_continue(struct wire *wire);

#endif
