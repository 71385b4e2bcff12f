/* hrefs.h - where the links in bodies lead. Private to this room. */
#ifndef STORE_HREFS_H
#define STORE_HREFS_H

#include "store/build.h"

/* Fills the hrefs of every document, and warns of links to documents that do
 * not exist. Slugs and urls must be settled. */
void resolve_hrefs(struct snapshot *snapshot, const struct build_input *input);

#endif
