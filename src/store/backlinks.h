/* backlinks.h - which documents link to a document. Private to this room. */
#ifndef STORE_BACKLINKS_H
#define STORE_BACKLINKS_H

#include "store/snapshot.h"

/* Records that a document refers to another, in its body or its front matter.
 * Unlisted documents are ignored, and so is a document that refers to
 * itself. */
void backlink_add(struct snapshot *snapshot, struct entry *from,
                  struct entry *to);

#endif
