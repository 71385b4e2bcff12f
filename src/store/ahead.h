/* ahead.h - memory that will be needed. Private to this room. */
#ifndef STORE_AHEAD_H
#define STORE_AHEAD_H

#include "store/snapshot.h"

/* To be called before sources[i] is visited, by a step that visits all in
 * turn: has on its way from memory what such steps read of those behind it, and
 * gives way (base/parallel.h). */
void look_ahead(struct source *const *sources, size_t count, size_t i);

/* The same where a step looks at no more of each than its notes, or counts a
 * reference. */
void look_ahead_to_notes(struct source *const *sources, size_t count, size_t i);

/* The same of a list whose entries do not lie in its order. */
void look_ahead_in(const struct list *list, size_t i);

#endif
