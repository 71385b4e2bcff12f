/* unused_settings.h - what is said of collections and applies to nothing. */
#ifndef LAYOUT_UNUSED_SETTINGS_H
#define LAYOUT_UNUSED_SETTINGS_H

#include "layout/languages.h"

/* Warns of collections that no document is in, and of fields that no document
 * of their collection has. Before any field is hidden. */
void warn_of_unused_settings(const struct policy *policy,
                             const struct layout *layout,
                             const struct languages *languages,
                             size_t meta_count,
                             struct diagnostics *diagnostics);

#endif
