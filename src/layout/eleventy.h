/* eleventy.h - shared by the files for Eleventy. Private to this room. */
#ifndef LAYOUT_ELEVENTY_H
#define LAYOUT_ELEVENTY_H

#include "layout/generator.h"

/* Whether the file has data for documents beside or below it. */
bool eleventy_is_data(struct slice path);

/* Whether it has such data if there is a document of its name beside it, and is
 * nothing to Eleventy otherwise. */
bool eleventy_needs_document(struct slice path);

/* What documents inherit from such files; see struct generator. */
bool eleventy_find_data(struct layout *layout, const struct layout_input *input,
                        struct arena *arena, struct diagnostics *diagnostics);
struct value eleventy_data_of(const struct layout *layout,
                              const struct source *source, struct arena *arena);
struct value eleventy_merge(const struct value *under, const struct value *over,
                            struct arena *arena);

/* Files that Eleventy ignores; see struct generator. */
extern const char *const eleventy_ignore_files[];
#define ELEVENTY_PROGRAMS (eleventy_ignore_files + 2) /* its settings */
struct value eleventy_read_ignores(const struct tree *tree, const char *name,
                                   struct slice text,
                                   const struct value *before,
                                   struct arena *arena);
struct slice eleventy_own_root(const struct value *publishing);
bool eleventy_holds_back(const struct tree *tree, struct slice path,
                         bool is_folder);

#endif
