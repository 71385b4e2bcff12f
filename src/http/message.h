/* message.h - the one request that has a body: a message for /_mcp. */
#ifndef HTTP_MESSAGE_H
#define HTTP_MESSAGE_H

#include "api/response.h"
#include "http/head.h"
#include "http/pace.h"
#include "http/traffic.h"

struct mg_connection;
struct request;
struct snapshot;

/* Where it comes from. */
struct message_source {
    struct mg_connection *connection;
    const struct head *head;
    struct sender *sender; /* of the worker, which is not sending yet */
    int fd;                /* of the connection */
    struct traffic *traffic;
};

/* Reads it, for a few seconds at most, and has it answered; or refuses it. The
 * connection has to be closed afterwards: what follows the body is not known.
 */
void message_respond(const struct message_source *source,
                     struct snapshot *snapshot, const struct request *request,
                     struct response *ret_response);

#endif
