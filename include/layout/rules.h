/* rules.h - what the operator says of collections, carried out. */
#ifndef LAYOUT_RULES_H
#define LAYOUT_RULES_H

#include "layout/layout.h"

/* Moves a document from where convention puts it to where the policy wants it,
 * with its slug; one that a filter keeps out of its collection is_left_out.
 * Returns what is said of the collection that it is in now, or NULL. */
const struct collection_policy *rules_place(const struct policy *policy,
                                            const struct meta *meta,
                                            struct place *place,
                                            struct arena *arena);

/* Whether the slug wants a date that the source has not, and so is the one that
 * it has without the pattern. */
bool rules_lack_date(const struct collection_policy *rule,
                     const struct meta *meta);

/* The url of the document's page by the pattern of its collection; SLICE_NONE
 * where there is none. */
struct slice rules_url(const struct collection_policy *rule,
                       const struct meta *meta, const struct place *place,
                       struct arena *arena);

/* Whether the source is what the rule says that it has; a broken one may turn
 * out to be. */
bool rules_may_take(const struct collection_policy *rule,
                    const struct meta *meta);

#endif
