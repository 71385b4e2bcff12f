/* system.c - the front door, the probes, and what explains the rest. */
#include "api/exchange.h"
#include "represent/describe.h"
#include "represent/openapi.h"

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

void respond_openapi_json(struct exchange *x)
{
    if (read_query(x, ACCEPTS_PLAIN, LIST_LIMIT, NULL))
        answer_json(x, openapi_json());
}

void respond_openapi_yaml(struct exchange *x)
{
    if (read_query(x, 0, LIST_LIMIT, NULL))
        answer_bytes(x, "application/yaml", openapi_yaml()); /* RFC 9512 */
}
