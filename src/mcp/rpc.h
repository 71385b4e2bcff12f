/* rpc.h - JSON-RPC 2.0, as the Model Context Protocol narrows it: an id is a
 * string or an integer, and params are an object. Private to this room. */
#ifndef MCP_RPC_H
#define MCP_RPC_H

#include "mcp/node.h"

/* JSON-RPC 2.0, 5.1; and what the protocol adds: basic, "Error Codes". */
enum rpc_code {
    RPC_PARSE_ERROR = -32700,
    RPC_INVALID_REQUEST = -32600,
    RPC_METHOD_NOT_FOUND = -32601,
    RPC_INVALID_PARAMS = -32602,
    RPC_RESOURCE_NOT_FOUND = -32002, /* up to 2025-11-25 */
    RPC_HEADER_MISMATCH = -32020,
    RPC_UNSUPPORTED_VERSION = -32022,
};

enum rpc_kind {
    RPC_INVALID,
    RPC_REQUEST,
    RPC_NOTIFICATION,
    RPC_RESPONSE, /* to nothing that we have asked */
};

/* Borrowed from the message. */
struct rpc {
    enum rpc_kind kind;
    json_t *id; /* NULL: there is none that can be named */
    struct slice method;
    const json_t *params; /* an object, or NULL */
    const char *fault;    /* of RPC_INVALID: what is wrong */
};

void rpc_read(json_t *message, struct rpc *ret_rpc);

/* The answer to a request, for which `result` is taken over; and the error,
 * with `data` taken over, or NULL. The id is null where there is none. */
json_t *rpc_result(json_t *id, json_t *result);
json_t *rpc_error(json_t *id, int code, struct slice text, json_t *data);

#endif
