/* finder.h - the index of words that a command uses. Private to this room. */
#ifndef CLI_FINDER_H
#define CLI_FINDER_H

#include "cli/options.h"
#include "site/settings.h"

struct search;

/* The folder in which the index is kept, in the arena; SLICE_NONE: it is kept
 * in memory or elsewhere. */
struct slice finder_cache(const struct settings *settings, const char *folder,
                          struct arena *arena);
/* Whether the index is in a database. */
bool finder_connects(const struct settings *settings);

/* Opens the index of the site, NULL where search is off. With `is_waiting`
 * nothing is done before the first query, which waits. What it borrows lies in
 * the settings and in `arena`. */
bool finder_open(const struct options *options, const struct settings *settings,
                 bool is_waiting, struct arena *arena,
                 struct search **ret_search, struct err *err) MUST_USE;

#endif
