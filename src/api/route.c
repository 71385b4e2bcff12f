/* route.c - which address is answered by which endpoint.
 *
 * System names begin with "_" or hold a dot, so that any folder name is free
 * to be a collection; `recent` is the one word that is taken. */
#include "api/route.h"

#include "api/endpoints.h"
#include "api/suffix.h"
#include "base/array.h"

const struct route routes[] = {
    {"", ROUTE_SINGLE, "/", respond_root},
    {"recent", ROUTE_LIST, "/recent", respond_recent},
    {"_all", ROUTE_LIST, "/_all", respond_all},
    {"_resolve", ROUTE_SINGLE, "/_resolve", respond_resolve},
    {"_live", ROUTE_SINGLE, "/_live", respond_live},
    {"_ready", ROUTE_SINGLE, "/_ready", respond_ready},
    {"_diagnostics", ROUTE_SINGLE, "/_diagnostics", respond_diagnostics},
    {"_problems", ROUTE_PREFIX, "/_problems/{name}", respond_problems},
    {"openapi.json", ROUTE_SINGLE, "/openapi.json", respond_openapi_json},
    {"openapi.yaml", ROUTE_SINGLE, "/openapi.yaml", respond_openapi_yaml},
    {NULL, ROUTE_PREFIX, "/{collection}/{slug}", respond_collection},
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
