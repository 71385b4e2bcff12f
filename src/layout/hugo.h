/* hugo.h - shared by the files for Hugo. Private to this room. */
#ifndef LAYOUT_HUGO_H
#define LAYOUT_HUGO_H

#include "layout/generator.h"

/* Returns the source that an element of layout->bundles or sections points
 * to. */
static inline const struct source *hugo_source_at(const void *found)
{
    return *(struct source *const *)found;
}

/* `cascade:` of the sections; see struct generator. */
bool hugo_find_cascades(struct layout *layout, const struct layout_input *input,
                        struct arena *arena, struct diagnostics *diagnostics);
struct value hugo_cascade_of(const struct layout *layout,
                             const struct source *source, struct arena *arena);

#endif
