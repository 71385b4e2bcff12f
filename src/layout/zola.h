/* zola.h - shared by the files for Zola. Private to this room. */
#ifndef LAYOUT_ZOLA_H
#define LAYOUT_ZOLA_H

#include "layout/generator.h"

/* What follows a date in front of a name: "hello" of "2018-10-10-hello" and of
 * "2018-10-10_hello". SLICE_NONE if there is no date, or nothing after it.
 * *ret_date, an ISO 8601 date or time, is SLICE_NONE if there is none. */
struct slice zola_name_after_date(struct slice name, struct slice *ret_date);

/* A name in an address, by `slugify.paths` of the settings; SLICE_NONE if it
 * has letters that cannot be written in ASCII here. */
struct slice zola_slug(const struct layout *layout, struct slice name,
                       struct arena *arena);

/* Whether a setting of a table is true: "slugify", "paths_keep_dates". */
bool zola_is_on(const struct layout *layout, const char *table,
                const char *key);

/* Sections that keep back what is below them; see struct generator. */
void zola_survey(struct layout *layout, const struct layout_input *input);
const struct meta *zola_section(const struct layout *layout,
                                const struct meta *meta);

#endif
