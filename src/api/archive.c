/* archive.c - /_archive: years and months of the posts, and /_archive/pages of
 * any other collection. */
#include "represent/archive.h"

#include "api/answer.h"
#include "api/cache_tags.h"
#include "api/endpoints.h"
#include "base/percent.h"
#include "represent/links.h"

#define EFFORT_OF_DOCUMENT 20 /* of looking at one and sorting it */

bool respond_archive(struct exchange *x)
{
    bool is_posts = x->rest.size == 0;
    const struct collection *collection = snapshot_find_collection(
        x->snapshot, is_posts ? SLICE("posts") : x->rest);
    struct str self = {0};
    if (collection == NULL)
        return false;
    x->response->template =
        is_posts ? TEMPLATE_ARCHIVE : TEMPLATE_ARCHIVE_COLLECTION;
    if (!exchange_read_query(x, ACCEPTS_PLAIN | ACCEPTS_VIEW, LIST_LIMIT,
                             collection) ||
        !exchange_begin_work(x, collection->by[ORDER_DEFAULT].count *
                                    EFFORT_OF_DOCUMENT))
        return true;
    str_append(&self, exchange_href(x, is_posts ? "/_archive" : "/_archive/"));
    if (!is_posts)
        percent_append(&self, collection->name);
    answer_json(x, archive_render(
                       collection, &x->query, str_slice(&self),
                       links_collection_href(x->snapshot, collection, x->arena),
                       x->arena));
    cache_tags_set_list(x, collection);
    str_release(&self);
    return true;
}
