/* template.c - as the description names them, but for collections, which it
 * names one by one. */
#include "api/template.h"

#include <string.h>

static const char *const texts[TEMPLATE_COUNT] = {
    [TEMPLATE_NONE] = "",
    [TEMPLATE_ROOT] = "/",
    [TEMPLATE_RECENT] = "/recent",
    [TEMPLATE_RECENT_STREAM] = "/recent.{suffix}",
    [TEMPLATE_FEED_XML] = "/feed.xml",
    [TEMPLATE_FEED_ATOM] = "/feed.atom",
    [TEMPLATE_FEED_JSON] = "/feed.json",
    [TEMPLATE_SEARCH] = "/search",
    [TEMPLATE_SEARCH_STREAM] = "/search.{suffix}",
    [TEMPLATE_SUGGEST] = "/search/suggest",
    [TEMPLATE_ALL] = "/_all",
    [TEMPLATE_ALL_STREAM] = "/_all.{suffix}",
    [TEMPLATE_RESOLVE] = "/_resolve",
    [TEMPLATE_LIVE] = "/_live",
    [TEMPLATE_READY] = "/_ready",
    [TEMPLATE_DIAGNOSTICS] = "/_diagnostics",
    [TEMPLATE_METRICS] = "/_metrics",
    [TEMPLATE_PROBLEMS] = "/_problems/{name}",
    [TEMPLATE_OPENAPI_JSON] = "/openapi.json",
    [TEMPLATE_OPENAPI_YAML] = "/openapi.yaml",
    [TEMPLATE_TYPES] = "/types.d.ts",
    [TEMPLATE_NAVIGATION_LIST] = "/_navigation",
    [TEMPLATE_NAVIGATION] = "/_navigation/{collection}",
    [TEMPLATE_SCHEMA_LIST] = "/_schemas",
    [TEMPLATE_FRONT_MATTER_SCHEMAS] =
        "/_schemas/front-matter/{collection}.json",
    [TEMPLATE_SCHEMAS] = "/_schemas/{collection}.json",
    [TEMPLATE_MEDIA_LIST] = "/_media",
    [TEMPLATE_MEDIA] = "/_media/{path}",
    [TEMPLATE_ARCHIVE] = "/_archive",
    [TEMPLATE_ARCHIVE_COLLECTION] = "/_archive/{collection}",
    [TEMPLATE_MANIFEST] = "/_manifest",
    [TEMPLATE_CHANGES] = "/_changes",
    [TEMPLATE_SITEMAP] = "/sitemap.xml",
    [TEMPLATE_LLMS] = "/llms.txt",
    [TEMPLATE_LLMS_FULL] = "/llms-full.txt",
    [TEMPLATE_LLMS_COLLECTION] = "/_llms/{collection}.txt",
    [TEMPLATE_EXPLORE] = "/_explore",
    [TEMPLATE_MCP] = "/_mcp",
    [TEMPLATE_HOOK] = "/_hooks/git",
    [TEMPLATE_DOCS] = "/_docs",
    [TEMPLATE_LIST] = "/{collection}",
    [TEMPLATE_LIST_STREAM] = "/{collection}.{suffix}",
    [TEMPLATE_ITEM] = "/{collection}/{slug}",
    [TEMPLATE_BODY] = "/{collection}/{slug}.{suffix}",
    [TEMPLATE_POSTS_OF] = "/{collection}/{slug}/posts",
    [TEMPLATE_POSTS_OF_STREAM] = "/{collection}/{slug}/posts.{suffix}",
};

bool template_has_form(enum route_template which)
{
    return which == TEMPLATE_MEDIA || strchr(texts[which], '.') != NULL;
}

const char *template_text(enum route_template which)
{
    return texts[which];
}
