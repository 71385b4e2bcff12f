/* problem.c - the table of problems and the documents made from it.
 *
 * Programs read `type` and `status`, people read `detail`. All wrong parameters
 * are named at once, since fixing them one answer at a time makes people give
 * up. */
#include "represent/problem.h"

#include "query/condition.h"
#include "query/options.h"
#include "represent/dump.h"

static const struct problem_info problems[] = {
    [PROBLEM_BAD_REQUEST] =
        {"bad-request", 400, "Bad request",
         "The request violates HTTP, or its address cannot be decoded. Clients "
         "that build requests by hand should check line endings, header "
         "syntax, percent-encoding and lengths. GET and HEAD requests must not "
         "have a body."},
    [PROBLEM_INVALID_QUERY] =
        {"invalid-query", 400, "Invalid query",
         "One or more parameters could not be used. The member `errors` lists "
         "each of them with a code, an explanation and, where possible, a "
         "suggestion. Nothing is silently ignored, so a typo never gives the "
         "wrong data. Any name that is not a parameter is a field, and "
         "field:operator=value is a condition on it."},
    [PROBLEM_NO_PUBLIC_URL] =
        {"no-public-url", 400, "No public URL",
         "What is read far from the site holds absolute addresses: feeds, for "
         "example. The server has to be told where the pages of the site are, "
         "by the setting `site.public_url` (`--public-url`), unless the "
         "settings of the site's generator say so."},
    [PROBLEM_UNAUTHORIZED] =
        {"unauthorized", 401, "Unauthorized",
         "Documents that are not published require a token. Send it in the "
         "header Authorization: Bearer TOKEN; `headmatter token NAME` creates "
         "one. Without `status`, the same address answers everyone."},
    [PROBLEM_FORBIDDEN] =
        {"forbidden", 403, "Forbidden",
         "The server has no token file and therefore shows only what is "
         "published; or a preview link has expired, was made for another "
         "document, or belongs to a token that was removed; or a page whose "
         "origin is not listed has sent a message to `/_mcp`; or a webhook is "
         "not signed with the server's secret."},
    [PROBLEM_NOT_FOUND] =
        {"not-found", 404, "Not found",
         "Nothing is published at this address. Drafts, and documents with an "
         "error in their file, are not published; `headmatter check` lists "
         "them. If similar addresses exist, `suggestions` lists them."},
    [PROBLEM_METHOD_NOT_ALLOWED] =
        {"method-not-allowed", 405, "Method not allowed",
         "The API is read-only: it supports GET, HEAD and OPTIONS. To change "
         "content, edit its files."},
    [PROBLEM_TIMEOUT] = {"request-timeout", 408, "Request timeout",
                         "The request did not arrive in time."},
    [PROBLEM_UNKNOWN_REV] =
        {"unknown-rev", 410, "Unknown rev",
         "The server does not know what has changed since that rev of the "
         "site: it never had it, or it is too long ago. A client gets in step "
         "again with `/_manifest`, which lists every document with its rev, so "
         "that only those that differ have to be fetched; or with `since=0`, "
         "which gives it all of them."},
    [PROBLEM_PRECONDITION_FAILED] =
        {"precondition-failed", 412, "Precondition failed",
         "The document at this address has changed: its `ETag` matches none of "
         "those in the header If-Match. To get its current version, send the "
         "request without If-Match."},
    [PROBLEM_CONTENT_TOO_LARGE] =
        {"content-too-large", 413, "Content too large",
         "A message for `/_mcp` has at most 64 KiB, and a webhook "
         "for `/_hooks/git` 25 MiB."},
    [PROBLEM_URI_TOO_LONG] = {"uri-too-long", 414, "URI too long",
                              "The request target exceeds 8 KiB."},
    [PROBLEM_MEDIA_TYPE] = {"unsupported-media-type", 415,
                            "Unsupported media type",
                            "A message for `/_mcp` is JSON, and says so: "
                            "Content-Type: application/json."},
    [PROBLEM_PICTURE] =
        {"picture-not-made", 422, "Picture not made",
         "Of this picture no other one can be made: its file is broken, it has "
         "more pixels than the server decodes, or to make it took more time or "
         "memory than one picture may. Without `w`, `h`, `fit`, `format` and "
         "`q`, the same address gives the file as it is."},
    [PROBLEM_RANGE] =
        {"range-not-satisfiable", 416, "Range not satisfiable",
         "The header Range asks for a part of a file that begins after its "
         "end. Content-Range names the length of the file."},
    [PROBLEM_TOO_MANY_REQUESTS] =
        {"too-many-requests", 429, "Too many requests",
         "This client makes more requests than the server allows. The header "
         "RateLimit-Policy names the limit, RateLimit what is left of it, and "
         "Retry-After the seconds to wait."},
    [PROBLEM_HEADERS_TOO_LARGE] =
        {"headers-too-large", 431, "Request header fields too large",
         "The request has too many header fields, or they are too long. The "
         "usual cause is cookies; the API does not need any."},
    [PROBLEM_INTERNAL] =
        {"internal-error", 500, "Internal error",
         "The server failed. The request is not at fault; please report the "
         "problem together with the requested address."},
    [PROBLEM_NOT_IMPLEMENTED] =
        {"not-implemented", 501, "Not implemented",
         "This server makes no pictures of other sizes and formats: the "
         "program for it is not installed (it is built with -DIMAGES=ON), the "
         "setting `media.transforms` is off, or its library lacks that format. "
         "Without `w`, `h`, `fit`, `format` and `q`, the same address gives "
         "the file as it is."},
    [PROBLEM_UNAVAILABLE] =
        {"unavailable", 503, "Service unavailable",
         "The server is stopping or overloaded, or its search index cannot be "
         "used yet. Try again in a moment; Retry-After says when."},
    [PROBLEM_VERSION] =
        {"version-not-supported", 505, "HTTP version not supported",
         "The server speaks HTTP/1.1 and HTTP/1.0. For HTTP/2, put a proxy in "
         "front of it."},
};

const struct problem_info *problem_info(enum problem_kind kind)
{
    return &problems[kind];
}

/* What HTTP itself says with 501, or 422, is not about pictures. */
enum problem_kind problem_kind_of_status(int status)
{
    for (int kind = 0; kind < PROBLEM_COUNT; kind++) {
        if (problems[kind].status == status && kind != PROBLEM_PICTURE &&
            kind != PROBLEM_NOT_IMPLEMENTED)
            return (enum problem_kind)kind;
    }
    return status < 500 ? PROBLEM_BAD_REQUEST : PROBLEM_INTERNAL;
}

const struct problem_info *problem_find(struct slice name)
{
    for (int kind = 0; kind < PROBLEM_COUNT; kind++) {
        if (slice_is(name, problems[kind].name))
            return &problems[kind];
    }
    return NULL;
}

static json_t *error_node(const struct parameter_error *error)
{
    json_t *node = json_object();
    json_object_set_new(node, "parameter", text_node(error->parameter));
    json_object_set_new(node, "code", json_string(error->code));
    json_object_set_new(node, "detail", text_node(error->detail));
    if (error->suggestion.data != NULL)
        json_object_set_new(node, "suggestion", text_node(error->suggestion));
    if (error->maximum > 0)
        json_object_set_new(node, "maximum", json_integer(error->maximum));
    return node;
}

struct slice problem_render(const struct problem *problem, struct arena *arena)
{
    const struct problem_info *info = problem_info(problem->kind);
    json_t *node = json_object();
    struct slice type = arena_printf(arena, "%.*s/_problems/%s",
                                     SLICE_FMT(problem->base_path), info->name);

    json_object_set_new(node, "type", text_node(type));
    json_object_set_new(node, "title", json_string(info->title));
    json_object_set_new(node, "status", json_integer(info->status));
    json_object_set_new(node, "detail", text_node(problem->detail));
    if (problem->instance.data != NULL)
        json_object_set_new(node, "instance", text_node(problem->instance));
    if (problem->error_count > 0) {
        json_t *errors = json_array();
        for (size_t i = 0; i < problem->error_count; i++)
            json_array_append_new(errors, error_node(&problem->errors[i]));
        json_object_set_new(node, "errors", errors);
    }
    if (problem->suggestion_count > 0) {
        json_t *suggestions = json_array();
        for (size_t i = 0; i < problem->suggestion_count; i++)
            json_array_append_new(suggestions,
                                  text_node(problem->suggestions[i]));
        json_object_set_new(node, "suggestions", suggestions);
    }
    return dump_json(node, arena);
}

static json_t *word_node(const char *name, const char *explanation)
{
    return json_pack("{s:s, s:s}", "name", name, "explanation", explanation);
}

static json_t *parameter_nodes(void)
{
    json_t *list = json_array();
    for (size_t i = 0; query_parameter_name(i) != NULL; i++)
        json_array_append_new(list, word_node(query_parameter_name(i),
                                              query_parameter_explanation(i)));
    return list;
}

static json_t *operator_nodes(void)
{
    json_t *list = json_array();
    for (int op = 0; op < OP_COUNT; op++) {
        const struct op_info *info = op_info((enum op)op);
        json_array_append_new(list, word_node(info->name, info->explanation));
    }
    return list;
}

/* The problem of invalid queries also lists what a query can have. */
static json_t *info_node(const struct problem_info *info)
{
    json_t *node = json_pack("{s:s, s:s, s:i, s:s}", "name", info->name,
                             "title", info->title, "status", info->status,
                             "explanation", info->explanation);
    if (info == problem_info(PROBLEM_INVALID_QUERY)) {
        json_object_set_new(node, "parameters", parameter_nodes());
        json_object_set_new(node, "operators", operator_nodes());
    }
    return node;
}

struct slice problem_list_render(struct arena *arena)
{
    json_t *list = json_array();
    for (int kind = 0; kind < PROBLEM_COUNT; kind++)
        json_array_append_new(list, info_node(&problems[kind]));
    return dump_json(json_pack("{s:o}", "data", list), arena);
}

struct slice problem_info_render(const struct problem_info *info,
                                 struct arena *arena)
{
    return dump_json(json_pack("{s:o}", "data", info_node(info)), arena);
}
