/* archive.h - how many documents a collection has of each year and month.
 *
 *     2026  14   2026-09  1   /posts?day=2026-09
 *                2026-08  3   /posts?day=2026-08
 *     2025   9   ...
 *
 * Days are those that are written, whatever the timezone, so that a count and
 * the list behind its address agree. Any thread may ask. */
#ifndef REPRESENT_ARCHIVE_H
#define REPRESENT_ARCHIVE_H

#include "query/page.h"

/* {"data":[...],"meta":{...},"links":{"self":...}} of the documents of the
 * collection that the query wants, in `arena`; newest first. `self` is the
 * address of the answer, `list` that of the list, both without a query. */
struct slice archive_render(const struct collection *collection,
                            const struct query *query, struct slice self,
                            struct slice list, struct arena *arena);

#endif
