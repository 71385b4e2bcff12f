/* sitemap.c - /sitemap.xml: the pages of the site, for search engines.
 *
 *     /sitemap.xml            all of them, or an index of these:
 *     /sitemap.xml?page=1     at most 50,000 */
#include "feed/sitemap.h"

#include "api/answer.h"
#include "api/cache_tags.h"
#include "api/endpoints.h"
#include "api/public_url.h"

#define EFFORT_OF_URL 1500 /* about fifteen microseconds */
#define BYTES_OF_URL  300  /* of most */

static size_t smaller_of(size_t a, size_t b)
{
    return a < b ? a : b;
}

bool respond_sitemap(struct exchange *x)
{
    size_t count = x->snapshot->everything.count;
    struct str text = {0};
    struct sitemap sitemap = {
        .snapshot = x->snapshot,
        .max_urls = SITEMAP_MAX_URLS,
        .max_bytes = SITEMAP_MAX_BYTES,
    };
    if (!exchange_read_query(x, ACCEPTS_PAGE, LIST_LIMIT, NULL) ||
        !exchange_require_site(x, "A sitemap holds", &sitemap.site) ||
        !exchange_begin_work(x, count * EFFORT_OF_URL) ||
        !answer_hold(x, smaller_of(count, SITEMAP_MAX_URLS) * BYTES_OF_URL))
        return true;
    sitemap.path = exchange_href(x, "/sitemap.xml");
    sitemap.leads = x->query.leads;
    (void)sitemap_write(&text, &sitemap, x->query.has_page ? x->query.page : 0);
    answer_bytes(x, "application/xml", SLICE_NONE); /* RFC 7303 */
    response_take(x->response, &text);
    cache_tags_set_list(x, NULL);
    return true;
}
