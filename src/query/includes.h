/* includes.h - what `include` can name. Private to this room.
 *
 * Kinds are those of a collection, or-ed; see store/kind.h. */
#ifndef QUERY_INCLUDES_H
#define QUERY_INCLUDES_H

#include "index/kind.h"
#include "query/bind.h"
#include "query/parser.h"

/* RELATION_COUNT if there is none of that name. */
enum relation relation_find(struct slice name);

/* Of all that is listed where the collection is NULL. */
unsigned kinds_in(const struct binder *binder,
                  const struct collection *collection);

/* Whether entries of some of these kinds have it. */
bool include_is_there(unsigned bit, unsigned kinds);
bool relation_is_there(enum relation relation, unsigned kinds);

/* Whether all entries of these kinds have it. */
bool relation_is_everywhere(enum relation relation, unsigned kinds);

/* Where it leads from documents of that collection (NULL: of any); NULL where
 * it may lead into any. */
const struct collection *relation_target(enum relation relation,
                                         const struct snapshot *snapshot,
                                         const struct collection *from);

/* "html, toc, ... author, ..., or *": all that is there. */
struct slice include_names(unsigned kinds, struct arena *arena);

#endif
