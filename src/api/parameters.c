/* parameters.c - reads a query and reports what is wrong with it.
 *
 * Parsing knows the language, binding knows the content; both add to one list
 * of errors, so that one answer has them all. A field that no document has is
 * an error if it is similar to one that exists: "titel" is a typo. Otherwise it
 * is merely absent: "featured", once the last featured post is gone, must not
 * break the page that asks for it, and is answered with a warning. */
#include "api/answer.h"
#include "api/public_url.h"
#include "represent/shape.h"
#include "search/search.h"

#define LONG_EFFORT 500000 /* some milliseconds */
#define SHORT_EFFORT                                                           \
    20000 /* some tenths of one: more than it takes to wait                    \
           */

/* Threads that compute beyond the number of cores only wait for each other, and
 * make those wait who have next to nothing to do. */
static struct limiter *limiter_for(const struct request *request, size_t effort)
{
    if (effort >= LONG_EFFORT)
        return request->limiter;
    return effort >= SHORT_EFFORT ? request->cores : NULL;
}

bool exchange_begin_work(struct exchange *x, size_t effort)
{
    struct limiter *limiter = limiter_for(x->request, effort);
    if (limiter == NULL || x->working == limiter ||
        (x->working != NULL && x->working == x->request->limiter))
        return true;
    exchange_end_work(x);
    if (!limiter_enter(limiter)) {
        answer_busy(x, "Too many expensive queries are running. Try again in "
                       "a moment, or ask for less.");
        return false;
    }
    x->working = limiter;
    return true;
}

void exchange_end_work(struct exchange *x)
{
    if (x->working != NULL)
        limiter_leave(x->working);
    x->working = NULL;
}

void answer_invalid_query(struct exchange *x)
{
    size_t count = x->query.error_count;
    struct problem problem = {
        .kind = PROBLEM_INVALID_QUERY,
        .detail = arena_printf(x->arena, "%zu parameter%s could not be used.",
                               count, count == 1 ? "" : "s"),
        .errors = x->query.errors,
        .error_count = count,
    };
    answer_problem(x, &problem);
}

bool exchange_read_query(struct exchange *x, unsigned accepts,
                         unsigned default_limit,
                         const struct collection *collection)
{
    const struct policy *policy = &x->snapshot->policy;
    struct query_options options = {
        .accepts = accepts,
        .default_limit = default_limit,
        .max_limit = policy->max_page_size,
        .max_unpaged = policy->max_unpaged,
    };
    if ((accepts & (ACCEPTS_LIST | ACCEPTS_FEED | ACCEPTS_CHANGES)) != 0 &&
        default_limit > policy->max_page_size)
        options.default_limit = (unsigned)policy->max_page_size;
    if ((accepts & ACCEPTS_SUGGEST) != 0)
        options.max_limit = options.max_unpaged = SEARCH_MAX_SUGGESTIONS;
    bool is_read = query_parse(&x->arguments, &options, x->arena, &x->query);
    x->query.leads = x->request->leads;
    exchange_check_urls(x);
    bool is_bound = query_bind(&x->query, x->snapshot, collection,
                               x->request->now_ms, x->arena);
    if (is_bound && (is_read || x->query.is_lenient))
        return true;
    answer_invalid_query(x);
    return false;
}

void answer_too_large(struct exchange *x, const char *parameter, int max_bytes)
{
    response_clear(x->response);
    query_add_error(&x->query, x->arena, slice_of(parameter),
                    "answer-too-large",
                    arena_printf(x->arena,
                                 "The answer would exceed %d bytes; ask for "
                                 "less.",
                                 max_bytes))
        ->maximum = max_bytes;
    answer_invalid_query(x);
}
