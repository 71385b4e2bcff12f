/* parts.h - the roots of a site beside the first. Private to this room. */
#ifndef SITE_PARTS_H
#define SITE_PARTS_H

#include "site/walk.h"

/* Returns the part of that prefix, or NULL; the walk itself for "". */
const struct walk *parts_find(const struct walk *walk, struct slice prefix);

/* Whether the files of each root are read in the same way, by these settings
 * and those. */
bool parts_read_alike(const struct settings *a, const struct walk *walk_a,
                      const struct settings *b, const struct walk *walk_b);

#endif
