/* files.h - the files that `headmatter check` was given, and their site. */
#ifndef CLI_FILES_H
#define CLI_FILES_H

#include "base/arena.h"
#include "base/err.h"
#include "cli/options.h"

/* Whether the arguments are files rather than folders. */
bool files_are_given(const struct options *options);

/* Finds the folder of the site that all the files are in; in `arena`. Fails if
 * a file does not exist, or if they are of several sites. */
bool files_find_site(const struct options *options, struct arena *arena,
                     const char **ret_folder, struct err *err) MUST_USE;

/* An absolute path as seen from the current folder, where it is below that:
 * annotations in a pull request begin at its top. */
const char *files_named_from_here(struct slice folder);

/* Their paths as diagnostics have them, relative to the absolute folder of the
 * site; as many as options->path_count, in `arena`. */
struct slice *files_relative(const struct options *options, const char *folder,
                             struct arena *arena);

#endif
