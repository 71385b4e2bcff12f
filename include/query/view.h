/* view.h - which documents a query is about: by status and by language. */
#ifndef QUERY_VIEW_H
#define QUERY_VIEW_H

#include "query/query.h"

/* Whether the query is about documents of this status, and of those that are
 * translations of each other about this one. */
bool query_wants(const struct query *query, const struct entry *entry);

/* The version of the document in the wanted language, perhaps the document
 * itself; NULL if there is none. */
const struct entry *query_translation(const struct query *query,
                                      const struct entry *entry);

/* "status=draft,expired" or "status=all"; nothing if the query does not say
 * `status`. */
void query_append_status(const struct query *query, struct str *out);

/* What has to follow the address of an entry of the same snapshot for the same
 * client to see it: "?status=draft", or nothing. */
void query_append_view(const struct query *query, const struct entry *entry,
                       struct str *out);

#endif
