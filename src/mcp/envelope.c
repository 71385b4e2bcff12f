/* envelope.c - the version of a request.
 *
 *     _meta names one            that one; over HTTP three fields repeat parts
 *                                of the body for proxies, and must not differ
 *     `initialize`               an earlier one, which it asks for
 *     neither                    the one that the pipe's client has asked for,
 *                                or that MCP-Protocol-Version names
 *
 * 2026-07-28: versioning, "Backward Compatibility"; streamable-http, "Server
 * Validation"; basic, "_meta". */
#include "mcp/envelope.h"

#include "base/base64.h"

#define META "io.modelcontextprotocol/"

#define ENCODED_START "=?base64?"
#define ENCODED_END   "?="

static const json_t *claim_of(const struct rpc *rpc)
{
    return json_object_get(json_object_get(rpc->params, "_meta"),
                           META "protocolVersion");
}

bool envelope_is_modern(const struct rpc *rpc)
{
    return claim_of(rpc) != NULL;
}

const struct mcp_version *envelope_version(const struct mcp_message *message,
                                           const struct mcp_session *session)
{
    const struct mcp_version *version = mcp_version_offered;
    if (message->transport == MCP_OVER_HTTP)
        version = message->version.data != NULL
                      ? mcp_version_find(message->version)
                      : mcp_version_unsaid;
    else if (session != NULL && session->version.data != NULL)
        version = mcp_version_find(session->version);
    return version;
}

static bool reject_version(struct inquiry *inquiry, struct slice requested)
{
    json_t *supported = json_array();
    for (size_t i = 0; i < mcp_version_count; i++)
        json_array_append_new(supported, json_string(mcp_versions[i].name));
    inquiry->data = json_object();
    json_object_set_new(inquiry->data, "supported", supported);
    node_set_text(inquiry->data, "requested", requested);
    return inquiry_reject(inquiry, 400, RPC_UNSUPPORTED_VERSION,
                          SLICE("Unsupported protocol version"));
}

static bool reject_fields(struct inquiry *inquiry, const char *name,
                          struct slice field, struct slice body)
{
    return inquiry_reject(
        inquiry, 400, RPC_HEADER_MISMATCH,
        field.data == NULL
            ? arena_printf(inquiry->arena,
                           "Header mismatch: the field %s is missing; the "
                           "message has '%.*s'",
                           name, SLICE_FMT(body))
            : arena_printf(inquiry->arena,
                           "Header mismatch: %s is '%.*s', but the message has "
                           "'%.*s'",
                           name, SLICE_FMT(field), SLICE_FMT(body)));
}

/* What "=?base64?...?=" stands for; every other value is itself. SLICE_NONE if
 * it cannot be read ("Value Encoding"). */
static struct slice decode(struct slice value, struct arena *arena)
{
    size_t start = sizeof ENCODED_START - 1, end = sizeof ENCODED_END - 1;
    struct slice decoded;
    if (!slice_starts(value, ENCODED_START) ||
        !slice_ends(value, ENCODED_END) || value.size < start + end)
        return value;
    struct slice encoded = slice_sub(value, start, value.size - end);
    return base64_decode(encoded, arena, &decoded) ? decoded : SLICE_NONE;
}

static bool check_mirrors(struct inquiry *inquiry, const char *mirrored)
{
    const struct mcp_message *message = inquiry->message;
    struct slice claim = slice_of(inquiry->version->name);
    if (!slice_equal(message->version, claim))
        return reject_fields(inquiry, "MCP-Protocol-Version", message->version,
                             claim);
    if (!slice_equal(message->method, inquiry->rpc.method))
        return reject_fields(inquiry, "Mcp-Method", message->method,
                             inquiry->rpc.method);
    if (mirrored == NULL)
        return true;
    struct slice body = node_text(inquiry_param(inquiry, mirrored));
    struct slice name = decode(message->name, inquiry->arena);
    return body.data == NULL || slice_equal(name, body) ||
           reject_fields(inquiry, "Mcp-Name", message->name, body);
}

static bool open_modern(struct inquiry *inquiry, const char *mirrored)
{
    const json_t *claim = claim_of(&inquiry->rpc);
    struct slice field = inquiry->message->version;
    if (!json_is_string(claim))
        return inquiry_reject(
            inquiry, 400, RPC_INVALID_PARAMS,
            SLICE("_meta: " META "protocolVersion has to be a string"));
    if (field.data != NULL && !slice_equal(field, node_text(claim)))
        return reject_fields(inquiry, "MCP-Protocol-Version", field,
                             node_text(claim));
    const struct mcp_version *version = mcp_version_find(node_text(claim));
    if (version == NULL || !version->is_modern)
        return reject_version(inquiry, node_text(claim));
    inquiry->version = version;
    if (!json_is_object(json_object_get(inquiry_param(inquiry, "_meta"),
                                        META "clientCapabilities")))
        return inquiry_reject(inquiry, 400, RPC_INVALID_PARAMS,
                              SLICE("_meta: " META
                                    "clientCapabilities has to be "
                                    "an object; {} if there are none"));
    return inquiry->message->transport != MCP_OVER_HTTP ||
           check_mirrors(inquiry, mirrored);
}

bool envelope_open(struct inquiry *inquiry, const char *mirrored)
{
    const struct mcp_version *named =
        mcp_version_find(inquiry->message->version);
    struct slice field = inquiry->message->version;
    inquiry->version = mcp_version_offered;
    if (inquiry->rpc.params != NULL && !json_is_object(inquiry->rpc.params))
        return inquiry_reject(inquiry, 400, RPC_INVALID_PARAMS,
                              SLICE("\"params\" has to be an object"));
    if (envelope_is_modern(&inquiry->rpc))
        return open_modern(inquiry, mirrored);
    if (named != NULL && named->is_modern)
        return inquiry_reject(inquiry, 400, RPC_INVALID_PARAMS,
                              arena_printf(inquiry->arena,
                                           "A request of %s has to have " META
                                           "protocolVersion and " META
                                           "clientCapabilities in params._meta",
                                           named->name));
    if (slice_is(inquiry->rpc.method, "initialize"))
        return true; /* it says itself what it wants */
    inquiry->version = envelope_version(inquiry->message, inquiry->session);
    if (inquiry->version == NULL) {
        inquiry->version = mcp_version_offered;
        return reject_version(inquiry, field);
    }
    return true;
}
