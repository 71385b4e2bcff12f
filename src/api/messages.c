/* messages.c - POST /_mcp and POST /_hooks/git, and what is not.
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
#define HOOKS    "/_hooks/git"

/* The address has nothing in it that could be encoded. Operators need no base
 * path. */
static bool is_at(const struct exchange *x, const char *address)
{
    const struct request *request = x->request;
    struct slice path =
        slice_sub(request->target, 0, slice_find_char(request->target, 0, '?'));
    struct slice below =
        exchange_is_stripped(x) ? path : exchange_below_base(x, path);
    if (below.data != NULL || !request->is_operators)
        path = below;
    if (slice_ends(path, "/"))
        path = slice_sub(path, 0, path.size - 1);
    return slice_is(path, address);
}

bool exchange_is_at_messages(const struct exchange *x)
{
    return x->snapshot->policy.has_mcp && !x->request->is_operators &&
           is_at(x, MESSAGES);
}

bool exchange_is_at_hooks(const struct exchange *x)
{
    return x->request->takes_hooks && is_at(x, HOOKS);
}

bool api_takes_hook(struct snapshot *snapshot, const struct request *request)
{
    const struct exchange x = {.request = request, .snapshot = snapshot};
    return slice_is(request->method, "POST") && exchange_is_at_hooks(&x);
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

void answer_not_a_hook(struct exchange *x)
{
    const struct problem problem = {
        .kind = PROBLEM_METHOD_NOT_ALLOWED,
        .detail = SLICE("This address takes webhooks of a forge: POST them. "
                        "They have the server look for new commits.")};
    response_set_header(x->response, "Allow", SLICE(MESSAGES_ALLOWED));
    answer_problem(x, &problem);
}

bool respond_hook(struct exchange *x)
{
    if (!x->request->takes_hooks || !slice_is(x->rest, "git"))
        return false;
    answer_not_a_hook(x);
    return true;
}

void api_deliver(struct snapshot *snapshot, const struct request *request,
                 enum route_template template, int status, struct str *body,
                 struct response *ret_response)
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
    ret_response->template = template;
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
