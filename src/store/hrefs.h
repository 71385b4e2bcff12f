/* hrefs.h - where the links in bodies lead. Private to this room. */
#ifndef STORE_HREFS_H
#define STORE_HREFS_H

#include "store/snapshot.h"

/* Fills the hrefs of every document. Slugs and urls must be final. */
void resolve_hrefs(struct snapshot *snapshot, unsigned threads);

#endif
