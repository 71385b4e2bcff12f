/* aliases.h - former addresses of documents. Private to this room. */
#ifndef STORE_ALIASES_H
#define STORE_ALIASES_H

#include "store/builder.h"

/* Fills the aliases of the snapshot and its collections; slugs and urls must be
 * final. */
void assign_aliases(const struct builder *builder);

#endif
