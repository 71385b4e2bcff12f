/* endpoints.h - what answers at each address; see route.c. Private to this
 * room.
 *
 * Each returns false, having answered nothing, where nothing is at the
 * address: x->missing_in is then the collection where it would be. */
#ifndef API_ENDPOINTS_H
#define API_ENDPOINTS_H

#include "api/exchange.h"

bool respond_root(struct exchange *x);
bool respond_recent(struct exchange *x);
bool respond_feed(struct exchange *x); /* of what is recent */
bool respond_all(struct exchange *x);
bool respond_search(struct exchange *x);
bool respond_suggestions(struct exchange *x);
bool respond_resolve(struct exchange *x);
bool respond_navigation(struct exchange *x);
bool respond_live(struct exchange *x);
bool respond_ready(struct exchange *x);
bool respond_diagnostics(struct exchange *x);
bool respond_metrics(struct exchange *x);
bool respond_problems(struct exchange *x);
bool respond_openapi_json(struct exchange *x);
bool respond_openapi_yaml(struct exchange *x);
bool respond_types(struct exchange *x);
bool respond_schemas(struct exchange *x);
bool respond_media(struct exchange *x); /* the list, or a file */
bool respond_llms(struct exchange *x);
bool respond_sitemap(struct exchange *x);
bool respond_archive(struct exchange *x);
bool respond_manifest(struct exchange *x);
bool respond_changes(struct exchange *x);
bool respond_llms_full(struct exchange *x);
bool respond_llms_collection(struct exchange *x);
bool respond_explore(struct exchange *x);
bool respond_mcp(struct exchange *x);
bool respond_hook(struct exchange *x);
bool respond_docs(struct exchange *x);
bool respond_collection(struct exchange *x); /* a list, an item or a body */

/* Parts of respond_collection(). */
bool respond_item(struct exchange *x, const struct entry *entry);
/* The body alone, as x->suffix has it. */
bool respond_body(struct exchange *x, const struct entry *entry);
/* A list of documents in its default order: a page, or all of it as x->suffix
 * has it. `collection` is that of its documents, `owner` the person or term
 * whose posts they are; or NULL. */
bool respond_list(struct exchange *x, struct slice path,
                  const struct list *list, const struct collection *collection,
                  const struct entry *owner);

/* Finds the section of a document that the query asks for, if any; false after
 * answering with a problem. */
bool exchange_find_section(struct exchange *x,
                           const struct entry *entry) MUST_USE;

#endif
