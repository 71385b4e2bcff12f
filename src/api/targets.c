/* targets.c - the table of routes, and what is below each of its rows.
 *
 *     routes[]      /, /recent, /recent.csv, /feed.xml, /_schemas ...
 *     children[]    what a row of it has below it: /_schemas/posts.json ...
 *     collections   /posts, /posts.csv, /posts/hello, /posts/hello.md ...
 *     redirects     /posts/former-slug
 *
 * A new route is in it by its row alone, and with a row here all that is below
 * it. */
#include "api/targets.h"

#include "api/route.h"
#include "api/suffix.h"
#include "base/array.h"
#include "base/percent.h"
#include "media/facts.h"
#include "represent/links.h"
#include "represent/problem.h"
#include "store/media_links.h"
#include "store/media_use.h"
#include "store/srcset.h"

#include <string.h>

struct tour {
    const struct snapshot *snapshot;
    void (*visit)(void *context, struct slice target);
    void *context;
    struct str target; /* the one that is visited */
};

/* Visits `path`, with each of the suffixes that the subject has after it. */
static void visit_forms(struct tour *tour, struct slice path,
                        enum suffix_subject subject)
{
    tour->visit(tour->context, path);
    for (size_t i = 0; i < suffix_count; i++) {
        struct str with = {0};
        if (suffixes[i].subject != subject)
            continue;
        str_append(&with, path);
        str_append_text(&with, suffixes[i].text);
        tour->visit(tour->context, str_slice(&with));
        str_release(&with);
    }
}

/* Visits base path, `before`, the encoded name, and `after`. */
static void visit_name(struct tour *tour, const char *before, struct slice name,
                       const char *after)
{
    str_clear(&tour->target);
    str_append(&tour->target, tour->snapshot->policy.base_path);
    str_append_text(&tour->target, before);
    percent_append(&tour->target, name);
    str_append_text(&tour->target, after);
    tour->visit(tour->context, str_slice(&tour->target));
}

static void visit_collections(struct tour *tour, const char *before,
                              const char *after)
{
    for (size_t i = 0; i < tour->snapshot->collection_count; i++)
        visit_name(tour, before, tour->snapshot->collections[i]->name, after);
}

static void visit_navigation(struct tour *tour)
{
    visit_collections(tour, "/_navigation/", "");
}

static void visit_archives(struct tour *tour)
{
    visit_collections(tour, "/_archive/", "");
}

static void visit_llms(struct tour *tour)
{
    visit_collections(tour, "/_llms/", ".txt");
}

static void visit_schemas(struct tour *tour)
{
    visit_collections(tour, "/_schemas/", ".json");
    visit_collections(tour, "/_schemas/front-matter/", ".json");
}

static void visit_problems(struct tour *tour)
{
    for (int i = 0; i < PROBLEM_COUNT; i++)
        visit_name(tour, "/_problems/",
                   slice_of(problem_info((enum problem_kind)i)->name), "");
}

/* The widths that a browser is offered. */
static void visit_srcset(struct tour *tour, const struct media_file *file)
{
    const struct policy *policy = &tour->snapshot->policy;
    const struct srcset_addresses addresses = {.before = SLICE("")};
    struct picture picture;
    struct str srcset = {0};
    if (!policy->has_srcset ||
        !media_picture(tour->snapshot->media, file, &picture) ||
        !srcset_is_made(policy, &picture))
        return;
    srcset_append(&srcset, policy, file, &picture, &addresses);
    struct slice rest = str_slice(&srcset), candidate;
    while (slice_cut(&rest, ',', &candidate)) {
        candidate = slice_trim(candidate);
        tour->visit(
            tour->context,
            slice_sub(candidate, 0, slice_find_char(candidate, 0, ' ')));
    }
    str_release(&srcset);
}

static void visit_media(struct tour *tour)
{
    const struct media *media = tour->snapshot->media;
    for (size_t i = 0; media != NULL && i < media_count(media); i++) {
        const struct media_file *file = media_at(media, i);
        if (!file->is_served || !media_use_shows(tour->snapshot, file))
            continue;
        str_clear(&tour->target);
        media_append_href(&tour->target, &tour->snapshot->policy, file);
        tour->visit(tour->context, str_slice(&tour->target));
        visit_srcset(tour, file);
    }
}

static const struct {
    enum route_template template; /* of the row */
    void (*visit)(struct tour *tour);
} children[] = {
    {TEMPLATE_NAVIGATION, visit_navigation},
    {TEMPLATE_PROBLEMS, visit_problems},
    {TEMPLATE_SCHEMAS, visit_schemas},
    {TEMPLATE_MEDIA, visit_media},
    {TEMPLATE_ARCHIVE, visit_archives},
    {TEMPLATE_LLMS_COLLECTION, visit_llms},
};

/* The page that tries queries needs someone to answer them. */
static bool is_of_server(const struct route *route)
{
    return route->is_for_operators || route->template == TEMPLATE_EXPLORE;
}

static void visit_route(struct tour *tour, const struct route *route)
{
    struct str path = {0};
    str_append(&path, tour->snapshot->policy.base_path);
    str_append_char(&path, '/');
    str_append_text(&path, route->first);
    if (route->kind == ROUTE_LIST)
        visit_forms(tour, str_slice(&path), SUFFIX_OF_LIST);
    else
        tour->visit(tour->context, str_slice(&path));
    str_release(&path);
    for (size_t i = 0; i < ARRAY_COUNT(children); i++) {
        if (children[i].template == route->template)
            children[i].visit(tour);
    }
}

static void visit_entry(struct tour *tour, const struct entry *entry)
{
    if (entry_is_document(entry))
        visit_forms(tour, entry->href, SUFFIX_OF_DOCUMENT);
    else
        tour->visit(tour->context, entry->href);
    if (!entry_is_person(entry) && !entry_is_term(entry))
        return;
    str_clear(&tour->target);
    str_append(&tour->target, entry->href);
    str_append_text(&tour->target, "/posts");
    visit_forms(tour, str_slice(&tour->target), SUFFIX_OF_LIST);
}

static void visit_collection(struct tour *tour,
                             const struct collection *collection)
{
    struct arena arena = {0};
    visit_forms(tour, links_collection_href(tour->snapshot, collection, &arena),
                SUFFIX_OF_LIST);
    for (size_t i = 0; i < collection->all.count; i++)
        visit_entry(tour, collection->all.items[i]);
    arena_release(&arena);
}

static void visit_former(struct tour *tour, const struct collection *collection,
                         const struct map *addresses)
{
    struct slice slug;
    size_t cursor = 0;
    while (map_next(addresses, &cursor, &slug, NULL)) {
        str_clear(&tour->target);
        str_append(&tour->target, tour->snapshot->policy.base_path);
        str_append_char(&tour->target, '/');
        percent_append(&tour->target, collection->name);
        str_append_char(&tour->target, '/');
        percent_append(&tour->target, slug);
        tour->visit(tour->context, str_slice(&tour->target));
    }
}

void api_each_target(const struct snapshot *snapshot,
                     void (*visit)(void *context, struct slice target),
                     void *context)
{
    struct tour tour = {snapshot, visit, context, {0}};
    for (size_t i = 0; i + 1 < route_count; i++) {
        if (!is_of_server(&routes[i]))
            visit_route(&tour, &routes[i]);
    }
    for (size_t i = 0; i < snapshot->collection_count; i++)
        visit_collection(&tour, snapshot->collections[i]);
    for (size_t i = 0; i < snapshot->collection_count; i++)
        visit_former(&tour, snapshot->collections[i],
                     &snapshot->collections[i]->aliases);
    for (size_t i = 0; i < snapshot->collection_count; i++)
        visit_former(&tour, snapshot->collections[i],
                     &snapshot->collections[i]->path_forms);
    str_release(&tour.target);
}
