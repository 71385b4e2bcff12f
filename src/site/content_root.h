/* content_root.h - where the content is. Private to this room. */
#ifndef SITE_CONTENT_ROOT_H
#define SITE_CONTENT_ROOT_H

#include "site/walk.h"

/* The absolute form of a path below walk->folder; valid until the next call. */
const char *walk_absolute(struct walk *walk, struct slice path);

/* The folder that no link may lead out of on the way to the path: the content
 * root, or for what is beside it, walk.folder ("") */
struct slice walk_top(const struct walk *walk, struct slice path);

bool folder_exists(const char *path);

/* What the names in a folder say; nothing if it cannot be read. */
struct tree_signs folder_signs(const char *folder);

/* What a folder is that has settings of a generator with rules of its own:
 * "Hugo site"; NULL for others. */
const char *recognise_site(const char *folder);

/* Finds it by names. Before, the folder itself is the content root. */
void content_root_find(struct walk *walk, const struct tree_signs *signs);

/* What the settings name as the folder of the content is the content, and
 * nothing else is. */
void content_root_take_own(struct walk *walk);

/* Warns that the content in a folder that the settings name is not served. */
void content_root_warn_of(struct walk *walk, struct slice written);

/* Only one folder is the content root. */
void content_root_warn_of_others(struct walk *walk);

/* Makes the next diagnostics those of the generator's settings. */
struct diagnostics *diagnostics_of_settings(struct walk *walk);

#endif
