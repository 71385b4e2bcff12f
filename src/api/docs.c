/* docs.c - the API's description, for people to read.
 *
 * A program that was built without the viewer leads to the other page for
 * browsers. It does so by a 307, since the next version may have it: a browser
 * would remember a 308 (RFC 9110, 15.4.9) and not ask again. */
#include "represent/docs.h"

#include "api/answer.h"
#include "api/endpoints.h"

bool respond_docs(struct exchange *x)
{
    struct slice page = docs_page();
    if (!docs_are_answered(&x->snapshot->policy))
        return false;
    if (!exchange_read_query(x, 0, LIST_LIMIT, NULL))
        return true;
    if (page.size == 0) {
        answer_redirect(x, exchange_href(x, "/_explore"));
        x->response->status = 307;
        return true;
    }
    answer_bytes(x, "text/html; charset=utf-8", page);
    response_set_header(x->response, "Content-Security-Policy",
                        slice_of(docs_security()));
    return true;
}
