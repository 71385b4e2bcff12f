/* inquiry.h - one request on its way to one answer. Private to this room. */
#ifndef MCP_INQUIRY_H
#define MCP_INQUIRY_H

#include "base/arena.h"
#include "base/err.h"
#include "mcp/mcp.h"
#include "mcp/rpc.h"
#include "mcp/version.h"

struct inquiry {
    const struct mcp_message *message;
    struct mcp_session *session; /* or NULL */
    struct snapshot *snapshot;
    struct arena *arena;
    const struct mcp_version *version;
    struct rpc rpc;
    json_t *result; /* of its own, or NULL: it has failed */
    int code;       /* enum rpc_code, if it has failed */
    struct slice text;
    json_t *data; /* of its own, or NULL */
    int status;   /* of HTTP */
};

/* Fails with an error that the client's program has to deal with, and returns
 * false. Over HTTP it is a 200: what was asked for was understood. */
bool inquiry_fail(struct inquiry *inquiry, int code, struct slice text);
/* The same for a request that is not even understood. */
bool inquiry_reject(struct inquiry *inquiry, int status, int code,
                    struct slice text);

/* The member of the params, or NULL. */
const json_t *inquiry_param(const struct inquiry *inquiry, const char *name);

/* The methods. Each sets inquiry->result, or fails and returns false. */
bool answer_initialize(struct inquiry *inquiry) MUST_USE;
bool answer_ping(struct inquiry *inquiry) MUST_USE;
bool answer_discover(struct inquiry *inquiry) MUST_USE;
bool answer_tool_list(struct inquiry *inquiry) MUST_USE;
bool answer_tool_call(struct inquiry *inquiry) MUST_USE;
bool answer_resource_list(struct inquiry *inquiry) MUST_USE;
bool answer_template_list(struct inquiry *inquiry) MUST_USE;
bool answer_completion(struct inquiry *inquiry) MUST_USE;
bool answer_resource(struct inquiry *inquiry) MUST_USE;

#endif
