/* pelican.h - shared by the files for Pelican. Private to this room. */
#ifndef LAYOUT_PELICAN_H
#define LAYOUT_PELICAN_H

#include "layout/generator.h"

/* A setting of pelicanconf.py; NULL if it is not set, or computed. */
const struct value *pelican_setting(const struct layout *layout,
                                    const char *key);

/* Whether a path below the content root is that of a page. */
bool pelican_is_page(const struct value *settings, struct slice below);

/* A name as Pelican writes it in addresses, by SLUG_REGEX_SUBSTITUTIONS;
 * SLICE_NONE if they, or the letters of the name, are not known here. */
struct slice pelican_slug(const struct layout *layout, struct slice name,
                          struct arena *arena);

/* ARTICLE_URL and its kin for a document; SLICE_NONE if they need what is not
 * known. */
struct slice pelican_url(const struct layout *layout, const struct meta *meta,
                         struct slice below, struct arena *arena);

/* Metadata as Pelican reads it; see struct generator. */
void pelican_reread(const struct layout *layout, struct meta *meta);
struct names pelican_tags(const struct meta *meta, struct arena *arena,
                          struct diagnostics *found);
struct names pelican_categories(const struct layout *layout,
                                const struct meta *meta, struct arena *arena,
                                struct diagnostics *found);

#endif
