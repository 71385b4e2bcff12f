/* site.h - what there is to be read. Private to this room. */
#ifndef MCP_SITE_H
#define MCP_SITE_H

#include "mcp/inquiry.h"

/* What the API says at "/": a tree that the caller releases, never NULL. */
json_t *site_ask(const struct inquiry *inquiry);

struct slice site_title(const json_t *site); /* or SLICE_NONE */
bool site_is_searchable(const json_t *site);
bool site_has_languages(const json_t *site);

/* {"name": "posts", "count": 18}, one for each collection that is not empty: a
 * new tree. */
json_t *site_collections(const json_t *site);

/* Whether an address of the API that begins with the name is that of a
 * collection, if it is there at all: "_metrics" and "types.d.ts" are not. */
bool collection_can_be_named(struct slice name);

/* For how long a client may keep an answer, and whether other clients may have
 * it (2026-07-28, caching); earlier versions have no such thing. Of content it
 * is what Cache-Control says. */
void site_add_lifetime(const struct inquiry *inquiry, bool is_content,
                       json_t *result);

#endif
