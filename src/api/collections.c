/* collections.c - /{collection}, and whatever stands below it.
 *
 * A slug may hold slashes and dots, so "/authors/ana/posts" and
 * "/posts/hello.md" could be two things each. What is tried, in this order:
 *
 *     1. the exact slug               the item
 *     2. "/posts" behind a person     their posts
 *     3. the path form of a document  308 to its slug
 *     4. a suffix behind a slug       the body alone
 *     5. ".ndjson" behind a list      all of it, a document a line
 *     6. a slug of before             308 to the document that had it
 *     7. nothing                      404, and what is near */
#include "api/exchange.h"
#include "api/route.h"
#include "api/streams.h"
#include "base/nearest.h"

#include "base/percent.h"

#include <string.h>

#define MOST_SUGGESTIONS 3
#define JSON_SUFFIX      ".json"

struct suggestions {
    struct slice name;
    struct slice hrefs[MOST_SUGGESTIONS];          /* the nearest first */
    const struct entry *entries[MOST_SUGGESTIONS]; /* whose; NULL: a list's */
    unsigned distances[MOST_SUGGESTIONS];
    size_t count;
    unsigned tolerance;
};

static bool is_considered(const struct suggestions *nearest, struct slice href)
{
    for (size_t i = 0; i < nearest->count; i++) {
        if (slice_equal(nearest->hrefs[i], href))
            return true;
    }
    return false;
}

/* Keeps the few that are nearest. */
static void consider(struct suggestions *nearest, struct slice known,
                     struct slice href, const struct entry *entry)
{
    unsigned distance = edit_distance(nearest->name, known, nearest->tolerance);
    if (distance > nearest->tolerance || is_considered(nearest, href))
        return;
    size_t at = nearest->count;
    while (at > 0 && nearest->distances[at - 1] > distance)
        at--;
    if (at == MOST_SUGGESTIONS)
        return;
    if (nearest->count < MOST_SUGGESTIONS)
        nearest->count++;
    for (size_t i = nearest->count - 1; i > at; i--) {
        nearest->distances[i] = nearest->distances[i - 1];
        nearest->hrefs[i] = nearest->hrefs[i - 1];
        nearest->entries[i] = nearest->entries[i - 1];
    }
    nearest->distances[at] = distance;
    nearest->hrefs[at] = href;
    nearest->entries[at] = entry;
}

/* Whether it is what has just been asked for, and was not found: a version of
 * it, say, that there is not. */
static bool is_asked_for(const struct exchange *x,
                         const struct collection *collection,
                         const struct entry *entry)
{
    return x->query.statuses == 0 && entry->collection == collection &&
           slice_equal(entry->slug, x->rest);
}

/* Who was let in to one document learns of no other. */
static const struct snapshot *around(const struct exchange *x)
{
    return x->surroundings != NULL ? x->surroundings : x->snapshot;
}

/* The same slug in another collection, and slugs like it in this one. */
static void consider_entries(struct exchange *x, struct suggestions *nearest,
                             const struct collection *collection)
{
    const struct snapshot *snapshot = around(x);
    for (size_t i = 0; i < snapshot->collection_count; i++) {
        const struct entry *same =
            collection_find(snapshot->collections[i], nearest->name);
        if (same != NULL && same->is_listed &&
            !is_asked_for(x, collection, same))
            consider(nearest, nearest->name, same->href, same);
    }
    const struct list *list = &collection->by[ORDER_DEFAULT];
    for (size_t i = 0; i < list->count; i++) {
        const struct entry *entry = list->items[i];
        if (!is_asked_for(x, collection, entry))
            consider(nearest, entry->slug, entry->href, entry);
    }
}

static struct slice collection_href(struct exchange *x,
                                    const struct collection *collection)
{
    return percent_encode(arena_printf(x->arena, "%.*s/%.*s",
                                       SLICE_FMT(x->snapshot->policy.base_path),
                                       SLICE_FMT(collection->name)),
                          x->arena);
}

static void consider_names(struct exchange *x, struct suggestions *nearest)
{
    const struct snapshot *snapshot = around(x);
    for (size_t i = 0; i < snapshot->collection_count; i++) {
        const struct collection *collection = snapshot->collections[i];
        consider(nearest, collection->name, collection_href(x, collection),
                 NULL);
    }
    for (size_t i = 0; i + 1 < route_count; i++) {
        struct slice name = slice_of(routes[i].first);
        consider(nearest, name,
                 arena_printf(x->arena, "%.*s/%.*s",
                              SLICE_FMT(x->snapshot->policy.base_path),
                              SLICE_FMT(name)),
                 NULL);
    }
}

/* "ana" of "ana/posts", if posts can be listed by such an entry; `suffix` is
 * "/posts", or that of the same list as a stream. */
static const struct entry *owner_of_posts(const struct exchange *x,
                                          const struct collection *collection,
                                          const char *suffix)
{
    if (!slice_ends(x->rest, suffix))
        return NULL;
    const struct entry *owner = collection_find(
        collection, slice_sub(x->rest, 0, x->rest.size - strlen(suffix)));
    return owner != NULL && (entry_is_person(owner) || entry_is_term(owner))
               ? owner
               : NULL;
}

static void consider_all(struct exchange *x, struct suggestions *nearest,
                         const struct collection *collection, struct slice name)
{
    nearest->name = name;
    nearest->tolerance = edit_tolerance(name);
    if (collection != NULL)
        consider_entries(x, nearest, collection);
    else
        consider_names(x, nearest);
}

/* Everything is JSON, and its address does not say so. */
static void consider_without_suffix(struct exchange *x,
                                    struct suggestions *nearest,
                                    const struct collection *collection)
{
    struct slice name = nearest->name;
    const struct entry *owner =
        collection != NULL ? owner_of_posts(x, collection, "/posts" JSON_SUFFIX)
                           : NULL;
    if (!slice_ends(name, JSON_SUFFIX))
        return;
    consider_all(x, nearest, collection,
                 slice_sub(name, 0, name.size - strlen(JSON_SUFFIX)));
    if (owner != NULL && owner->is_listed)
        consider(nearest, nearest->name, shown_href(x, owner, "/posts"), NULL);
}

void answer_not_found(struct exchange *x, const struct collection *collection)
{
    struct suggestions nearest = {0};
    if (collection != NULL)
        collection = snapshot_find_collection(around(x), collection->name);
    consider_all(x, &nearest, collection,
                 collection != NULL ? x->rest : x->first);
    consider_without_suffix(x, &nearest, collection);
    for (size_t i = 0; i < nearest.count; i++) {
        if (nearest.entries[i] != NULL)
            nearest.hrefs[i] = shown_href(x, nearest.entries[i], "");
    }

    struct problem problem = {
        .kind = PROBLEM_NOT_FOUND,
        .detail = arena_printf(x->arena, "Nothing is published at '%.*s%.*s'.",
                               SLICE_FMT(x->snapshot->policy.base_path),
                               SLICE_FMT(x->path)),
        .suggestions = nearest.hrefs,
        .suggestion_count = nearest.count,
    };
    answer_problem(x, &problem);
}

static void respond_posts_of(struct exchange *x, const struct entry *entry)
{
    struct slice path =
        arena_printf(x->arena, "%.*s/posts", SLICE_FMT(entry->href));
    const struct collection *posts =
        snapshot_find_collection(x->snapshot, SLICE("posts"));
    if (!read_query(x, LIST_PARAMETERS, LIST_LIMIT, posts))
        return;
    x->query.owner = entry;
    respond_list(x, path, &entry->posts, posts);
}

static void respond_whole(struct exchange *x,
                          const struct collection *collection)
{
    struct slice path = collection_href(x, collection);
    if (read_query(x, LIST_PARAMETERS, LIST_LIMIT, collection))
        respond_list(x, path, &collection->by[ORDER_DEFAULT], collection);
}

static void respond_old(struct exchange *x, const struct collection *collection)
{
    const struct entry *moved = map_find(&collection->aliases, x->rest);
    if (moved != NULL)
        answer_redirect(x, moved->href);
    else
        answer_not_found(x, collection);
}

/* "/authors/ana/posts.ndjson": false if the address is no such thing. */
static bool respond_stream_of(struct exchange *x,
                              const struct collection *collection)
{
    const struct entry *owner =
        owner_of_posts(x, collection, "/posts" STREAM_SUFFIX);
    if (owner == NULL)
        return false;
    respond_stream(x, &owner->posts,
                   snapshot_find_collection(x->snapshot, SLICE("posts")), 0);
    return true;
}

static void respond_below(struct exchange *x,
                          const struct collection *collection)
{
    const struct entry *entry = collection_find(collection, x->rest);
    const struct entry *owner = owner_of_posts(x, collection, "/posts");

    if (entry != NULL && slice_equal(entry->slug, x->rest))
        respond_item(x, entry);
    else if (owner != NULL)
        respond_posts_of(x, owner);
    else if (entry != NULL)
        answer_redirect(x, entry->href);
    else if (!respond_body(x, collection) && !respond_stream_of(x, collection))
        respond_old(x, collection);
}

/* "/posts.ndjson", or nothing that there is. */
static void respond_unknown(struct exchange *x)
{
    size_t name_size = x->first.size - strlen(STREAM_SUFFIX);
    const struct collection *collection =
        x->rest.size == 0 && slice_ends(x->first, STREAM_SUFFIX)
            ? snapshot_find_collection(x->snapshot,
                                       slice_sub(x->first, 0, name_size))
            : NULL;
    if (collection != NULL)
        respond_stream(x, &collection->by[ORDER_DEFAULT], collection, 0);
    else
        answer_not_found(x, NULL);
}

void respond_collection(struct exchange *x)
{
    const struct collection *collection =
        snapshot_find_collection(x->snapshot, x->first);
    if (collection == NULL)
        respond_unknown(x);
    else if (x->rest.size == 0)
        respond_whole(x, collection);
    else
        respond_below(x, collection);
}
