/* api.c - how a request passes through the API.
 *
 *     method --> target: length, form, decoding --> route --> endpoint
 *                                                                |
 *     response <-- validators, CORS, cache lifetime (answer.c) <-'
 *
 * Nothing here can fail: a faulty request gets an answer, too. */
#include "api/api.h"

#include "api/answer.h"
#include "api/messages.h"
#include "api/route.h"
#include "base/percent.h"
#include "base/unicode.h"
#include "store/snapshot.h"

#define ALLOWED "GET, HEAD, OPTIONS"

/* OPTIONS, with or without a browser's preflight (Fetch standard, "CORS
 * protocol"). "*" covers any header but Authorization, which must be named, and
 * none at all where cookies are sent. */
static void answer_options(struct exchange *x)
{
    struct response *response = x->response;
    bool takes_messages = exchange_is_at_messages(x);
    struct slice allowed = takes_messages || exchange_is_at_hooks(x)
                               ? SLICE(MESSAGES_ALLOWED)
                               : SLICE(ALLOWED);
    response->status = 204;
    response_set_header(response, "Allow", allowed);
    response_set_header(response, "Access-Control-Allow-Methods", allowed);
    response_set_header(
        response, "Access-Control-Allow-Headers",
        takes_messages ? SLICE("*, Authorization, " MESSAGES_FIELDS)
                       : SLICE("*, Authorization, If-Match, If-None-Match"));
    response_set_header(response, "Access-Control-Max-Age", SLICE("86400"));
}

static void answer_other_method(struct exchange *x)
{
    struct problem problem = {
        .kind = PROBLEM_METHOD_NOT_ALLOWED,
        .detail =
            arena_printf(x->arena, "The API is read-only: no %.*s.",
                         SLICE_FMT(slice_sub(x->request->method, 0, 32)))};
    if (exchange_is_at_messages(x)) {
        answer_not_a_message(x);
        return;
    }
    if (exchange_is_at_hooks(x)) {
        answer_not_a_hook(x);
        return;
    }
    response_set_header(x->response, "Allow", SLICE(ALLOWED));
    answer_problem(x, &problem);
}

static void answer_bad_target(struct exchange *x, enum problem_kind kind,
                              const char *detail)
{
    struct problem problem = {.kind = kind, .detail = slice_of(detail)};
    answer_problem(x, &problem);
}

/* Removes the base path, unless a proxy already has; false for addresses that
 * are not below it. Probes from the same machine bypass the proxy that the base
 * path is for, and need none. */
static bool enter_base(struct exchange *x)
{
    struct slice base = x->snapshot->policy.base_path;
    struct slice below = exchange_below_base(x, x->path);
    bool is_below = below.data != NULL;
    bool is_stripped = exchange_is_stripped(x);
    bool is_ignored = !is_stripped && x->request->forwarded_prefix.data != NULL;
    x->is_doubtful = base.size > 0 && x->request->is_from_proxy &&
                     (is_ignored || is_stripped == is_below);
    if (is_below && !is_stripped)
        x->path = below.size > 0 ? below : SLICE("/");
    return is_below || is_stripped || x->request->is_operators ||
           slice_is(x->path, "/_live") || slice_is(x->path, "/_ready");
}

static void answer_outside_base(struct exchange *x)
{
    const struct slice base = exchange_href(x, "/");
    const struct problem problem = {
        .kind = PROBLEM_NOT_FOUND,
        .detail =
            arena_printf(x->arena, "The API is at '%.*s'.", SLICE_FMT(base)),
        .suggestions = &base,
        .suggestion_count = 1,
    };
    answer_problem(x, &problem);
}

/* Trailing slashes are ignored: "/posts/" is "/posts". */
static void split_path(struct exchange *x)
{
    struct slice path = x->path;
    while (path.size > 1 && path.data[path.size - 1] == '/')
        path = slice_sub(path, 0, path.size - 1);
    x->path = path;
    size_t slash = slice_find_char(path, 1, '/');
    x->first = slice_sub(path, 1, slash);
    x->rest = slice_from(path, slash + 1);
}

static bool read_target(struct exchange *x)
{
    struct slice target = x->request->target;
    size_t query = slice_find_char(target, 0, '?');

    if (target.size > REQUEST_MAX_TARGET_BYTES) {
        answer_bad_target(x, PROBLEM_URI_TOO_LONG,
                          "The request target exceeds 8 KiB.");
        return false;
    }
    if (!slice_starts(target, "/") ||
        !percent_decode(slice_sub(target, 0, query), false, x->arena,
                        &x->path)) {
        answer_bad_target(x, PROBLEM_BAD_REQUEST,
                          "The path cannot be decoded: it must begin with '/', "
                          "and each '%' must be followed by two hexadecimal "
                          "digits that make up UTF-8.");
        return false;
    }
    x->path = unicode_nfc(x->arena, x->path); /* as all addresses are */
    if (query < target.size)
        x->raw_query = slice_from(target, query + 1);
    x->arguments = arguments_split(x->raw_query, x->arena);
    if (!enter_base(x)) {
        answer_outside_base(x);
        return false;
    }
    split_path(x);
    return true;
}

/* Where operators look, nothing that is published answers: that address may be
 * open to others than the main one. */
static void answer_operators(struct exchange *x)
{
    x->is_private = true; /* at the main address there is more */
    answer_bad_target(x, PROBLEM_NOT_FOUND,
                      "This address answers /_live, /_ready, /_diagnostics and "
                      "/_metrics only.");
}

static void respond(struct exchange *x)
{
    const struct route *route = route_find(x->first, x->rest, &x->suffix);
    if (x->request->is_operators && !route->is_for_operators) {
        answer_operators(x);
        return;
    }
    x->response->template =
        x->suffix != NULL ? route->template + 1 : route->template;
    if (!route->respond(x))
        answer_not_found(x);
}

void api_respond(struct snapshot *snapshot, const struct request *request,
                 struct response *ret_response)
{
    struct exchange x = {
        .request = request,
        .snapshot = snapshot,
        .response = ret_response,
        .arena = &ret_response->arena,
    };
    ret_response->snapshot = snapshot_ref(snapshot);

    if (slice_is(request->method, "OPTIONS"))
        answer_options(&x);
    else if (!slice_is(request->method, "GET") &&
             !slice_is(request->method, "HEAD"))
        answer_other_method(&x);
    else if (read_target(&x) && exchange_admit(&x))
        respond(&x);
    exchange_end_work(&x);
    answer_finish(&x);
}

void api_refuse(struct snapshot *snapshot, int status, const char *detail,
                struct response *ret_response)
{
    struct exchange x = {
        .snapshot = snapshot,
        .response = ret_response,
        .arena = &ret_response->arena,
    };
    struct problem problem = {.kind = problem_kind_of_status(status),
                              .detail = slice_of(detail)};
    ret_response->snapshot = snapshot_ref(snapshot);
    answer_problem(&x, &problem);
    answer_finish(&x);
}
