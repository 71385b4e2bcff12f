/* message.c - reads the body of a request.
 *
 *     head --check--> body --read--> mcp_answer() --> api_deliver()
 *               \-> 403, 411, 413, 415    \-> 400, 408, 413
 *
 * Everything else in this server answers from a head, which waits in the lobby
 * until it is whole. A body is read by a worker, so it costs one for as long as
 * it takes to come. It is small, it has to come in a few seconds however it
 * trickles (http/pace.h), and only a part of the workers may read bodies at a
 * time. Then the connection is closed. */
#include "http/message.h"

#include "api/api.h"
#include "base/clock.h"
#include "http/refusal.h"
#include "mcp/mcp.h"
#include "store/snapshot.h"

#include <civetweb.h>
#include <stdlib.h>

#define CHUNK_BYTES 4096
#define S_IN_US     1000000
#define JSON_TYPE   "application/json"
#define CONTINUE    "HTTP/1.1 100 Continue\r\n\r\n"

#define ACCEPTED                ((struct refusal){0})
#define REFUSED(status, detail) ((struct refusal){status, detail})

#define TOO_LARGE REFUSED(413, "A message has at most 65,536 bytes.")

/* Several fields are none that is listed. */
static struct refusal check_origin(const struct head *head,
                                   const struct policy *policy)
{
    struct slice origin = head_find(head, "Origin");
    if (head_count(head, "Origin") > 1 || !mcp_admits(policy, origin))
        return REFUSED(403, "Pages of this origin may not send messages: the "
                            "setting cors.origins does not name it.");
    return ACCEPTED;
}

static struct refusal check_type(const struct head *head)
{
    struct slice type = head_find(head, "Content-Type");
    type = slice_trim(slice_sub(type, 0, slice_find_char(type, 0, ';')));
    if (!slice_equal_nocase(type, SLICE(JSON_TYPE)))
        return REFUSED(415, "A message has the Content-Type " JSON_TYPE ".");
    return ACCEPTED;
}

static bool is_chunked(const struct head *head)
{
    return head_count(head, "Transfer-Encoding") > 0;
}

/* The head has been found to be unambiguous (http/refusal.h). */
static struct refusal check_size(const struct head *head)
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
        return REFUSED(400, "A message has a Content-Length.");
    if (length.size > 9 ||
        strtoul(length.data, NULL, 10) > MCP_MAX_MESSAGE_BYTES)
        return TOO_LARGE;
    return ACCEPTED;
}

static struct refusal check(const struct head *head,
                            const struct policy *policy)
{
    struct refusal refusal = check_origin(head, policy);
    if (refusal.status == 0)
        refusal = check_type(head);
    return refusal.status == 0 ? check_size(head) : refusal;
}

/* Returns how many bytes have come, or -1: it is malformed or broken off. */
static long read_all(struct mg_connection *connection, struct str *body)
{
    char bytes[CHUNK_BYTES];
    int size;
    do {
        size = mg_read(connection, bytes, sizeof bytes);
        if (size > 0)
            str_append(body, (struct slice){bytes, (size_t)size});
    } while (size > 0 && body->size <= MCP_MAX_MESSAGE_BYTES);
    return size < 0 ? -1 : (long)body->size;
}

/* RFC 9110, 10.1.1: the client may wait for this before it sends the body. */
static void send_continue(const struct message_source *source)
{
    if (slice_equal_nocase(head_find(source->head, "Expect"),
                           SLICE("100-continue")) &&
        slice_is(source->head->version, "1.1"))
        (void)mg_write(source->connection, CONTINUE, sizeof CONTINUE - 1);
}

static struct refusal read_body(const struct message_source *source,
                                struct str *body)
{
    struct slice length = head_find(source->head, "Content-Length");
    int64_t started_us = clock_monotonic_us();
    send_continue(source);
    pace_begin_body(source->sender, source->fd);
    long size = read_all(source->connection, body);
    pace_end_body(source->sender);
    if (size > MCP_MAX_MESSAGE_BYTES)
        return TOO_LARGE;
    if (size >= 0 && (is_chunked(source->head) ||
                      (unsigned long)size == strtoul(length.data, NULL, 10)))
        return ACCEPTED;
    return clock_monotonic_us() - started_us >= PACE_BODY_S * S_IN_US
               ? REFUSED(408, "The body of the request did not arrive in time.")
               : REFUSED(400, "The body of the request is malformed, or ends "
                              "before its length.");
}

static struct refusal read_in_turn(const struct message_source *source,
                                   struct str *body)
{
    struct limiter *bodies = source->traffic->bodies;
    if (!limiter_enter(bodies))
        return REFUSED(503, "Too many messages are being read. Try again in a "
                            "moment.");
    struct refusal refusal = read_body(source, body);
    limiter_leave(bodies);
    return refusal;
}

static void answer(const struct message_source *source,
                   struct snapshot *snapshot, const struct request *request,
                   struct slice text, struct response *ret_response)
{
    const struct mcp_message message = {
        .text = text,
        .sender = request,
        .transport = MCP_OVER_HTTP,
        .version = head_find(source->head, "MCP-Protocol-Version"),
        .method = head_find(source->head, "Mcp-Method"),
        .name = head_find(source->head, "Mcp-Name"),
    };
    struct str out = {0};
    int status = mcp_answer(snapshot, &message, NULL, &out);
    api_deliver(snapshot, request, status, &out, ret_response);
    str_release(&out);
}

void message_respond(const struct message_source *source,
                     struct snapshot *snapshot, const struct request *request,
                     struct response *ret_response)
{
    struct str body = {0};
    struct refusal refusal = check(source->head, &snapshot->policy);
    if (refusal.status == 0)
        refusal = read_in_turn(source, &body);
    if (refusal.status != 0)
        api_refuse(snapshot, refusal.status, refusal.detail, ret_response);
    else
        answer(source, snapshot, request, str_slice(&body), ret_response);
    str_release(&body);
}
