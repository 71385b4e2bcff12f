/* template.h - the addresses that there are, as patterns: what requests are
 * grouped by where a client's own strings would be too many. */
#ifndef API_TEMPLATE_H
#define API_TEMPLATE_H

#include <stdbool.h>

enum route_template {
    TEMPLATE_NONE, /* no request, or none of these */
    TEMPLATE_ROOT,
    TEMPLATE_RECENT,
    TEMPLATE_RECENT_STREAM,
    TEMPLATE_FEED_XML,
    TEMPLATE_FEED_ATOM,
    TEMPLATE_FEED_JSON,
    TEMPLATE_SEARCH,
    TEMPLATE_SEARCH_STREAM,
    TEMPLATE_SUGGEST,
    TEMPLATE_ALL,
    TEMPLATE_ALL_STREAM,
    TEMPLATE_RESOLVE,
    TEMPLATE_NAVIGATION_LIST,
    TEMPLATE_NAVIGATION,
    TEMPLATE_LIVE,
    TEMPLATE_READY,
    TEMPLATE_DIAGNOSTICS,
    TEMPLATE_METRICS,
    TEMPLATE_PROBLEMS,
    TEMPLATE_OPENAPI_JSON,
    TEMPLATE_OPENAPI_YAML,
    TEMPLATE_TYPES,
    TEMPLATE_SCHEMA_LIST,
    TEMPLATE_SCHEMAS,
    TEMPLATE_FRONT_MATTER_SCHEMAS,
    TEMPLATE_MEDIA_LIST,
    TEMPLATE_MEDIA,
    TEMPLATE_ARCHIVE,
    TEMPLATE_ARCHIVE_COLLECTION,
    TEMPLATE_MANIFEST,
    TEMPLATE_CHANGES,
    TEMPLATE_SITEMAP,
    TEMPLATE_LLMS,
    TEMPLATE_LLMS_FULL,
    TEMPLATE_LLMS_COLLECTION,
    TEMPLATE_EXPLORE,
    TEMPLATE_MCP,
    TEMPLATE_HOOK,
    TEMPLATE_DOCS,
    TEMPLATE_LIST,
    TEMPLATE_LIST_STREAM,
    TEMPLATE_ITEM,
    TEMPLATE_BODY,
    TEMPLATE_POSTS_OF,
    TEMPLATE_POSTS_OF_STREAM,
    TEMPLATE_COUNT
};

/* "/{collection}/{slug}"; "" for TEMPLATE_NONE. */
const char *template_text(enum route_template which);

/* Whether its addresses end as a file of their form does: "/posts.csv",
 * "/_media/a.png", but not "/posts/hello". */
bool template_has_form(enum route_template which);

#endif
