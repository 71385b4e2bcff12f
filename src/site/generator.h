/* generator.h - the settings of the site's generator, where they lie beside the
 * content. Private to this room. */
#ifndef SITE_GENERATOR_H
#define SITE_GENERATOR_H

#include "layout/tree.h"

#include "base/arena.h"

#include <stdint.h>
#include <sys/stat.h>

/* The file that holds the settings, relative to `folder`; SLICE_NONE if there
 * is none that may be read: one behind a symbolic link is none. */
struct slice generator_settings(const char *folder, const struct tree *tree,
                                struct stat *ret_status);

/* What of them is needed before any content is read; SLICE_NONE where they say
 * nothing. */
struct generator_facts {
    struct slice collections_dir; /* where Jekyll has its collections */
    struct slice timezone;        /* as written: it may be none */
    uint32_t timezone_line, timezone_column;
};

/* Reads them into the arena. While they are broken, what they said `before`
 * holds; its texts must last as long as the arena does. */
struct generator_facts generator_read(const char *folder,
                                      const struct tree *tree,
                                      const struct generator_facts *before,
                                      struct arena *arena);

/* Whether settings in TOML, which nobody here can read, hold patterns of
 * addresses. */
bool generator_has_permalinks(const char *folder, struct slice path);

#endif
