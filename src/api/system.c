/* system.c - the front door, the probes, and what explains the rest. */
#include "api/exchange.h"
#include "represent/describe.h"
#include "represent/openapi.h"

#include <string.h>

void respond_root(struct exchange *x)
{
    if (read_query(x, ACCEPTS_PLAIN, LIST_LIMIT, NULL))
        answer_json(x, describe_site(x->snapshot, x->arena));
}

/* Probes ask about now; no cache may answer for us. */
static void answer_probe(struct exchange *x, struct slice body)
{
    if (!read_query(x, ACCEPTS_PLAIN, LIST_LIMIT, NULL))
        return;
    answer_json(x, body);
    response_set_header(x->response, "Cache-Control", SLICE("no-store"));
}

void respond_live(struct exchange *x)
{
    answer_probe(x, describe_live());
}

void respond_ready(struct exchange *x)
{
    answer_probe(x, describe_ready(x->snapshot, x->arena));
}

/* The faults of what is not published yet are told as well. */
void respond_diagnostics(struct exchange *x)
{
    if (x->snapshot->published == NULL && !admit_holder(x))
        return;
    if (read_query(x, ACCEPTS_PLAIN, LIST_LIMIT, NULL))
        answer_json(x, describe_diagnostics(x->snapshot, x->arena));
}

void respond_problems(struct exchange *x)
{
    const struct problem_info *info = problem_find(x->rest);
    if (!read_query(x, ACCEPTS_PLAIN, LIST_LIMIT, NULL))
        return;
    if (x->rest.size == 0)
        answer_json(x, problem_list_render(x->arena));
    else if (info != NULL)
        answer_json(x, problem_info_render(info, x->arena));
    else
        answer_not_found(x, NULL);
}

/* The description names the server as "/"; the base path goes in its place,
 * so that clients made from it find the API where it is. */
static void answer_description(struct exchange *x, const char *type,
                               struct slice description, const char *server)
{
    struct slice base = x->snapshot->policy.base_path;
    size_t at = slice_find(description, 0, slice_of(server));
    if (base.size == 0 || at == description.size) {
        answer_bytes(x, type, description);
        return;
    }
    at += strlen(server);
    answer_bytes(x, type, slice_sub(description, 0, at));
    response_add(x->response, base);
    response_add(x->response, slice_from(description, at + strlen("/")));
}

void respond_openapi_json(struct exchange *x)
{
    if (read_query(x, ACCEPTS_PLAIN, LIST_LIMIT, NULL))
        answer_description(x, "application/json; charset=utf-8", openapi_json(),
                           "\"servers\":[{\"url\":\"");
}

void respond_openapi_yaml(struct exchange *x)
{
    if (read_query(x, 0, LIST_LIMIT, NULL))
        answer_description(x, "application/yaml", /* RFC 9512 */
                           openapi_yaml(), "servers:\n  - url: ");
}
