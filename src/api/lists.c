/* lists.c - lists, in the common envelope.
 *
 *     {"data":[ list form, list form ... ],
 *      "meta":{"pagination":{...}}, "links":{...}}
 *
 * The documents are bytes that the snapshot keeps ready; only the pagination is
 * written for the request, in the body and again as Link and X-Total-Count for
 * answers without an envelope. */
#include "api/answer.h"
#include "api/cache_tags.h"
#include "api/cost.h"
#include "api/endpoints.h"
#include "api/feeds.h"
#include "api/pagination.h"
#include "api/search.h"
#include "api/shaped.h"
#include "api/streams.h"
#include "api/suffix.h"
#include "api/validate.h"
#include "api/warnings.h"
#include "base/array.h"
#include "represent/facets.h"
#include "represent/resource.h"
#include "represent/write.h"

#define RECENT_LIMIT 10

/* The list forms as the fragments have them. A list form is made of the same
 * inputs as its item, so the revs determine its bytes, counts apart: hashing
 * them for the entity tag costs sixteen bytes a document. */
static void add_fragments(struct exchange *x, const struct page *page,
                          struct slice end)
{
    uint64_t hash = hash_bytes(end, x->query.has_envelope ? 1 : 0);
    for (size_t i = 0; i < page->count; i++) {
        const struct entry *entry = page->items[i];
        if (i > 0)
            response_add(x->response, SLICE(","));
        response_add(x->response, entry->fragments->list);
        hash = etag_add_list_form(hash, entry);
    }
    if (!x->query.is_pretty)
        response_set_header(x->response, "ETag", etag_of_hash(hash, x->arena));
}

static void add_shaped(struct exchange *x, const struct page *page)
{
    struct str out = {0};
    if (shaped_append(x, page->items, page->count, &out))
        response_take(x->response, &out);
    str_release(&out);
}

/* Has memory set aside for documents in a shape of their own, and waits for a
 * turn if they are much work; false after refusing. */
static bool begin_shaped(struct exchange *x, const struct page *page)
{
    if (shape_is_default(&x->query))
        return true;
    const struct cost cost = cost_of_shape(&x->query, page->items, page->count);
    return answer_hold(x, cost.bytes) && exchange_begin_work(x, cost.effort);
}

/* What follows the documents: `],"meta":{...},"links":{...}}`. */
static struct slice envelope_end(struct exchange *x, struct slice path,
                                 const struct page *page)
{
    struct pagination around = pagination_of(x, path, page);
    struct str out = {0};

    str_append(&out, SLICE("],\"meta\":{"));
    pagination_write(&out, &around);
    search_write_meta(&out, x, page->all.count);
    facets_write(&out, &x->query, page, path, x->arena);
    warnings_write(&out, &x->query);
    str_append(&out, SLICE("},\"links\":{"));
    pagination_write_links(&out, &around);
    str_append(&out, SLICE("}}"));

    struct slice end = arena_copy(x->arena, str_slice(&out));
    response_set_header(x->response, "Link", pagination_header(x, &around));
    str_release(&out);
    return end;
}

static void answer_page(struct exchange *x, struct slice path,
                        const struct page *page)
{
    if (!begin_shaped(x, page))
        return;
    struct slice end = envelope_end(x, path, page);

    answer_json(x, x->query.has_envelope ? SLICE("{\"data\":[") : SLICE("["));
    if (shape_is_default(&x->query))
        add_fragments(x, page, end);
    else
        add_shaped(x, page);
    if (x->response->status != 200)
        return;
    response_add(x->response, x->query.has_envelope ? end : SLICE("]"));
    answer_set_languages(x, page->items, page->count);
    response_set_header(x->response, "X-Total-Count",
                        arena_printf(x->arena, "%zu", page->all.count));
}

/* One address of a list. */
struct listing {
    struct slice path;
    const struct list *list; /* in its default order */
    const struct collection *collection;
    unsigned accepts;  /* beyond what every list does */
    unsigned limit;    /* of a page, unless the request has another */
    struct slice feed; /* the address of its feed; SLICE_NONE: by a suffix */
};

/* An address without a suffix, of a stream or of a feed. */
static unsigned parameters_of(const struct suffix *suffix)
{
    if (suffix == NULL)
        return LIST_PARAMETERS;
    return suffix->is_feed ? FEED_PARAMETERS : STREAM_PARAMETERS;
}

static bool read_query(struct exchange *x, const struct listing *listing)
{
    bool is_stream = x->suffix != NULL && !x->suffix->is_feed;
    bool is_feed = x->suffix != NULL && x->suffix->is_feed;
    struct query *query = &x->query;
    if (is_feed && !feeds_begin(x))
        return false;
    if (!exchange_read_query(x, listing->accepts | parameters_of(x->suffix),
                             is_stream ? STREAM_LIMIT : listing->limit,
                             listing->collection))
        return false;
    if (is_stream && query->is_limit_all) { /* the default of a stream */
        query->is_limit_all = false;
        query->limit = STREAM_LIMIT;
    }
    return true;
}

/* That of the list, with the suffix, or one that stands for both. */
static struct slice address_of(struct exchange *x,
                               const struct listing *listing)
{
    return listing->feed.data != NULL
               ? listing->feed
               : arena_printf(x->arena, "%.*s%s", SLICE_FMT(listing->path),
                              x->suffix->text);
}

static void answer_listing(struct exchange *x, const struct listing *listing)
{
    struct page page = {0};
    if (!exchange_select(x, listing->list, listing->collection, &page))
        return;
    if (x->suffix == NULL)
        answer_page(x, listing->path, &page);
    else if (x->suffix->is_feed)
        feeds_answer(x, address_of(x, listing), &page, listing->collection);
    else
        stream_answer(x, &page.all);
    cache_tags_set_list(x, listing->collection);
}

bool respond_list(struct exchange *x, struct slice path,
                  const struct list *list, const struct collection *collection,
                  const struct entry *owner)
{
    const struct listing listing = {path, list,       collection,
                                    0,    LIST_LIMIT, SLICE_NONE};
    if (!read_query(x, &listing))
        return true;
    x->query.owner = owner;
    answer_listing(x, &listing);
    return true;
}

/* Newest first, unless the request has another order. */
static void sort_by_date(struct query *query)
{
    if (query->sort_count > 0 || query->is_random || query->is_by_relevance)
        return;
    query->sort[query->sort_count++] = (struct query_sort){
        .path = SLICE("date"), .is_down = true, .field = SORT_DATE};
    query->is_sort_implied = true;
}

/* The same list below /posts. With `exclude`, which only /recent has, there is
 * none. */
static void set_recent_location(struct exchange *x)
{
    struct query same = x->query;
    if (same.exclude_count > 0)
        return;
    same.is_sort_implied = false;
    same.is_by_relevance = false;
    same.default_limit = LIST_LIMIT;

    struct str href = {0};
    str_append(&href, exchange_href(x, "/posts"));
    query_append_canonical(&same, same.page, same.cursor, &href);
    response_set_header(x->response, "Content-Location",
                        arena_copy(x->arena, str_slice(&href)));
    str_release(&href);
}

/* /posts by date, newest first. */
static void answer_recent(struct exchange *x, struct slice feed)
{
    const struct collection *posts =
        snapshot_find_collection(x->snapshot, SLICE("posts"));
    const struct listing listing = {exchange_href(x, "/recent"),
                                    &posts->by[ORDER_DATE_DOWN],
                                    posts,
                                    ACCEPTS_RECENT,
                                    x->suffix != NULL ? LIST_LIMIT
                                                      : RECENT_LIMIT,
                                    feed};
    if (!read_query(x, &listing))
        return;
    sort_by_date(&x->query);
    answer_listing(x, &listing);
    if (x->response->status == 200 && x->suffix == NULL)
        set_recent_location(x);
}

bool respond_recent(struct exchange *x)
{
    answer_recent(x, SLICE_NONE);
    return true;
}

/* /feed.xml is /recent.rss at the address where readers look for it. */
bool respond_feed(struct exchange *x)
{
    static const struct {
        const char *first, *suffix;
    } feeds[] = {
        {"feed.xml", ".rss"},
        {"feed.atom", ".atom"},
        {"feed.json", ".jsonfeed"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(feeds); i++) {
        struct slice stem;
        if (slice_is(x->first, feeds[i].first))
            x->suffix =
                suffix_find(slice_of(feeds[i].suffix), SUFFIX_OF_LIST, &stem);
    }
    answer_recent(x, arena_printf(x->arena, "%.*s/%.*s",
                                  SLICE_FMT(x->snapshot->policy.base_path),
                                  SLICE_FMT(x->first)));
    return true;
}

/* Documents of every collection by their words. */
bool respond_search(struct exchange *x)
{
    const struct listing listing = {exchange_href(x, "/search"),
                                    &x->snapshot->everything,
                                    NULL,
                                    ACCEPTS_NEEDS_TEXT,
                                    LIST_LIMIT,
                                    SLICE_NONE};
    if (!search_is_on(x->snapshot))
        search_answer_state(x, SEARCH_OFF);
    else if (read_query(x, &listing))
        answer_listing(x, &listing);
    return true;
}

/* All documents at once if that is allowed. That is then the default limit, so
 * the addresses of pages have theirs: the first page is another answer. */
bool respond_all(struct exchange *x)
{
    bool is_feed = x->suffix != NULL && x->suffix->is_feed;
    const struct listing listing = {exchange_href(x, "/_all"),
                                    &x->snapshot->routes,
                                    NULL,
                                    0,
                                    is_feed ? LIST_LIMIT : QUERY_MAX_LIMIT,
                                    SLICE_NONE};
    struct query *query = &x->query;
    if (!read_query(x, &listing))
        return true;
    if (x->suffix == NULL) {
        query->prefers_all =
            !query->has_limit && !query->has_page && query->cursor.data == NULL;
        query->default_limit = (unsigned)x->snapshot->policy.max_unpaged;
    }
    answer_listing(x, &listing);
    return true;
}
