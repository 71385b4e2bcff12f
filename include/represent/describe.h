/* describe.h - what the site and the server say of themselves. */
#ifndef REPRESENT_DESCRIBE_H
#define REPRESENT_DESCRIBE_H

#include "store/snapshot.h"

/* The answer at "/", in `arena`: the site, its collections, where to go. */
struct slice describe_site(const struct snapshot *snapshot,
                           struct arena *arena);

/* The answers at /_live and /_ready. */
struct slice describe_live(void);
struct slice describe_ready(const struct snapshot *snapshot,
                            struct arena *arena);

/* All diagnostics, as `headmatter check --format json` prints them. */
struct slice describe_diagnostics(const struct snapshot *snapshot,
                                  struct arena *arena);

#endif
