/* not_found.c - a 404 with the addresses nearest to the one asked for. */
#include "api/answer.h"
#include "api/route.h"
#include "api/suffix.h"
#include "base/nearest.h"
#include "represent/docs.h"
#include "represent/links.h"

#include <string.h>

#define MAX_SUGGESTIONS 3
#define JSON_SUFFIX     ".json"

struct suggestions {
    struct slice name;
    struct slice hrefs[MAX_SUGGESTIONS];          /* the nearest first */
    const struct entry *entries[MAX_SUGGESTIONS]; /* whose; NULL: a list's */
    unsigned distances[MAX_SUGGESTIONS];
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
    if (at == MAX_SUGGESTIONS)
        return;
    if (nearest->count < MAX_SUGGESTIONS)
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

/* Whether it is the very document that was not found, for want of a version in
 * the wanted language, say. */
static bool is_asked_for(const struct exchange *x,
                         const struct collection *collection,
                         const struct entry *entry)
{
    return x->query.statuses == 0 && entry->collection == collection &&
           slice_equal(entry->slug, x->rest);
}

/* The same slug in another collection, and similar slugs in this one. */
static void consider_entries(struct exchange *x, struct suggestions *nearest,
                             const struct collection *collection)
{
    const struct snapshot *snapshot = exchange_surroundings(x);
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

static void consider_route(struct exchange *x, struct suggestions *nearest,
                           const struct route *route, const char *suffix)
{
    struct slice href = exchange_href(
        x, arena_printf(x->arena, "/%s%s", route->first, suffix).data);
    size_t start = x->snapshot->policy.base_path.size + 1;
    consider(nearest, slice_from(href, start), href, NULL);
}

static void consider_names(struct exchange *x, struct suggestions *nearest)
{
    const struct snapshot *snapshot = exchange_surroundings(x);
    for (size_t i = 0; i < snapshot->collection_count; i++) {
        const struct collection *collection = snapshot->collections[i];
        consider(nearest, collection->name,
                 links_collection_href(x->snapshot, collection, x->arena),
                 NULL);
    }
    for (size_t i = 0; i + 1 < route_count; i++) {
        if (routes[i].template == TEMPLATE_METRICS)
            continue; /* where they are is not for everybody */
        if (routes[i].template == TEMPLATE_EXPLORE &&
            !snapshot->policy.has_explorer)
            continue;
        if (routes[i].template == TEMPLATE_HOOK)
            continue; /* likewise */
        if (routes[i].template == TEMPLATE_MCP && !snapshot->policy.has_mcp)
            continue;
        if (routes[i].template == TEMPLATE_DOCS &&
            !docs_are_answered(&snapshot->policy))
            continue;
        consider_route(x, nearest, &routes[i], "");
        for (size_t s = 0; s < suffix_count; s++) {
            if (routes[i].kind == ROUTE_LIST &&
                suffixes[s].subject == SUFFIX_OF_LIST)
                consider_route(x, nearest, &routes[i], suffixes[s].text);
        }
    }
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

/* People add ".json", but JSON is the form without a suffix. */
static void consider_without_suffix(struct exchange *x,
                                    struct suggestions *nearest,
                                    const struct collection *collection)
{
    struct slice name = nearest->name;
    if (!slice_ends(name, JSON_SUFFIX))
        return;
    name = slice_sub(name, 0, name.size - strlen(JSON_SUFFIX));
    const struct entry *owner =
        collection != NULL ? exchange_find_owner(collection, name) : NULL;
    consider_all(x, nearest, collection, name);
    if (owner != NULL && owner->is_listed)
        consider(nearest, name, exchange_entry_href(x, owner, "/posts"), NULL);
}

void answer_not_found(struct exchange *x)
{
    struct suggestions nearest = {0};
    const struct collection *collection = x->missing_in;
    if (collection != NULL)
        collection = snapshot_find_collection(exchange_surroundings(x),
                                              collection->name);
    consider_all(x, &nearest, collection,
                 collection != NULL ? x->rest : x->first);
    consider_without_suffix(x, &nearest, collection);
    for (size_t i = 0; i < nearest.count; i++) {
        if (nearest.entries[i] != NULL)
            nearest.hrefs[i] = exchange_entry_href(x, nearest.entries[i], "");
    }

    const struct problem problem = {
        .kind = PROBLEM_NOT_FOUND,
        .detail = arena_printf(x->arena, "Nothing is published at '%.*s%.*s'.",
                               SLICE_FMT(x->snapshot->policy.base_path),
                               SLICE_FMT(x->path)),
        .suggestions = nearest.hrefs,
        .suggestion_count = nearest.count,
    };
    answer_problem(x, &problem);
}
