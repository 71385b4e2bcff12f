/* unread.h - files that the generator publishes or applies, and that are not
 * read here. Private to this room. */
#ifndef SITE_UNREAD_H
#define SITE_UNREAD_H

#include "site/walk.h"

#define UNREAD_MAX_FILES 1000 /* that are counted */

/* Remembers a file that is no document, if it may be one. */
void unread_note(struct walk *walk, struct slice path);

/* Adds a notice for each of them; lint makes one of those that say the same.
 * The walk has to be over. */
void unread_report(struct walk *walk);

#endif
