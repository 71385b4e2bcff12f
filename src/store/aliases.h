/* aliases.h - former addresses of documents. Private to this room. */
#ifndef STORE_ALIASES_H
#define STORE_ALIASES_H

#include "layout/layout.h"
#include "store/snapshot.h"

/* Fills the aliases of the snapshot and its collections; slugs and urls must be
 * final. */
void assign_aliases(struct snapshot *snapshot, const struct layout *layout);

#endif
