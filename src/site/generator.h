/* generator.h - the settings of the site's generator, where they lie beside the
 * content. Private to this room. */
#ifndef SITE_GENERATOR_H
#define SITE_GENERATOR_H

#include "store/tree.h"

#include "base/arena.h"

#include <sys/stat.h>

/* The file that holds the settings, relative to `folder`; SLICE_NONE if there
 * is none that may be read: one behind a symbolic link is none. */
struct slice generator_settings(const char *folder, const struct tree *tree,
                                struct stat *ret_status);

/* Where a Jekyll site has its collections, in the arena; or SLICE_NONE. What
 * it said `before` holds while its settings are broken. */
struct slice generator_collections_dir(const char *folder,
                                       const struct tree *tree,
                                       struct slice before,
                                       struct arena *arena);

/* Whether settings in TOML, which nobody here can read, hold patterns of
 * addresses. */
bool generator_has_permalinks(const char *folder, struct slice path);

#endif
