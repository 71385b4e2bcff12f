/* unused.h - what is said of collections and nothing comes of. Private to this
 * room. */
#ifndef STORE_UNUSED_H
#define STORE_UNUSED_H

#include "store/languages.h"
#include "store/policy.h"

/* Warns of collections that no document is in, and of fields that no document
 * of their collection has. Before any is hidden. */
void warn_of_unused_rules(const struct policy *policy,
                          const struct layout *layout,
                          const struct languages *languages,
                          struct snapshot *snapshot);

#endif
