/* jekyll_names.h - tags and categories as Jekyll reads them. Private to this
 * room. */
#ifndef STORE_JEKYLL_NAMES_H
#define STORE_JEKYLL_NAMES_H

#include "store/layout.h"

/* What a post is about, in the arena where it is not as the source has it. Adds
 * to `found`, whose path is the source's, if that is more than is kept; NULL
 * tells nobody. */
struct names jekyll_tags(const struct source *source, struct arena *arena,
                         struct diagnostics *found);
struct names jekyll_categories(const struct layout *layout,
                               const struct source *source, struct arena *arena,
                               struct diagnostics *found);

#endif
