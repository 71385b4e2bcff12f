/* exclude.h - the operator's patterns of paths to skip. Private to this room.
 */
#ifndef SITE_EXCLUDE_H
#define SITE_EXCLUDE_H

#include "site/settings.h"

/* Whether to skip a file or folder; its path is relative to DIR. `is_used` has
 * an element for each pattern, which is set for those that match. */
bool exclude_matches(const struct names *globs, struct slice path,
                     bool *is_used);

/* Warns of the patterns in the file that match nothing in the folder. */
void exclude_warn_unused(const struct settings *settings, const char *folder,
                         const bool *is_used, struct diagnostics *diagnostics);

#endif
