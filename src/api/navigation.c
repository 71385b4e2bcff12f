/* navigation.c - /_navigation: collections as trees of their folders.
 *
 *     /_navigation          {"data":[{"collection":"docs", ...}, ...], ...}
 *     /_navigation/docs     {"data":{"collection":"docs", ...}, ...}
 *
 * Without a name it has every collection that has documents. */
#include "represent/navigation.h"

#include "api/answer.h"
#include "api/cache_tags.h"
#include "api/endpoints.h"
#include "base/percent.h"
#include "query/leads.h"
#include "represent/write.h"

#define NAVIGATION_PARAMETERS                                                  \
    (ACCEPTS_PLAIN | ACCEPTS_ENVELOPE | ACCEPTS_VIEW | ACCEPTS_DEPTH)
#define EFFORT_OF_DOCUMENT 20 /* of finding its place and writing it */

static bool has_documents(const struct collection *collection)
{
    const struct list *all = &collection->by[ORDER_DEFAULT];
    for (size_t i = 0; i < all->count; i++) {
        if (all->items[i]->is_document)
            return true;
    }
    return false;
}

static bool write_trees(struct str *out, const struct exchange *x)
{
    size_t count = 0;
    bool is_whole = true;
    str_append_char(out, '[');
    for (size_t i = 0; is_whole && i < x->snapshot->collection_count; i++) {
        const struct collection *collection = x->snapshot->collections[i];
        if (!has_documents(collection))
            continue;
        str_append_text(out, count++ > 0 ? "," : "");
        is_whole =
            navigation_write(out, x->snapshot, collection, &x->query, x->arena);
    }
    str_append_char(out, ']');
    return is_whole;
}

static void write_end(struct str *out, struct exchange *x,
                      const struct collection *collection)
{
    struct str self = {0};
    str_append(&self, exchange_href(x, "/_navigation"));
    if (collection != NULL) {
        str_append_char(&self, '/');
        percent_append(&self, collection->name);
    }
    query_append_canonical(&x->query, 1, SLICE_NONE, &self);
    leads_settle(x->query.leads, ".json", &self);
    str_append(out, SLICE(",\"meta\":{},\"links\":{\"self\":"));
    write_string(out, str_slice(&self));
    str_append(out, SLICE("}}"));
    str_release(&self);
}

static void answer_trees(struct exchange *x,
                         const struct collection *collection)
{
    struct str out = {0};
    if (x->query.has_envelope)
        str_append(&out, SLICE("{\"data\":"));
    bool is_whole = collection != NULL
                        ? navigation_write(&out, x->snapshot, collection,
                                           &x->query, x->arena)
                        : write_trees(&out, x);
    if (is_whole) {
        if (x->query.has_envelope)
            write_end(&out, x, collection);
        answer_json(x, SLICE(""));
        response_take(x->response, &out);
        cache_tags_set_list(x, collection);
    } else {
        answer_too_large(x, "depth", NAVIGATION_MAX_BYTES);
    }
    str_release(&out);
}

bool respond_navigation(struct exchange *x)
{
    const struct collection *collection = NULL;
    if (x->rest.size > 0)
        collection = snapshot_find_collection(x->snapshot, x->rest);
    else
        x->response->template = TEMPLATE_NAVIGATION_LIST;
    if (x->rest.size > 0 && collection == NULL)
        return false;
    if (exchange_read_query(x, NAVIGATION_PARAMETERS, LIST_LIMIT, NULL) &&
        exchange_begin_work(x, x->snapshot->routes.count * EFFORT_OF_DOCUMENT))
        answer_trees(x, collection);
    return true;
}
