/* message.h - a request with a message for /_mcp. */
#ifndef HTTP_MESSAGE_H
#define HTTP_MESSAGE_H

#include "api/response.h"
#include "http/body.h"

struct request;
struct snapshot;

/* Reads it, for a few seconds at most, and has it answered; or refuses it. The
 * connection has to be closed afterwards. */
void message_respond(const struct body_source *source,
                     struct snapshot *snapshot, const struct request *request,
                     struct response *ret_response);

#endif
