/* walking.h - what the parts of a walk share. Private to walk.c and
 * recognise.c. */
#ifndef SITE_WALKING_H
#define SITE_WALKING_H

#include "site/walk.h"

/* Valid until the next call. */
const char *absolute(struct walk *walk, struct slice path);

struct slice last_name(struct slice path);
bool is_folder(const char *path);

/* Whether a path without links in it is the root, or below it. */
bool is_inside(const char *path, struct slice root);

/* Finds out what kind of site the folder holds, and where its content is. */
void recognise(struct walk *walk);

#endif
