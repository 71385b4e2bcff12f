/* starlight.h - the manual of an Astro site. Private to this room.
 *
 * Starlight, a theme for manuals, routes the collection "docs" from the top. */
#ifndef LAYOUT_STARLIGHT_H
#define LAYOUT_STARLIGHT_H

#include "layout/generator.h"

#define STARLIGHT_MODULE "@astrojs/starlight"

/* The settings of an Astro site with what Starlight says in them, under names
 * that other generators have. See read_ignores() in generator.h. */
struct value starlight_read_settings(struct slice path, struct slice text,
                                     const struct value *before,
                                     struct arena *arena);

/* Whether the path below the content root is of a page of the manual. */
bool starlight_has(const struct layout *layout, struct slice below);

/* The url of such a page. */
struct slice starlight_url(const struct meta *meta, struct slice below,
                           struct arena *arena);

/* See menu_spot(), languages() and original() in generator.h. */
struct menu_spot starlight_menu_spot(const struct layout *layout,
                                     const struct meta *meta);
const struct value *starlight_languages(const struct layout *layout);
struct slice starlight_original(const struct layout *layout, struct slice path,
                                struct slice *ret_language,
                                struct arena *arena);

#endif
