/* data_files.h - which data files are content. Private to this room. */
#ifndef SITE_DATA_FILES_H
#define SITE_DATA_FILES_H

#include "site/walk.h"

/* Removes the data files that are not content from the walk, and counts them.
 */
void data_files_drop_elsewhere(struct walk *walk);

/* Whether the operator's settings name the file itself, which then is read
 * wherever it is. */
bool data_files_are_named(const struct walk *walk, struct slice path);

#endif
