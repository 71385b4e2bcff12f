/* cms.h - the settings of a CMS, in the folder of a site. Private to this room.
 */
#ifndef SITE_CMS_H
#define SITE_CMS_H

#include "site/walk.h"

/* Fills walk->tree.cms. Settings that cannot be read for now are those of the
 * walk before, with a warning. */
void cms_settings_read(struct walk *walk);

/* Fills walk->media_roots and mounts: what the operator and the CMS of the
 * project name. The project has to be known. */
void cms_media_find(struct walk *walk);

/* Finds the folders and files of the CMS that the walk of the content does not
 * come to, one by one from *cursor 0; in the arena. */
bool cms_next_beside(struct walk *walk, size_t *cursor, struct slice *ret_path,
                     bool *ret_is_file);

/* Whether settings of a CMS are read from the file. */
bool cms_is_settings(struct slice path);

#endif
