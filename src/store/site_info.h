/* site_info.h - what the site says of itself. Private to this room. */
#ifndef STORE_SITE_INFO_H
#define STORE_SITE_INFO_H

#include "layout/layout.h"
#include "store/snapshot.h"

/* Fills snapshot->site; its documents are all in their places. */
void read_site_info(struct snapshot *snapshot, const struct layout *layout);

#endif
