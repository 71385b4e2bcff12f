/* exclude.h - what the operator does not want read. Private to this room. */
#ifndef SITE_EXCLUDE_H
#define SITE_EXCLUDE_H

#include "site/settings.h"

/* Whether a file or folder, relative to DIR, is passed over; `is_used` has a
 * place for each pattern and is set for those that say so. */
bool is_excluded(const struct names *globs, struct slice path, bool *is_used);

/* Warns of the patterns in the file that nothing in the folder is named by. */
void warn_of_unused_patterns(const struct settings *settings,
                             const char *folder, const bool *is_used,
                             struct diagnostics *diagnostics);

#endif
