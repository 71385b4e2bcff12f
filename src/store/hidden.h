/* hidden.h - fields that the operator wants nobody to see. Private to this
 * room. */
#ifndef STORE_HIDDEN_H
#define STORE_HIDDEN_H

#include "store/derive.h"

/* Puts, in place of the snapshot's source of that index, the same document as
 * if those keys were not in its front matter, and returns it. */
struct source *hide_fields_of_source(struct deriver *deriver, size_t index,
                                     const struct names *fields);

/* The same for people who are mappings in other files. */
void hide_fields_of_mappings(struct collection *collection,
                             const struct names *fields, struct arena *arena);

#endif
