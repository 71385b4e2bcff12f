/* system.c - the root, the probes and the problems. */
#include "api/answer.h"
#include "api/endpoints.h"
#include "represent/describe.h"

bool respond_root(struct exchange *x)
{
    if (exchange_read_query(x, ACCEPTS_PLAIN, LIST_LIMIT, NULL))
        answer_json(x, describe_site(x->snapshot, x->arena));
    return true;
}

/* Probes ask about the present, so their answers must not be cached. */
static bool answer_probe(struct exchange *x, struct slice body)
{
    if (!exchange_read_query(x, ACCEPTS_PLAIN, LIST_LIMIT, NULL))
        return true;
    answer_json(x, body);
    response_set_header(x->response, "Cache-Control", SLICE("no-store"));
    return true;
}

bool respond_live(struct exchange *x)
{
    return answer_probe(x, describe_live());
}

bool respond_ready(struct exchange *x)
{
    return answer_probe(x, describe_ready(x->snapshot, x->arena));
}

/* The diagnostics of drafts are included, hence the token. */
bool respond_diagnostics(struct exchange *x)
{
    if (x->snapshot->published == NULL && !exchange_admit_holder(x))
        return true;
    if (exchange_read_query(x, ACCEPTS_PLAIN, LIST_LIMIT, NULL))
        answer_json(x, describe_diagnostics(x->snapshot, x->arena));
    return true;
}

/* The numbers say how much a site is read, and by whom it is not: not for
 * everybody. They are of what is published, whoever asks. */
bool respond_metrics(struct exchange *x)
{
    const struct request *request = x->request;
    struct str text = {0};
    if (request->append_metrics == NULL)
        return false;
    if (!request->is_operators && x->response->snapshot->preview == NULL) {
        const struct problem problem = {
            .kind = PROBLEM_FORBIDDEN,
            .detail = SLICE("Metrics are shown to holders of a token, of which "
                            "this server has no file, and at the address of "
                            "--admin-listen.")};
        x->is_private = true;
        answer_problem(x, &problem);
        return true;
    }
    if (!exchange_admit_holder(x) ||
        !exchange_read_query(x, 0, LIST_LIMIT, NULL))
        return true;
    request->append_metrics(request->metrics_context, x->response->snapshot,
                            &text);
    answer_bytes(x, "text/plain; version=0.0.4; charset=utf-8", SLICE(""));
    response_take(x->response, &text);
    response_set_header(x->response, "Cache-Control", SLICE("no-store"));
    return true;
}

bool respond_problems(struct exchange *x)
{
    const struct problem_info *info = problem_find(x->rest);
    if (!exchange_read_query(x, ACCEPTS_PLAIN, LIST_LIMIT, NULL))
        return true;
    if (x->rest.size == 0)
        answer_json(x, problem_list_render(x->arena));
    else if (info != NULL)
        answer_json(x, problem_info_render(info, x->arena));
    return x->rest.size == 0 || info != NULL;
}
