/* visit.h - the folders to watch. Private to this room. */
#ifndef SITE_VISIT_H
#define SITE_VISIT_H

#include "site/walk.h"

/* Is called right before the folder is read: later changes are noticed. */
void walk_visit_folder(struct walk *walk, const char *path,
                       struct slice relative);

/* If a link leads to a file of settings, or on the way to it, the folder that
 * the file is in can change, too. */
void walk_visit_target(struct walk *walk, const char *folder,
                       struct slice path);

#endif
