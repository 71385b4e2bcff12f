/* generator.h - the settings of the site's generator. Private to this room. */
#ifndef SITE_GENERATOR_H
#define SITE_GENERATOR_H

#include "layout/tree.h"

#include "base/arena.h"
#include "document/diagnostic.h"

#include <stdint.h>
#include <sys/stat.h>

/* Returns the files with settings that count, by layers, relative to `folder`;
 * start with *cursor = 0. NULL after the last. One that is there may turn out
 * to be unreadable, as a symbolic link that leads out of the folder is. */
const struct settings_file *generator_next_settings(const char *folder,
                                                    const struct tree *tree,
                                                    size_t *cursor,
                                                    struct stat *ret_status);

/* The path of the first; SLICE_NONE if there are none. */
struct slice generator_settings(const char *folder, const struct tree *tree,
                                struct stat *ret_status);

/* How many files with settings count and how many of what to ignore exist, but
 * for one in the content root. */
size_t generator_count_settings(const char *folder, const struct tree *tree);

/* What is needed before any content is read; SLICE_NONE if not set. */
struct generator_facts {
    struct slice collections_dir; /* where Jekyll has its collections */
    struct slice timezone;        /* as written, perhaps invalid */
    uint32_t timezone_line, timezone_column;
    struct value publishing; /* see struct tree */
    struct value settings;   /* all of them; null if there are none */
    bool is_known;           /* the settings were read, now or before */
    struct slice unread; /* a file that holds files back, nobody knows which */
};

/* Reads the facts into the arena; while the settings are broken, or have just
 * been truncated to be written anew, copies those from `before`. If there were
 * none before, or a file of what to ignore cannot be read, `unread` is set.
 * Adds the faults of the settings to `faults`; NULL for those of DIR, which are
 * sources and show their own. */
struct generator_facts generator_read(const char *folder,
                                      const struct tree *tree,
                                      const struct generator_facts *before,
                                      struct diagnostics *faults,
                                      struct arena *arena);

/* A copy in the arena. */
struct generator_facts generator_copy(const struct generator_facts *facts,
                                      struct arena *arena);

/* Adds what a file in the content root ignores, once that is known. */
void generator_read_inner(const char *folder, const struct tree *tree,
                          struct generator_facts *facts, struct arena *arena);

#endif
