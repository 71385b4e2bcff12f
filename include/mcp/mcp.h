/* mcp.h - the API for language models: the Model Context Protocol.
 *
 *     message --mcp_answer--> answer        tools/call {"name": "list", ...}
 *                  |
 *                  '--> api_respond()       GET /posts?tags=go
 *
 * A pure function of a message, who sent it, and a snapshot. All that it says
 * is what the API answers to the same sender, so that nothing can be seen here
 * that cannot be seen there. Nothing is remembered from one message to the
 * next over HTTP: any replica answers. Any number of threads may call it. */
#ifndef MCP_MCP_H
#define MCP_MCP_H

#include "api/request.h"
#include "layout/policy.h"

#define MCP_MAX_MESSAGE_BYTES (64 * 1024)

struct snapshot;

enum mcp_transport { MCP_OVER_HTTP, MCP_OVER_STDIO };

/* Everything is borrowed until the message is answered. */
struct mcp_message {
    struct slice text;
    const struct request *sender; /* its method and target do not matter */
    enum mcp_transport transport;
    /* Of the header fields of HTTP, or SLICE_NONE. */
    struct slice version; /* MCP-Protocol-Version */
    struct slice method;  /* Mcp-Method */
    struct slice name;    /* Mcp-Name */
};

/* What a client on a pipe has agreed to by `initialize`, which earlier versions
 * of the protocol begin with. `struct mcp_session s = {0}` is a new one. */
struct mcp_session {
    struct slice version; /* in static memory */
};

/* Appends the answer, one line of JSON without its end, and returns the status
 * that it has over HTTP: 202, and nothing is appended, where none is due.
 * Always answers; `session` is NULL over HTTP. */
int mcp_answer(struct snapshot *snapshot, const struct mcp_message *message,
               struct mcp_session *session, struct str *out);

/* Appends the answer to what is no message: it is longer than allowed. */
void mcp_refuse_long(struct str *out);

/* Whether a page of that origin may send messages; SLICE_NONE is a program that
 * is no browser. */
bool mcp_admits(const struct policy *policy, struct slice origin);

#endif
