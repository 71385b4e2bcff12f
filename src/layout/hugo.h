/* hugo.h - shared by the files for Hugo. Private to this room. */
#ifndef LAYOUT_HUGO_H
#define LAYOUT_HUGO_H

#include "layout/generator.h"

/* Reads a string or a list of them, one by one from *cursor 0. A string is a
 * list of words. */
bool hugo_next_text(const struct value *value, size_t *cursor,
                    struct slice *ret_text);
/* Both false for NULL. */
bool hugo_is_true(const struct value *value);
bool hugo_is_never(const struct value *value); /* never, false */

/* `languages: {en: ..., fr: {contentDir: content/french}}` */
const struct value *hugo_languages(const struct layout *layout);

/* Fills layout->sections and bundles; the values point into input->sources. */
void hugo_survey(struct layout *layout, const struct layout_input *input);

/* Returns the _index.md of exactly that folder, below the content root, in the
 * language of the source; or NULL. */
const struct source *hugo_section_in(const struct layout *layout,
                                     struct slice folder,
                                     const struct source *source);

/* Returns the code of the language that a file is in. */
struct slice hugo_language_of(const struct layout *layout, struct slice path);

/* Returns the page of the nearest section, after all others the home page. */
const struct meta *hugo_section(const struct layout *layout,
                                const struct meta *meta);

/* Returns the page that a file is part of, the outermost one if bundles are
 * nested, or NULL if the file is a page itself. */
const struct meta *hugo_owner(const struct layout *layout,
                              const struct meta *meta);

/* Returns the section of a page: the nearest folder with an _index.md,
 * otherwise the first folder of the path; "" at the top. Its own folder may be
 * below that of a language. */
struct slice hugo_section_path(const struct layout *layout,
                               const struct meta *meta, struct slice below);

/* Whether Hugo takes another file for the index of its folder. */
bool hugo_is_second_index(const struct layout *layout, const struct meta *meta);

/* Whether it is written as the code of a language is in paths and mounts. */
bool hugo_is_code(struct slice code);

/* Whether a pattern of a mount or a cascade matches the whole path, without
 * regard to case: "posts/x*", "{a,b}.md". */
bool hugo_glob(struct slice pattern, struct slice path);

/* Files that Hugo does not publish; see struct generator. */
extern const char *const hugo_publishing_keys[];
struct slice hugo_own_root(const struct value *settings);
struct slice hugo_next_root(const struct value *settings, size_t *cursor);
bool hugo_next_ignored(const struct value *settings, size_t *cursor,
                       struct slice *ret_pattern);
bool hugo_holds_back(const struct tree *tree, struct slice path,
                     bool is_folder);

/* `markup:` of the settings; see struct generator. */
void hugo_read_dialect(const struct value *settings,
                       struct markdown_dialect *dialect);

/* `frontmatter:` of the settings; see struct generator. */
void hugo_reread(const struct layout *layout, struct meta *meta);
/* Whether it takes dates from the names of files, which are then no part of
 * addresses. */
bool hugo_dates_files(const struct layout *layout);

/* `cascade:` of the sections; see struct generator. */
bool hugo_find_cascades(struct layout *layout, const struct layout_input *input,
                        struct arena *arena, struct diagnostics *diagnostics);
struct value hugo_cascade_of(const struct layout *layout,
                             const struct source *source, struct arena *arena);

#endif
