/* llms.c - what there is to read, for language models.
 *
 *     /llms.txt               the site, with links into each collection
 *     /_llms/posts.txt        a collection, in pages: ?page=2
 *     /llms-full.txt          all of the text, in pages
 *
 * Plain text, never HTML, and nothing in it depends on who asks for it by which
 * program. Pages have Link fields, for readers that do not look for links in
 * the text. */
#include "represent/llms.h"
#include "api/answer.h"
#include "api/cache_tags.h"
#include "api/endpoints.h"
#include "base/percent.h"
#include "query/leads.h"
#include "represent/absolute.h"
#include "represent/links.h"

#define TEXT_TYPE        "text/plain; charset=utf-8"
#define EFFORT_OF_LINE   100 /* of writing or measuring one */
#define EFFORT_OF_MEMBER 10  /* of passing over a document */

static struct llms llms_of(const struct exchange *x)
{
    return (struct llms){
        .snapshot = x->snapshot,
        .query = &x->query,
        .api = absolute_api(&x->snapshot->policy),
    };
}

static void answer_text(struct exchange *x, struct str *text,
                        const struct collection *collection)
{
    answer_bytes(x, TEXT_TYPE, SLICE_NONE);
    response_take(x->response, text);
    cache_tags_set_list(x, collection);
}

bool respond_llms(struct exchange *x)
{
    struct str text = {0};
    if (!exchange_read_query(x, ACCEPTS_VIEW, LIST_LIMIT, NULL) ||
        !exchange_begin_work(x,
                             x->snapshot->everything.count * EFFORT_OF_MEMBER))
        return true;
    const struct llms llms = llms_of(x);
    llms_write_index(&text, &llms);
    answer_text(x, &text, NULL);
    return true;
}

/* Before and after this page, which is at that address. A page beyond the last
 * is empty, as those of lists are. */
static void set_page_links(struct exchange *x, struct slice path,
                           unsigned page_count)
{
    static const char *const relations[] = {"prev", "next"};
    struct str header = {0};
    str_append(&header, x->snapshot->policy.service_link);
    for (unsigned i = 0; i < 2; i++) {
        unsigned other = i == 0 ? x->query.page - 1 : x->query.page + 1;
        struct str href = {0};
        if (other < 1 || other > page_count)
            continue;
        str_append(&href, path);
        query_append_canonical(&x->query, other, SLICE_NONE, &href);
        leads_settle(x->query.leads, ".txt", &href);
        links_append_to_header(&header, str_slice(&href), relations[i]);
        str_release(&href);
    }
    response_set_header(x->response, "Link",
                        arena_copy(x->arena, str_slice(&header)));
    str_release(&header);
}

/* Answers with a page that has been written to *text, of so many. */
static void answer_page(struct exchange *x, struct str *text, struct slice path,
                        unsigned page_count,
                        const struct collection *collection)
{
    answer_text(x, text, collection);
    set_page_links(x, path, page_count);
}

bool respond_llms_full(struct exchange *x)
{
    struct str text = {0};
    if (!exchange_read_query(x, ACCEPTS_VIEW | ACCEPTS_PAGE, LIST_LIMIT,
                             NULL) ||
        !exchange_begin_work(x, x->snapshot->everything.count *
                                    EFFORT_OF_MEMBER) ||
        !answer_hold(x, LLMS_MAX_BYTES))
        return true;
    const struct llms llms = llms_of(x);
    unsigned page_count = llms_write_full(&text, &llms, x->query.page);
    answer_page(x, &text, exchange_href(x, "/llms-full.txt"), page_count, NULL);
    return true;
}

/* "posts.txt" -> posts. */
static const struct collection *find_collection(const struct exchange *x)
{
    static const char suffix[] = ".txt";
    const struct collection *collection =
        slice_ends(x->rest, suffix)
            ? snapshot_find_collection(
                  x->snapshot,
                  slice_sub(x->rest, 0, x->rest.size - (sizeof suffix - 1)))
            : NULL;
    return collection;
}

bool respond_llms_collection(struct exchange *x)
{
    struct str text = {0};
    const struct collection *collection = find_collection(x);
    if (collection == NULL)
        return false;
    if (!exchange_read_query(x, ACCEPTS_VIEW | ACCEPTS_PAGE, LIST_LIMIT,
                             NULL) ||
        !exchange_begin_work(x, collection->by[ORDER_DEFAULT].count *
                                    EFFORT_OF_LINE))
        return true;
    const struct llms llms = llms_of(x);
    unsigned page_count =
        llms_write_collection(&text, &llms, collection, x->query.page);
    struct str path = {0};
    str_append(&path, exchange_href(x, "/_llms/"));
    percent_append(&path, x->rest);
    answer_page(x, &text, arena_copy(x->arena, str_slice(&path)), page_count,
                collection);
    str_release(&path);
    return true;
}
