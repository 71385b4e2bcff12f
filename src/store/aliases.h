/* aliases.h - addresses that documents had before. Private to this room. */
#ifndef STORE_ALIASES_H
#define STORE_ALIASES_H

#include "store/snapshot.h"

/* Fills the aliases of the snapshot and its collections; slugs and urls must
 * have been given out. */
void assign_aliases(struct snapshot *snapshot);

#endif
