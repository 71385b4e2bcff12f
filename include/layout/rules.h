/* rules.h - applies the operator's settings for collections. */
#ifndef LAYOUT_RULES_H
#define LAYOUT_RULES_H

#include "layout/layout.h"

/* Moves a document, and its slug, from where convention puts it to where the
 * policy wants it; is_left_out is set if a filter excludes it. Returns the
 * settings of its collection, or NULL. */
const struct collection_policy *rules_place(const struct policy *policy,
                                            const struct meta *meta,
                                            struct place *place,
                                            struct arena *arena);

/* Whether the `paths` of a collection match the path of a file. `ret_is_exact`
 * says whether one of them is the path itself. */
bool rules_name_path(const struct policy *policy, struct slice path,
                     bool *ret_is_exact);

/* Whether the slug pattern needs a date that the source does not have; the
 * document then keeps the slug that it has without the pattern. */
bool rules_lack_date(const struct collection_policy *rule,
                     const struct meta *meta);

/* Returns the url of the document's page by the pattern of its collection;
 * SLICE_NONE if the collection has none. */
struct slice rules_url(const struct collection_policy *rule,
                       const struct meta *meta, const struct place *place,
                       struct arena *arena);

/* Whether the rule may apply to the source; a broken source may turn out to
 * match once it is fixed. */
bool rules_may_take(const struct collection_policy *rule,
                    const struct meta *meta);

#endif
