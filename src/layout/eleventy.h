/* eleventy.h - shared by the files for Eleventy. Private to this room. */
#ifndef LAYOUT_ELEVENTY_H
#define LAYOUT_ELEVENTY_H

#include "layout/generator.h"

/* Whether the file has data for documents beside or below it. */
bool eleventy_is_data(struct slice path);

/* What documents inherit from such files; see struct generator. */
bool eleventy_find_data(struct layout *layout, const struct layout_input *input,
                        struct arena *arena, struct diagnostics *diagnostics);
struct value eleventy_data_of(const struct layout *layout,
                              const struct source *source, struct arena *arena);
struct value eleventy_merge(const struct value *under, const struct value *over,
                            struct arena *arena);

#endif
