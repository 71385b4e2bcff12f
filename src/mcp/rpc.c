/* rpc.c - what kind of message it is, and the frames of answers. */
#include "mcp/rpc.h"

static struct rpc invalid(struct rpc rpc, const char *fault)
{
    rpc.kind = RPC_INVALID;
    rpc.fault = fault;
    return rpc;
}

static struct rpc read(json_t *message)
{
    json_t *id = json_object_get(message, "id");
    const json_t *method = json_object_get(message, "method");
    const json_t *params = json_object_get(message, "params");
    struct rpc rpc = {.kind = RPC_REQUEST};

    if (!json_is_object(message))
        return invalid(rpc, "A message is a JSON object.");
    if (json_is_string(id) || json_is_integer(id))
        rpc.id = id;
    if (!slice_is(node_text_at(message, "jsonrpc"), "2.0"))
        return invalid(rpc, "A message has \"jsonrpc\": \"2.0\".");
    if (method == NULL && (json_object_get(message, "result") != NULL ||
                           json_object_get(message, "error") != NULL)) {
        rpc.kind = RPC_RESPONSE;
        return rpc;
    }
    if (!json_is_string(method))
        return invalid(rpc, "\"method\" has to be a string.");
    if (id != NULL && rpc.id == NULL)
        return invalid(rpc, "\"id\" has to be a string or an integer.");
    rpc.method = node_text(method);
    rpc.params = params;
    if (id == NULL)
        rpc.kind = RPC_NOTIFICATION;
    return rpc;
}

void rpc_read(json_t *message, struct rpc *ret_rpc)
{
    *ret_rpc = read(message);
}

static json_t *frame(json_t *id)
{
    json_t *node = json_object();
    json_object_set_new(node, "jsonrpc", json_string("2.0"));
    json_object_set_new(node, "id", id != NULL ? json_incref(id) : json_null());
    return node;
}

json_t *rpc_result(json_t *id, json_t *result)
{
    json_t *node = frame(id);
    json_object_set_new(node, "result", result);
    return node;
}

json_t *rpc_error(json_t *id, int code, struct slice text, json_t *data)
{
    json_t *node = frame(id), *error = json_object();
    json_object_set_new(error, "code", json_integer(code));
    json_object_set_new(error, "message", node_of_text(text));
    if (data != NULL)
        json_object_set_new(error, "data", data);
    json_object_set_new(node, "error", error);
    return node;
}
