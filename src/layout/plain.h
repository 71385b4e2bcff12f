/* plain.h - the meaning of folders that has nothing to do with a generator.
 * Private to this room. */
#ifndef LAYOUT_PLAIN_H
#define LAYOUT_PLAIN_H

#include "layout/layout.h"

/* Files the document under what its path, relative to the content, says. */
struct place plain_place(const struct layout *layout, const struct meta *meta,
                         struct slice below, struct arena *arena);

/* Returns the path below a folder "pages"; else collection and slug. */
struct slice plain_url(const struct meta *meta, const struct place *place,
                       struct slice below, struct arena *arena);

#endif
