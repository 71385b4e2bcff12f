/* foreign.h - parameters of other systems. Private to this room. */
#ifndef QUERY_FOREIGN_H
#define QUERY_FOREIGN_H

#include "query/query.h"

/* Whether a name is one that scripts add to defeat caches: "v", "nocache". */
bool foreign_is_buster(struct slice name);

/* Returns the name of our parameter that does what theirs does, or NULL.
 * Appends how it is written for that value, or nothing if there is no telling.
 * The other parameters of the query may have a say in it. */
const char *foreign_translate(const struct query *query, struct slice name,
                              struct slice value, struct str *suggestion);

#endif
