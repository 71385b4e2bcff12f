/* links.h - addresses within the API, in the body and in the Link header. */
#ifndef REPRESENT_LINKS_H
#define REPRESENT_LINKS_H

#include "query/view.h"

/* The address of an entry, with "?status=..." where the query needs it to see
 * the entry. */
void links_append_href(struct str *out, const struct entry *entry,
                       const char *suffix, const struct query *query);

/* "/posts", after the base path, in `arena`. */
struct slice links_collection_href(const struct snapshot *snapshot,
                                   const struct collection *collection,
                                   struct arena *arena);

/* {"self":...}: the links in the envelope of an item, seen as the query sees
 * them. Without neighbours, `previous` and `next` are null. */
void links_write(struct str *out, const struct policy *policy,
                 const struct entry *entry, const struct query *query,
                 bool has_neighbours);

/* The same as a Link header (RFC 8288). */
void links_write_header(struct str *out, const struct policy *policy,
                        const struct entry *entry, const struct query *query);

/* Appends one more link to a Link header: `, <href>; rel="relation"`. */
void links_append_to_header(struct str *out, struct slice href,
                            const char *relation);

#endif
