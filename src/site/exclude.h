/* exclude.h - what the operator does not want read. Private to this room. */
#ifndef SITE_EXCLUDE_H
#define SITE_EXCLUDE_H

#include "document/source.h"

/* Whether a file or folder, relative to DIR, is passed over. */
bool is_excluded(const struct names *globs, struct slice path);

#endif
