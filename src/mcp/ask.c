/* ask.c - one question to the API.
 *
 * It is asked as the sender could ask it: with the sender's token, and under
 * the limits that hold for requests. The snapshot is that of the message, so
 * that several questions are about the same content. */
#include "mcp/ask.h"

#include "api/api.h"
#include "base/percent.h"
#include "store/snapshot.h"

#define MAX_REDIRECTS 3

void address_start(struct address *address, const struct inquiry *inquiry,
                   struct slice path)
{
    *address = (struct address){0};
    str_append(&address->text, inquiry->snapshot->policy.base_path);
    percent_append(&address->text, path);
}

void address_add(struct address *address, struct slice name, struct slice value)
{
    str_append_char(&address->text, address->has_query ? '&' : '?');
    percent_append(&address->text, name);
    str_append_char(&address->text, '=');
    percent_append(&address->text, value);
    address->has_query = true;
}

void address_add_given(struct address *address, const char *name,
                       struct slice value)
{
    if (value.data != NULL)
        address_add(address, slice_of(name), value);
}

void address_release(struct address *address)
{
    str_release(&address->text);
}

static struct request request_of(const struct request *sender,
                                 struct slice target)
{
    return (struct request){
        .method = SLICE("GET"),
        .target = target,
        .authorization = sender->authorization,
        .is_trusted = sender->is_trusted,
        .limiter = sender->limiter,
        .cores = sender->cores,
        .budget = sender->budget,
        .now_ms = sender->now_ms,
    };
}

static json_t *parse_body(const struct response *response)
{
    struct slice type = response_header(response, "Content-Type");
    struct str body = {0};
    if (response->next != NULL ||
        (!slice_starts(type, "application/json") &&
         !slice_starts(type, "application/problem+json")))
        return NULL;
    for (size_t i = 0; i < response->piece_count; i++)
        str_append(&body, response->pieces[i]);
    json_t *node = node_load(str_slice(&body));
    str_release(&body);
    return node;
}

/* Returns where the answer is instead, or SLICE_NONE. */
static struct slice ask_once(const struct inquiry *inquiry, struct slice target,
                             struct reply *ret_reply)
{
    const struct request request = request_of(inquiry->message->sender, target);
    struct response response = {0};
    struct slice place = SLICE_NONE;
    api_respond(inquiry->snapshot, &request, &response);
    if (response.status == 308)
        place =
            arena_copy(inquiry->arena, response_header(&response, "Location"));
    *ret_reply = (struct reply){.status = response.status};
    if (place.data == NULL)
        ret_reply->body = parse_body(&response);
    response_release(&response);
    return place;
}

void ask_api(const struct inquiry *inquiry, const struct address *address,
             struct reply *ret_reply)
{
    struct slice target = str_slice(&address->text);
    for (int i = 0; i <= MAX_REDIRECTS && target.data != NULL; i++)
        target = ask_once(inquiry, target, ret_reply);
}

void reply_release(struct reply *reply)
{
    json_decref(reply->body);
    *reply = (struct reply){0};
}

struct slice address_id(const struct inquiry *inquiry, struct slice href)
{
    struct slice decoded;
    href = slice_from(href, inquiry->snapshot->policy.base_path.size);
    href = slice_sub(href, 0, slice_find_char(href, 0, '?'));
    return percent_decode(slice_from(href, 1), false, inquiry->arena, &decoded)
               ? decoded
               : SLICE("");
}

/* "- limit: At most 1000." */
static void append_errors(const json_t *errors, struct str *out)
{
    const json_t *error;
    size_t i;
    json_array_foreach(errors, i, error)
    {
        struct slice suggestion = node_text_at(error, "suggestion");
        str_appendf(out, "\n- %.*s: %.*s",
                    SLICE_FMT(node_text_at(error, "parameter")),
                    SLICE_FMT(node_text_at(error, "detail")));
        if (suggestion.size > 0)
            str_appendf(out, " Did you mean %.*s?", SLICE_FMT(suggestion));
    }
}

static void append_near(const struct inquiry *inquiry,
                        const json_t *suggestions, struct str *out)
{
    const char *before = "\nDid you mean: ";
    const json_t *href;
    size_t i;
    json_array_foreach(suggestions, i, href)
    {
        struct slice id = address_id(inquiry, node_text(href));
        struct slice query =
            slice_from(node_text(href),
                       slice_find(node_text(href), 0, SLICE("?section=")) +
                           sizeof "?section=" - 1);
        str_appendf(out, "%s%.*s", before,
                    SLICE_FMT(query.size > 0 ? query : id));
        before = ", ";
    }
}

void reply_append_problem(const struct inquiry *inquiry,
                          const struct reply *reply, struct str *out)
{
    struct slice detail = node_text_at(reply->body, "detail");
    str_append(out, detail.size > 0
                        ? detail
                        : SLICE("There is no document at this address."));
    append_errors(json_object_get(reply->body, "errors"), out);
    append_near(inquiry, json_object_get(reply->body, "suggestions"), out);
}
