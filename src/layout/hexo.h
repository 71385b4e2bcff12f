/* hexo.h - shared by the files for Hexo. Private to this room. */
#ifndef LAYOUT_HEXO_H
#define LAYOUT_HEXO_H

#include "layout/generator.h"

/* Whether the path, below the content root, is that of a post or of a draft.
 * Then *ret_inside is its path below _posts or _drafts. */
bool hexo_find_post(struct slice below, struct slice *ret_inside);

/* What the name of a post says, by `new_post_name` of the settings:
 * ":year-:month-:day-:title.md". */
struct hexo_name {
    struct slice title;            /* "trip/notes": what Hexo calls the slug */
    struct slice year, month, day; /* or SLICE_NONE */
    struct value others;           /* an object of further words: `lang` */
};

/* Returns the letters, digits and underscores at the start of the text, without
 * underscores at their end: a word of a pattern. */
struct slice hexo_word(struct slice text);

struct hexo_name hexo_name_of(const struct layout *layout, struct slice inside,
                              struct arena *arena);

/* Dates, names and languages by `new_post_name`; see struct generator. */
void hexo_reread(const struct layout *layout, struct meta *meta);

/* The address of a post by `permalink` of the settings; SLICE_NONE if the
 * pattern has a word that stands for nothing here, such as a part of the date
 * of a post without a date. */
struct slice hexo_permalink(const struct layout *layout,
                            const struct meta *meta, struct slice inside,
                            struct arena *arena);

/* Files that Hexo does not publish as documents; see struct generator. */
extern const char *const hexo_publishing_keys[];
struct slice hexo_own_root(const struct value *settings);
bool hexo_holds_back(const struct tree *tree, struct slice path,
                     bool is_folder);

#endif
