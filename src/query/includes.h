/* includes.h - what `include` can name. Private to this room.
 *
 * Kinds are those of a collection, or-ed; see store/kind.h. */
#ifndef QUERY_INCLUDES_H
#define QUERY_INCLUDES_H

#include "base/arena.h"
#include "index/kind.h"
#include "query/include.h"

/* RELATION_COUNT if there is none of that name. */
enum relation relation_find(struct slice name);

/* Of all listed documents if the collection is NULL. */
unsigned kinds_in(const struct snapshot *snapshot,
                  const struct collection *collection);

/* Whether entries of some of these kinds can have it. */
bool include_exists(unsigned bit, unsigned kinds);
bool relation_exists(enum relation relation, unsigned kinds);

/* Whether entries of all of these kinds can have it. */
bool relation_is_everywhere(enum relation relation, unsigned kinds);

/* The collection that it leads to from documents of that collection (NULL: of
 * any); NULL if it may lead to any. */
const struct collection *relation_target(enum relation relation,
                                         const struct snapshot *snapshot,
                                         const struct collection *from);

/* "html, toc, ... author, ..., or *": all that there is for these kinds. */
struct slice include_names(unsigned kinds, struct arena *arena);

#endif
