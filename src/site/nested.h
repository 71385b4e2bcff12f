/* nested.h - sites in the folders of a site. Private to this room. */
#ifndef SITE_NESTED_H
#define SITE_NESTED_H

#include "site/walk.h"

/* Whether the site in a folder that the walk is about to enter is read by its
 * own rules; if so, notes it for later. */
bool nested_take(struct walk *walk, struct slice folder);

#endif
