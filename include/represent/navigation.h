/* navigation.h - the documents of a collection as a tree of folders. */
#ifndef REPRESENT_NAVIGATION_H
#define REPRESENT_NAVIGATION_H

#include "query/query.h"
#include "store/snapshot.h"

#define NAVIGATION_MAX_BYTES (8 * 1024 * 1024)

/* Appends {"collection":...,"children":[...]} of what the query is about, down
 * to query->depth, of a collection in the snapshot. False where it would be
 * longer than NAVIGATION_MAX_BYTES. */
bool navigation_write(struct str *out, const struct snapshot *snapshot,
                      const struct collection *collection,
                      const struct query *query, struct arena *arena) MUST_USE;

#endif
