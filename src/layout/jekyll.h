/* jekyll.h - what Jekyll's files share. Private to this room. */
#ifndef LAYOUT_JEKYLL_H
#define LAYOUT_JEKYLL_H

#include "layout/generator.h"

/* Whether the path is of a post: then *ret_above are the folders above its
 * "_posts", "" for none, and *ret_inside is its path in that. */
bool jekyll_find_posts(const struct layout *layout, struct slice path,
                       struct slice *ret_above, struct slice *ret_inside);

/* A file without any is copied as it is, and no page. */
bool jekyll_has_front_matter(const struct source *source);

/* "posts", "pages" or the name of a collection; SLICE_NONE for what is no
 * document to Jekyll. */
struct slice jekyll_type(const struct layout *layout,
                         const struct source *source);

/* The folders above _posts, "" for none. */
struct slice jekyll_category_folders(const struct layout *layout,
                                     const struct meta *meta);

/* Terms as Jekyll reads them; see struct generator. */
struct names jekyll_tags(const struct meta *meta, struct arena *arena,
                         struct diagnostics *found);
struct names jekyll_categories(const struct layout *layout,
                               const struct meta *meta, struct arena *arena,
                               struct diagnostics *found);

/* `defaults:` of the settings; see struct generator. */
bool jekyll_find_defaults(struct layout *layout,
                          const struct layout_input *input, struct arena *arena,
                          struct diagnostics *diagnostics);
struct value jekyll_defaults_of(const struct layout *layout,
                                const struct source *source,
                                struct arena *arena);

/* Whether a path is in the scope of a pattern: "docs" and "docs/api" hold for
 * what is below them; "*" stands for anything in one name, "**" for any
 * folders. */
bool scope_has(struct slice pattern, struct slice path);

#endif
