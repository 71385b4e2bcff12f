/* public_url.c - absolute addresses are those of the site's pages, which this
 * server does not serve: it has to be told where they are. */
#include "api/public_url.h"

#include "api/answer.h"

#define REMEDY                                                                 \
    "Set site.public_url, or start it with --public-url https://example.org."

bool exchange_require_site(struct exchange *x, const char *what_holds,
                           struct site_base *ret_base)
{
    if (site_base_find(x->snapshot, ret_base))
        return true;
    const struct problem problem = {
        .kind = PROBLEM_NO_PUBLIC_URL,
        .detail =
            arena_printf(x->arena,
                         "%s absolute addresses, so this server has to know "
                         "that of the site. " REMEDY,
                         what_holds),
    };
    answer_problem(x, &problem);
    return false;
}

void exchange_check_urls(struct exchange *x)
{
    struct site_base base;
    if (!x->query.wants_absolute_urls || site_base_find(x->snapshot, &base))
        return;
    query_add_error(
        &x->query, x->arena, SLICE("urls"), "no-public-url",
        SLICE("This server has to know the site's own address. " REMEDY));
    x->query.wants_absolute_urls = false;
}
