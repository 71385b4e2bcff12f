/* unused_settings.h - settings of collections that apply to no document. */
#ifndef LAYOUT_UNUSED_SETTINGS_H
#define LAYOUT_UNUSED_SETTINGS_H

#include "layout/languages.h"

/* The documents of a folder. */
struct surveyed_root {
    const struct layout *layout;
    const struct languages *languages;
    size_t meta_count;
};

/* Warns about collections without documents, and about fields that no document
 * of their collection has. Call it before any field is hidden. */
void warn_of_unused_settings(const struct policy *policy,
                             const struct surveyed_root *roots,
                             size_t root_count,
                             struct diagnostics *diagnostics);

#endif
