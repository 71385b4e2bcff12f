/* recognise.h - the first step of a walk. Private to this room. */
#ifndef SITE_RECOGNISE_H
#define SITE_RECOGNISE_H

#include "site/walk.h"

/* The absolute form of a path below walk->folder; valid until the next call. */
const char *walk_absolute(struct walk *walk, struct slice path);

/* The folder that no link may lead out of on the way to the path: the content
 * root, or for what is beside it, walk.folder ("") */
struct slice walk_top(const struct walk *walk, struct slice path);

bool folder_exists(const char *path);

#endif
