/* explore.c - the page for browsers. */
#include "represent/explore.h"

#include "api/answer.h"
#include "api/endpoints.h"

bool respond_explore(struct exchange *x)
{
    if (!x->snapshot->policy.has_explorer)
        return false;
    if (!exchange_read_query(x, 0, LIST_LIMIT, NULL))
        return true;
    answer_bytes(x, "text/html; charset=utf-8", explore_page());
    response_set_header(x->response, "Content-Security-Policy",
                        explore_security(x->snapshot, x->arena));
    return true;
}
