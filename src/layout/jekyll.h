/* jekyll.h - shared by the files for Jekyll. Private to this room. */
#ifndef LAYOUT_JEKYLL_H
#define LAYOUT_JEKYLL_H

#include "layout/generator.h"

/* Whether the path is that of a post. Then *ret_above is the path of the
 * folders above its "_posts", "" for none, and *ret_inside is its path below
 * that. */
bool jekyll_find_posts(const struct layout *layout, struct slice path,
                       struct slice *ret_above, struct slice *ret_inside);

/* Whether `include` of the settings names the folder. */
bool jekyll_includes(const struct layout *layout, struct slice folder);

/* A file without front matter is copied unchanged, and is not a page. */
bool jekyll_has_front_matter(const struct source *source);

/* "posts", "pages" or the name of a collection; SLICE_NONE for a file that
 * Jekyll does not treat as a document. */
struct slice jekyll_type(const struct layout *layout,
                         const struct source *source);

/* The folders above _posts, "" for none. */
struct slice jekyll_category_folders(const struct layout *layout,
                                     const struct meta *meta);

/* Dates as Jekyll reads them; see struct generator. */
void jekyll_reread(const struct layout *layout, struct meta *meta);

/* Terms as Jekyll reads them; see struct generator. */
struct names jekyll_tags(const struct meta *meta, struct arena *arena,
                         struct diagnostics *found);
struct names jekyll_categories(const struct layout *layout,
                               const struct meta *meta, struct arena *arena,
                               struct diagnostics *found);

/* Files that Jekyll does not publish; see struct generator. */
extern const char *const jekyll_publishing_keys[];
struct slice jekyll_own_root(const struct value *settings);
bool jekyll_holds_back(const struct tree *tree, struct slice path,
                       bool is_folder);

/* `markdown:` and `kramdown:` of the settings; see struct generator. */
void jekyll_read_dialect(const struct value *settings,
                         struct markdown_dialect *dialect);

/* `limit_posts:` of the settings: finds the oldest post that is published; and
 * whether a post is older. */
void jekyll_limit_posts(struct layout *layout,
                        const struct layout_input *input);
bool jekyll_is_beyond_limit(const struct layout *layout,
                            const struct meta *meta);

/* `defaults:` of the settings; see struct generator. */
bool jekyll_find_defaults(struct layout *layout,
                          const struct layout_input *input, struct arena *arena,
                          struct diagnostics *diagnostics);
struct value jekyll_defaults_of(const struct layout *layout,
                                const struct source *source,
                                struct arena *arena);

#endif
