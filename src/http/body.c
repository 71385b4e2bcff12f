/* body.c - the one place where more than a head is read of a connection. */
#include "http/body.h"

#include "base/clock.h"

#include <civetweb.h>
#include <stdlib.h>

#define CHUNK_BYTES       4096
#define S_IN_US           1000000
#define MAX_LENGTH_DIGITS 9
#define CONTINUE          "HTTP/1.1 100 Continue\r\n\r\n"

#define ACCEPTED                ((struct refusal){0})
#define REFUSED(status, detail) ((struct refusal){status, detail})

static bool is_chunked(const struct head *head)
{
    return head_count(head, "Transfer-Encoding") > 0;
}

/* The head has been found to be unambiguous (http/refusal.h). */
static struct refusal check_size(const struct head *head,
                                 const struct body_kind *kind)
{
    struct slice length = head_find(head, "Content-Length");
    if (is_chunked(head))
        return head_count(head, "Transfer-Encoding") == 1 &&
                       slice_equal_nocase(head_find(head, "Transfer-Encoding"),
                                          SLICE("chunked"))
                   ? ACCEPTED
                   : REFUSED(400, "The only Transfer-Encoding of a request is "
                                  "chunked.");
    if (length.data == NULL)
        return REFUSED(400, kind->without_length);
    if (length.size > MAX_LENGTH_DIGITS ||
        strtoul(length.data, NULL, 10) > kind->max_bytes)
        return REFUSED(413, kind->too_large);
    return ACCEPTED;
}

/* Returns how many bytes have come, or -1: it is malformed or broken off. */
static long read_all(struct mg_connection *connection, unsigned long max_bytes,
                     void (*take)(void *context, struct slice part),
                     void *context)
{
    char bytes[CHUNK_BYTES];
    unsigned long total = 0;
    int size;
    do {
        size = mg_read(connection, bytes, sizeof bytes);
        if (size > 0)
            take(context, (struct slice){bytes, (size_t)size});
        total += size > 0 ? (unsigned long)size : 0;
    } while (size > 0 && total <= max_bytes);
    return size < 0 ? -1 : (long)total;
}

/* RFC 9110, 10.1.1: the client may wait for this before it sends the body. */
static void send_continue(const struct body_source *source)
{
    if (slice_equal_nocase(head_find(source->head, "Expect"),
                           SLICE("100-continue")) &&
        slice_is(source->head->version, "1.1"))
        (void)mg_write(source->connection, CONTINUE, sizeof CONTINUE - 1);
}

static struct refusal read_body(const struct body_source *source,
                                const struct body_kind *kind,
                                void (*take)(void *context, struct slice part),
                                void *context)
{
    struct slice length = head_find(source->head, "Content-Length");
    int64_t started_us = clock_monotonic_us();
    send_continue(source);
    pace_begin_body(source->sender, source->fd);
    long size = read_all(source->connection, kind->max_bytes, take, context);
    pace_end_body(source->sender);
    if (size > (long)kind->max_bytes)
        return REFUSED(413, kind->too_large);
    if (size >= 0 && (is_chunked(source->head) ||
                      (unsigned long)size == strtoul(length.data, NULL, 10)))
        return ACCEPTED;
    return clock_monotonic_us() - started_us >= PACE_BODY_S * S_IN_US
               ? REFUSED(408, "The body of the request did not arrive in time.")
               : REFUSED(400, "The body of the request is malformed, or ends "
                              "before its length.");
}

struct refusal body_read(const struct body_source *source,
                         const struct body_kind *kind,
                         void (*take)(void *context, struct slice part),
                         void *context)
{
    struct limiter *bodies = source->traffic->bodies;
    struct refusal refusal = check_size(source->head, kind);
    if (refusal.status != 0)
        return refusal;
    if (!limiter_enter(bodies))
        return REFUSED(503, kind->too_many);
    refusal = read_body(source, kind, take, context);
    limiter_leave(bodies);
    return refusal;
}
