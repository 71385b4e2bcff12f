/* route.c - which address is answered by whom.
 *
 * System names begin with "_" or hold a dot, so that any folder name is free
 * to be a collection; `recent` is the one word that is taken. */
#include "api/route.h"

#include "base/array.h"

const struct route routes[] = {
    {"", false, "/", respond_root},
    {"recent", false, "/recent", respond_recent},
    {"_all", false, "/_all", respond_all},
    {"recent.ndjson", false, "/recent.ndjson", respond_recent_stream},
    {"_all.ndjson", false, "/_all.ndjson", respond_all_stream},
    {"_resolve", false, "/_resolve", respond_resolve},
    {"_live", false, "/_live", respond_live},
    {"_ready", false, "/_ready", respond_ready},
    {"_diagnostics", false, "/_diagnostics", respond_diagnostics},
    {"_problems", true, "/_problems/{name}", respond_problems},
    {"openapi.json", false, "/openapi.json", respond_openapi_json},
    {"openapi.yaml", false, "/openapi.yaml", respond_openapi_yaml},
    {NULL, true, "/{collection}/{slug}", respond_collection},
};
const size_t route_count = ARRAY_COUNT(routes);

const struct route *route_find(struct slice first, struct slice rest)
{
    for (size_t i = 0; i + 1 < route_count; i++) {
        if (slice_is(first, routes[i].first) &&
            (rest.size == 0 || routes[i].takes_rest))
            return &routes[i];
    }
    return &routes[route_count - 1];
}
