/* site_info.h - title, address and language of the site. Private to this
 * room. */
#ifndef STORE_SITE_INFO_H
#define STORE_SITE_INFO_H

#include "layout/layout.h"
#include "store/snapshot.h"

/* Fills snapshot->site; all documents must have their places. */
void read_site_info(struct snapshot *snapshot, const struct layout *layout);

#endif
