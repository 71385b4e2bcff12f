/* message.c - reads a message and hands it to the room that understands it.
 *
 *     head --check--> body --read--> mcp_answer() --> api_deliver()
 *               \-> 403, 411, 413, 415    \-> 400, 408, 413 */
#include "http/message.h"

#include "api/api.h"
#include "mcp/mcp.h"
#include "store/snapshot.h"

#define JSON_TYPE "application/json"

#define ACCEPTED                ((struct refusal){0})
#define REFUSED(status, detail) ((struct refusal){status, detail})

static const struct body_kind message_kind = {
    .max_bytes = MCP_MAX_MESSAGE_BYTES,
    .too_large = "A message has at most 65,536 bytes.",
    .without_length = "A message has a Content-Length.",
    .too_many = "Too many messages are being read. Try again in a moment.",
};

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

static struct refusal check(const struct head *head,
                            const struct policy *policy)
{
    struct refusal refusal = check_origin(head, policy);
    return refusal.status == 0 ? check_type(head) : refusal;
}

static void append_part(void *body, struct slice part)
{
    str_append(body, part);
}

static void answer(const struct body_source *source, struct snapshot *snapshot,
                   const struct request *request, struct slice text,
                   struct response *ret_response)
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
    api_deliver(snapshot, request, TEMPLATE_MCP, status, &out, ret_response);
    str_release(&out);
}

void message_respond(const struct body_source *source,
                     struct snapshot *snapshot, const struct request *request,
                     struct response *ret_response)
{
    struct str body = {0};
    struct refusal refusal = check(source->head, &snapshot->policy);
    if (refusal.status == 0)
        refusal = body_read(source, &message_kind, append_part, &body);
    if (refusal.status != 0)
        api_refuse(snapshot, refusal.status, refusal.detail, ret_response);
    else
        answer(source, snapshot, request, str_slice(&body), ret_response);
    str_release(&body);
}
