/* mcp.c - from the bytes of a message to those of its answer.
 *
 *     bytes --> JSON --> one request --> its version --> its method
 *                  \---> a batch of them (2025-03-26 alone)
 *
 * A message that cannot be read is answered, too, as JSON-RPC 2.0 says (5.1).
 */
#include "mcp/mcp.h"

#include "base/array.h"
#include "base/unicode.h"
#include "mcp/envelope.h"

#define MAX_BATCH      16
#define MAX_NAME_BYTES 200 /* of what a client calls something, in an error */

#define LEGACY 1U
#define MODERN 2U
#define ALWAYS (LEGACY | MODERN)

/* `mirrored` is the param that the field Mcp-Name repeats. Of what may be
 * cached, answers of the newer version say how long. */
static const struct method {
    const char *name;
    unsigned eras;
    bool (*answer)(struct inquiry *inquiry);
    const char *mirrored;
} methods[] = {
    {"initialize", LEGACY, answer_initialize, NULL},
    {"ping", LEGACY, answer_ping, NULL},
    {"server/discover", MODERN, answer_discover, NULL},
    {"tools/list", ALWAYS, answer_tool_list, NULL},
    {"tools/call", ALWAYS, answer_tool_call, "name"},
    {"resources/list", ALWAYS, answer_resource_list, NULL},
    {"resources/templates/list", ALWAYS, answer_template_list, NULL},
    {"resources/read", ALWAYS, answer_resource, "uri"},
    {"completion/complete", ALWAYS, answer_completion, NULL},
};

static const struct method *find_method(struct slice name)
{
    for (size_t i = 0; i < ARRAY_COUNT(methods); i++) {
        if (slice_is(name, methods[i].name))
            return &methods[i];
    }
    return NULL;
}

static bool answer_method(struct inquiry *inquiry, const struct method *method)
{
    unsigned era = inquiry->version->is_modern ? MODERN : LEGACY;
    if (method != NULL && (method->eras & era) != 0)
        return method->answer(inquiry);
    return inquiry_reject(
        inquiry, inquiry->version->is_modern ? 404 : 200, RPC_METHOD_NOT_FOUND,
        arena_printf(
            inquiry->arena, "Method not found: %.*s",
            SLICE_FMT(utf8_truncate(inquiry->rpc.method, MAX_NAME_BYTES))));
}

/* Who answers, and that the answer is whole (2026-07-28, basic). */
static void add_envelope(json_t *result)
{
    json_t *server = json_object(), *meta = json_object();
    json_object_set_new(server, "name", json_string("headmatter"));
    json_object_set_new(server, "version", json_string(HEADMATTER_VERSION));
    json_object_set_new(meta, "io.modelcontextprotocol/serverInfo", server);
    json_object_set_new(result, "resultType", json_string("complete"));
    json_object_set_new(result, "_meta", meta);
}

static json_t *answer_request(struct inquiry *inquiry)
{
    const struct method *method = find_method(inquiry->rpc.method);
    bool ok =
        envelope_open(inquiry, method != NULL ? method->mirrored : NULL) &&
        answer_method(inquiry, method);
    if (!ok)
        return rpc_error(inquiry->rpc.id, inquiry->code, inquiry->text,
                         inquiry->data);
    if (inquiry->version->is_modern)
        add_envelope(inquiry->result);
    return rpc_result(inquiry->rpc.id, inquiry->result);
}

/* What a client says without waiting for an answer changes nothing here. */
static json_t *answer_other(struct inquiry *inquiry)
{
    const struct mcp_version *version =
        envelope_version(inquiry->message, inquiry->session);
    bool is_response = inquiry->rpc.kind == RPC_RESPONSE;
    inquiry->status = 202;
    if (inquiry->rpc.kind == RPC_INVALID ||
        (is_response && version != NULL && version->is_modern)) {
        (void)inquiry_reject(inquiry, 400, RPC_INVALID_REQUEST,
                             is_response
                                 ? SLICE("Nothing was asked that this answers.")
                                 : slice_of(inquiry->rpc.fault));
        return rpc_error(inquiry->rpc.id, inquiry->code, inquiry->text, NULL);
    }
    return NULL;
}

/* Returns the answer, or NULL if none is due. */
static json_t *answer_one(struct inquiry *inquiry, json_t *message)
{
    inquiry->status = 200;
    rpc_read(message, &inquiry->rpc);
    return inquiry->rpc.kind == RPC_REQUEST ? answer_request(inquiry)
                                            : answer_other(inquiry);
}

/* "initialize" must not be in a batch (2025-03-26, lifecycle), and the newer
 * version has none. */
static json_t *answer_in_batch(struct inquiry *inquiry, json_t *message)
{
    rpc_read(message, &inquiry->rpc);
    if (inquiry->rpc.kind == RPC_REQUEST &&
        (slice_is(inquiry->rpc.method, "initialize") ||
         envelope_is_modern(&inquiry->rpc)))
        return rpc_error(inquiry->rpc.id, RPC_INVALID_REQUEST,
                         SLICE("This request cannot be in a batch."), NULL);
    return answer_one(inquiry, message);
}

static const char *batch_fault(const struct inquiry *inquiry,
                               const json_t *batch)
{
    const struct mcp_version *version =
        envelope_version(inquiry->message, inquiry->session);
    if (version == NULL || !version->has_batches)
        return "This version of the protocol has no batches: send each message "
               "by itself.";
    if (json_array_size(batch) == 0)
        return "The batch is empty.";
    return json_array_size(batch) > MAX_BATCH
               ? "A batch has at most 16 messages."
               : NULL;
}

static json_t *answer_batch(struct inquiry *common, const json_t *batch)
{
    const char *fault = batch_fault(common, batch);
    json_t *answers = json_array(), *message;
    size_t i;
    if (fault != NULL) {
        json_decref(answers);
        common->status = 400;
        return rpc_error(NULL, RPC_INVALID_REQUEST, slice_of(fault), NULL);
    }
    json_array_foreach(batch, i, message)
    {
        struct inquiry inquiry = *common;
        json_t *answer = answer_in_batch(&inquiry, message);
        if (answer != NULL)
            json_array_append_new(answers, answer);
    }
    common->status = json_array_size(answers) > 0 ? 200 : 202;
    if (common->status == 200)
        return answers;
    json_decref(answers);
    return NULL;
}

static json_t *refuse(enum node_fault fault, struct slice what,
                      struct arena *arena)
{
    switch (fault) {
    case NODE_IS_TOO_DEEP:
        return rpc_error(NULL, RPC_INVALID_REQUEST,
                         SLICE("The message is nested more than 64 deep."),
                         NULL);
    case NODE_HAS_TWO_KEYS:
        return rpc_error(NULL, RPC_INVALID_REQUEST,
                         arena_printf(arena, "An object has a key twice: %.*s",
                                      SLICE_FMT(what)),
                         NULL);
    default:
        return rpc_error(
            NULL, RPC_PARSE_ERROR,
            arena_printf(arena, "Parse error: %.*s", SLICE_FMT(what)), NULL);
    }
}

int mcp_answer(struct snapshot *snapshot, const struct mcp_message *message,
               struct mcp_session *session, struct str *out)
{
    struct arena arena = {0};
    struct str what = {0};
    struct inquiry inquiry = {.message = message,
                              .session = session,
                              .snapshot = snapshot,
                              .arena = &arena,
                              .status = 400};
    enum node_fault fault;
    json_t *answer, *read = node_parse(message->text, &fault, &what);

    if (read == NULL)
        answer = refuse(fault, utf8_repair(&arena, str_slice(&what)), &arena);
    else if (json_is_array(read))
        answer = answer_batch(&inquiry, read);
    else
        answer = answer_one(&inquiry, read);
    if (answer != NULL)
        node_write(answer, out);
    json_decref(answer);
    json_decref(read);
    str_release(&what);
    arena_release(&arena);
    return inquiry.status;
}

void mcp_refuse_long(struct str *out)
{
    json_t *answer =
        rpc_error(NULL, RPC_INVALID_REQUEST,
                  SLICE("A message has at most 65,536 bytes."), NULL);
    node_write(answer, out);
    json_decref(answer);
}
