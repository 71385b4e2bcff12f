/* route.c - which address is answered by which endpoint.
 *
 * System names begin with "_" or hold a dot, so that any folder name is free
 * to be a collection; `recent` and `search` are the words that are taken. */
#include "api/route.h"

#include "api/endpoints.h"
#include "api/suffix.h"
#include "base/array.h"

const struct route routes[] = {
    {"", ROUTE_SINGLE, TEMPLATE_ROOT, respond_root, false},
    {"recent", ROUTE_LIST, TEMPLATE_RECENT, respond_recent, false},
    {"feed.xml", ROUTE_SINGLE, TEMPLATE_FEED_XML, respond_feed, false},
    {"feed.atom", ROUTE_SINGLE, TEMPLATE_FEED_ATOM, respond_feed, false},
    {"feed.json", ROUTE_SINGLE, TEMPLATE_FEED_JSON, respond_feed, false},
    {"search", ROUTE_LIST, TEMPLATE_SEARCH, respond_search, false},
    {"search", ROUTE_PREFIX, TEMPLATE_SUGGEST, respond_suggestions, false},
    {"_all", ROUTE_LIST, TEMPLATE_ALL, respond_all, false},
    {"_resolve", ROUTE_SINGLE, TEMPLATE_RESOLVE, respond_resolve, false},
    {"_navigation", ROUTE_PREFIX, TEMPLATE_NAVIGATION, respond_navigation,
     false},
    {"_live", ROUTE_SINGLE, TEMPLATE_LIVE, respond_live, true},
    {"_ready", ROUTE_SINGLE, TEMPLATE_READY, respond_ready, true},
    {"_diagnostics", ROUTE_SINGLE, TEMPLATE_DIAGNOSTICS, respond_diagnostics,
     true},
    {"_metrics", ROUTE_SINGLE, TEMPLATE_METRICS, respond_metrics, true},
    {"_problems", ROUTE_PREFIX, TEMPLATE_PROBLEMS, respond_problems, false},
    {"openapi.json", ROUTE_SINGLE, TEMPLATE_OPENAPI_JSON, respond_openapi_json,
     false},
    {"openapi.yaml", ROUTE_SINGLE, TEMPLATE_OPENAPI_YAML, respond_openapi_yaml,
     false},
    {"types.d.ts", ROUTE_SINGLE, TEMPLATE_TYPES, respond_types, false},
    {"_schemas", ROUTE_PREFIX, TEMPLATE_SCHEMAS, respond_schemas, false},
    {"_media", ROUTE_PREFIX, TEMPLATE_MEDIA, respond_media, false},
    {"_archive", ROUTE_PREFIX, TEMPLATE_ARCHIVE, respond_archive, false},
    {"_manifest", ROUTE_SINGLE, TEMPLATE_MANIFEST, respond_manifest, false},
    {"_changes", ROUTE_SINGLE, TEMPLATE_CHANGES, respond_changes, false},
    {"sitemap.xml", ROUTE_SINGLE, TEMPLATE_SITEMAP, respond_sitemap, false},
    {"llms.txt", ROUTE_SINGLE, TEMPLATE_LLMS, respond_llms, false},
    {"llms-full.txt", ROUTE_SINGLE, TEMPLATE_LLMS_FULL, respond_llms_full,
     false},
    {"_llms", ROUTE_PREFIX, TEMPLATE_LLMS_COLLECTION, respond_llms_collection,
     false},
    {"_explore", ROUTE_SINGLE, TEMPLATE_EXPLORE, respond_explore, false},
    {"_mcp", ROUTE_SINGLE, TEMPLATE_MCP, respond_mcp, false},
    {"_hooks", ROUTE_PREFIX, TEMPLATE_HOOK, respond_hook, true},
    {"_docs", ROUTE_SINGLE, TEMPLATE_DOCS, respond_docs, false},
    {NULL, ROUTE_PREFIX, TEMPLATE_ITEM, respond_collection, false},
};
const size_t route_count = ARRAY_COUNT(routes);

const struct route *route_find(struct slice first, struct slice rest,
                               const struct suffix **ret_suffix)
{
    struct slice stem = SLICE_NONE;
    const struct suffix *suffix = suffix_find(first, SUFFIX_OF_LIST, &stem);
    for (size_t i = 0; i + 1 < route_count; i++) {
        const struct route *route = &routes[i];
        bool has_suffix = suffix != NULL && route->kind == ROUTE_LIST &&
                          slice_is(stem, route->first);
        if ((rest.size > 0 && route->kind != ROUTE_PREFIX) ||
            (!has_suffix && !slice_is(first, route->first)))
            continue;
        *ret_suffix = has_suffix ? suffix : NULL;
        return route;
    }
    *ret_suffix = NULL;
    return &routes[route_count - 1];
}
