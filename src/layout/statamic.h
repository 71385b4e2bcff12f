/* statamic.h - shared by the files for Statamic. Private to this room. */
#ifndef LAYOUT_STATAMIC_H
#define LAYOUT_STATAMIC_H

#include "layout/generator.h"

#define STATAMIC_COLLECTIONS "collections" /* the folder of all of them */

/* Fills layout->sections with the settings of collections, and layout->bundles
 * with entries by id and what trees say of these. */
void statamic_survey(struct layout *layout, const struct layout_input *input);

/* The settings of a collection, or NULL. */
const struct value *statamic_collection(const struct layout *layout,
                                        struct slice name);

/* "collections/blog/a.md" -> "blog"; "" for other paths. */
struct slice statamic_collection_name(struct slice below);

/* The name of an entry without its day or number; *ret_day is the day as it is
 * written, "2024-05-01-1530", or SLICE_NONE. */
struct slice statamic_entry_name(struct slice stem, struct slice *ret_day);

/* The address by the route of the collection; SLICE_NONE without one. */
struct slice statamic_url(const struct layout *layout, const struct meta *meta,
                          struct arena *arena);

#endif
