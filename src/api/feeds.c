/* feeds.c - any list as a feed.
 *
 *     /posts.rss                  /tags/go/posts.atom?page=2
 *     /search.jsonfeed?q=yaml     /feed.xml
 *
 * A feed is a page like any other, in another form, with the addresses of the
 * pages around it. It is read far from the site and from this server, so
 * nothing in it may be relative, and it cannot be made without knowing where
 * both are: pages at site.public_url, the API at api_url. */
#include "api/feeds.h"

#include "api/answer.h"
#include "api/cost.h"
#include "api/pagination.h"
#include "api/public_url.h"
#include "api/suffix.h"
#include "represent/links.h"

bool feeds_begin(struct exchange *x)
{
    struct site_base base;
    return exchange_require_site(x, "Feeds hold", &base);
}

static struct slice absolute(const struct exchange *x, const struct feed *feed,
                             struct slice href)
{
    if (href.data == NULL)
        return SLICE_NONE;
    return arena_printf(x->arena, "%.*s%.*s", SLICE_FMT(feed->site.api),
                        SLICE_FMT(href));
}

/* What is searched for, whose posts they are, or which collection: posts are
 * what a site's feed is of. */
static struct slice title_of(const struct exchange *x,
                             const struct collection *collection)
{
    if (x->query.text.size > 0)
        return x->query.text;
    if (x->query.owner != NULL)
        return x->query.owner->name;
    bool is_posts = collection != NULL && slice_is(collection->name, "posts");
    return collection != NULL && !is_posts ? collection->name : SLICE_NONE;
}

/* The page of a person or a term is that of the list of their posts. */
static struct slice page_of(struct exchange *x, const struct site_base *base)
{
    const struct entry *owner = x->query.owner;
    struct str page = {0};
    bool has_page = owner != NULL && owner->url.data != NULL;
    absolute_append(&page, base, has_page ? owner : NULL, SLICE(""));
    struct slice kept = arena_copy(x->arena, str_slice(&page));
    str_release(&page);
    return kept;
}

static struct feed feed_of(struct exchange *x, const struct page *page,
                           const struct pagination *around,
                           const struct collection *collection)
{
    struct feed feed = {
        .snapshot = x->snapshot,
        .items = page->items,
        .count = page->count,
        .title = title_of(x, collection),
        .has_excerpts = x->query.wants_excerpts,
    };
    (void)!site_base_find(x->snapshot, &feed.site); /* feeds_begin() */
    feed.page = page_of(x, &feed.site);
    feed.self = absolute(x, &feed, around->self);
    feed.first = absolute(x, &feed, around->first);
    feed.previous = absolute(x, &feed, around->previous);
    feed.next = absolute(x, &feed, around->next);
    feed.last = absolute(x, &feed, around->last);
    return feed;
}

/* A subscriber looks for the hub and for the feed's own address in these,
 * before it reads the feed (WebSub, section 4). */
static void set_links(struct exchange *x, const struct feed *feed,
                      const struct pagination *around)
{
    const struct names *hubs = &x->snapshot->policy.feeds.hubs;
    struct str out = {0};
    str_append(&out, pagination_header(x, around));
    if (hubs->count > 0)
        links_append_to_header(&out, feed->self, "self");
    for (size_t i = 0; i < hubs->count; i++)
        links_append_to_header(&out, hubs->items[i], "hub");
    response_set_header(x->response, "Link",
                        arena_copy(x->arena, str_slice(&out)));
    str_release(&out);
}

/* What a feed shows of each document costs what include=html does. */
static bool begin_writing(struct exchange *x, const struct page *page)
{
    x->query.include.members |= x->query.wants_excerpts ? 0 : INCLUDE_HTML;
    const struct cost cost = cost_of_shape(&x->query, page->items, page->count);
    x->query.include.members = 0;
    return answer_hold(x, cost.bytes) && exchange_begin_work(x, cost.effort);
}

void feeds_answer(struct exchange *x, struct slice path,
                  const struct page *page, const struct collection *collection)
{
    struct str out = {0};
    const struct pagination around = pagination_of(x, path, page);
    const struct feed feed = feed_of(x, page, &around, collection);
    if (!begin_writing(x, page))
        return;
    if (!feed_write(&out, &feed, x->suffix->feed)) {
        answer_too_large(x, "limit", FEED_MAX_BYTES);
        str_release(&out);
        return;
    }
    answer_bytes(x, x->suffix->media_type, SLICE_NONE);
    response_take(x->response, &out);
    str_release(&out);
    set_links(x, &feed, &around);
    answer_set_languages(x, page->items, page->count);
    response_set_header(x->response, "X-Total-Count",
                        arena_printf(x->arena, "%zu", page->all.count));
}
