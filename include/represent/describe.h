/* describe.h - the site and the server, described by themselves. */
#ifndef REPRESENT_DESCRIBE_H
#define REPRESENT_DESCRIBE_H

#include "store/snapshot.h"

/* The answer at "/", in `arena`: the site, its collections, and links to
 * everything else. */
struct slice describe_site(const struct snapshot *snapshot,
                           struct arena *arena);

/* The answers at /_live and /_ready. */
/* The addresses of the schemas of each collection. */
struct slice describe_schemas(const struct snapshot *snapshot,
                              struct arena *arena);
struct slice describe_live(void);
struct slice describe_ready(const struct snapshot *snapshot,
                            struct arena *arena);

/* All diagnostics, in the form of `headmatter check --format json`. */
struct slice describe_diagnostics(const struct snapshot *snapshot,
                                  struct arena *arena);

#endif
