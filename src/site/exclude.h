/* exclude.h - the operator's patterns of paths to skip. Private to this room.
 */
#ifndef SITE_EXCLUDE_H
#define SITE_EXCLUDE_H

#include "site/settings.h"
#include "site/walk.h"

/* Whether to skip a file or folder. */
bool walk_excludes(const struct walk *walk, struct slice path);

/* Whether a collection names the path; see rules_name_path(). */
bool walk_is_named(const struct walk *walk, struct slice path,
                   bool *ret_is_exact);

/* Warns of the patterns in the file that match nothing in the folder. */
void exclude_warn_unused(const struct settings *settings, const char *folder,
                         const bool *is_used, struct diagnostics *diagnostics);

#endif
