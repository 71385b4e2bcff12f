/* collections.c - /{collection}, and everything below it.
 *
 * A slug may hold slashes and dots, so "/authors/ana/posts" and
 * "/posts/hello.md" could be two things each. What is tried, in this order:
 *
 *     1. the exact slug                 the item
 *     2. "/posts" after a person        their posts
 *     3. the path form of a document    308 to its slug
 *     4. a document's suffix, after it  the body alone
 *     5. a list's suffix, after "/posts"   all of that list, or its feed
 *     6. a former slug                  308 to its document
 *     7. nothing                        404, and what is near
 *
 * A collection comes before a suffix likewise: "/posts.ndjson" may be one. */
#include "api/answer.h"
#include "api/endpoints.h"
#include "api/suffix.h"
#include "represent/links.h"

static bool respond_whole(struct exchange *x,
                          const struct collection *collection)
{
    x->response->template =
        x->suffix != NULL ? TEMPLATE_LIST_STREAM : TEMPLATE_LIST;
    return respond_list(
        x, links_collection_href(x->snapshot, collection, x->arena),
        &collection->by[ORDER_DEFAULT], collection, NULL);
}

static bool respond_posts_of(struct exchange *x, const struct entry *owner)
{
    x->response->template =
        x->suffix != NULL ? TEMPLATE_POSTS_OF_STREAM : TEMPLATE_POSTS_OF;
    return respond_list(
        x, arena_printf(x->arena, "%.*s/posts", SLICE_FMT(owner->href)),
        &owner->posts, snapshot_find_collection(x->snapshot, SLICE("posts")),
        owner);
}

/* "/posts/hello.md", "/authors/ana/posts.ndjson", "/posts/former-slug". */
static bool respond_variant(struct exchange *x,
                            const struct collection *collection)
{
    struct slice stem;
    x->suffix = suffix_find(x->rest, SUFFIX_OF_DOCUMENT, &stem);
    const struct entry *entry =
        x->suffix != NULL ? collection_find(collection, stem) : NULL;
    if (entry != NULL && entry_is_document(entry)) {
        x->response->template = TEMPLATE_BODY;
        if (slice_equal(entry->slug, stem))
            return respond_body(x, entry);
        answer_redirect(x,
                        arena_printf(x->arena, "%.*s%s", SLICE_FMT(entry->href),
                                     x->suffix->text));
        return true;
    }
    x->suffix = suffix_find(x->rest, SUFFIX_OF_LIST, &stem);
    const struct entry *owner =
        x->suffix != NULL ? exchange_find_owner(collection, stem) : NULL;
    if (owner != NULL)
        return respond_posts_of(x, owner);
    const struct entry *moved = map_find(&collection->aliases, x->rest);
    if (moved != NULL)
        answer_redirect(x, moved->href);
    return moved != NULL;
}

static bool respond_below(struct exchange *x,
                          const struct collection *collection)
{
    const struct entry *entry = collection_find(collection, x->rest);
    const struct entry *owner = exchange_find_owner(collection, x->rest);

    x->missing_in = collection;
    if (entry != NULL && slice_equal(entry->slug, x->rest))
        return respond_item(x, entry);
    if (owner != NULL)
        return respond_posts_of(x, owner);
    if (entry == NULL)
        return respond_variant(x, collection);
    answer_redirect(x, entry->href);
    return true;
}

bool respond_collection(struct exchange *x)
{
    struct slice stem;
    const struct collection *collection =
        snapshot_find_collection(x->snapshot, x->first);
    if (x->rest.size == 0)
        x->response->template = TEMPLATE_LIST;
    if (collection != NULL)
        return x->rest.size > 0 ? respond_below(x, collection)
                                : respond_whole(x, collection);
    x->suffix =
        x->rest.size == 0 ? suffix_find(x->first, SUFFIX_OF_LIST, &stem) : NULL;
    if (x->suffix != NULL)
        collection = snapshot_find_collection(x->snapshot, stem);
    return collection != NULL && respond_whole(x, collection);
}
