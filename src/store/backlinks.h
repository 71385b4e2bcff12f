/* backlinks.h - who links to whom, seen from the target. Private to this
 * room. */
#ifndef STORE_BACKLINKS_H
#define STORE_BACKLINKS_H

#include "store/snapshot.h"

/* Notes that a document names another, in its body or its front matter. What
 * no list shows is not noted, nor is a document that names itself. */
void backlink_add(struct snapshot *snapshot, struct entry *from,
                  struct entry *to);

#endif
