/* messages.c - POST /_mcp, and what is not.
 *
 * What a message says and what its answer is, the room `mcp` knows, which comes
 * after this one: it asks api_respond() itself. Here is what belongs to an
 * address like any other: where it is, which methods it allows, and the header
 * of its answers. */
#include "api/messages.h"

#include "api/answer.h"
#include "api/api.h"
#include "api/coding.h"
#include "api/endpoints.h"
#include "store/snapshot.h"

#define MESSAGES "/_mcp"

/* The address has nothing in it that could be encoded. */
bool exchange_is_at_messages(const struct exchange *x)
{
    const struct request *request = x->request;
    struct slice path =
        slice_sub(request->target, 0, slice_find_char(request->target, 0, '?'));
    if (!x->snapshot->policy.has_mcp || request->is_operators)
        return false;
    if (!exchange_is_stripped(x))
        path = exchange_below_base(x, path);
    if (slice_ends(path, "/"))
        path = slice_sub(path, 0, path.size - 1);
    return slice_is(path, MESSAGES);
}

bool api_takes_message(struct snapshot *snapshot, const struct request *request)
{
    const struct exchange x = {.request = request, .snapshot = snapshot};
    return slice_is(request->method, "POST") && exchange_is_at_messages(&x);
}

void answer_not_a_message(struct exchange *x)
{
    const struct problem problem = {
        .kind = PROBLEM_METHOD_NOT_ALLOWED,
        .detail = SLICE("This address takes messages of the Model Context "
                        "Protocol: POST them. It has no sessions and no "
                        "streams.")};
    response_set_header(x->response, "Allow", SLICE(MESSAGES_ALLOWED));
    answer_problem(x, &problem);
}

bool respond_mcp(struct exchange *x)
{
    if (!x->snapshot->policy.has_mcp)
        return false;
    answer_not_a_message(x);
    return true;
}

void api_deliver(struct snapshot *snapshot, const struct request *request,
                 int status, struct str *body, struct response *ret_response)
{
    struct exchange x = {
        .request = request,
        .snapshot = snapshot,
        .response = ret_response,
        .arena = &ret_response->arena,
        .is_private = request->authorization.size > 0,
    };
    ret_response->snapshot = snapshot_ref(snapshot);
    ret_response->status = status;
    ret_response->template = TEMPLATE_MCP;
    if (body->size > 0) {
        response_set_header(ret_response, "Content-Type",
                            SLICE("application/json"));
        response_take(ret_response, body);
    }
    /* A message is not asked for again: no validator, nothing to be kept. */
    response_set_header(ret_response, "Cache-Control", SLICE("no-store"));
    answer_finish(&x);
    if (ret_response->coding != CODING_IDENTITY)
        response_set_header(ret_response, "Content-Encoding",
                            coding_name(ret_response->coding));
    ret_response->named_coding = ret_response->coding;
}
