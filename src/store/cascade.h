/* cascade.h - front matter that sections give to what is in them. Private to
 * this room. */
#ifndef STORE_CASCADE_H
#define STORE_CASCADE_H

#include "store/layout.h"

/* Puts, in place of each of the snapshot's sources that a section of Hugo's has
 * a `cascade` for, one with these fields added. Comes before everything that
 * looks at what a document says of itself: `draft: true` may be one of them.
 * True if there is any: what was put in place is not noted yet. */
bool apply_cascades(struct snapshot *snapshot, struct layout *layout,
                    const struct build_input *input);

#endif
