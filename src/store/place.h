/* place.h - what the layouts of all generators have in common. Private to this
 * room.
 *
 *     content/posts/trip/index.md
 *     '-root-''-below the root--'
 *             'fold-''-inside---' */
#ifndef STORE_PLACE_H
#define STORE_PLACE_H

#include "store/layout.h"

/* One generator: how it files documents and how it routes their pages. A url
 * is only asked for of what has a page. */
struct generator {
    const char *name; /* "Jekyll site" */
    struct place (*place)(const struct layout *layout,
                          const struct source *source, struct arena *arena);
    struct slice (*url)(const struct layout *layout,
                        const struct source *source, const struct place *place,
                        struct arena *arena);
    bool takes_url; /* that of a page may be written as its key `url` */
};

extern const struct generator plain_generator;
extern const struct generator next_generator;
extern const struct generator stackbit_generator;
extern const struct generator jekyll_generator;
extern const struct generator hugo_generator;
extern const struct generator astro_generator;
extern const struct generator nuxt_generator;
extern const struct generator eleventy_generator;

/* Whether a document of that type shows that a tree is Stackbit's. */
bool stackbit_knows_type(struct slice type);
/* Whether the path has Nuxt's numbers in front of folders or of an index. */
bool nuxt_is_numbered(struct slice path);

/* "posts", "pages" or the name of a collection; SLICE_NONE for what is no
 * document to Jekyll. */
struct slice jekyll_type(const struct layout *layout,
                         const struct source *source);
/* The folders above _posts, "" for none. */
struct slice jekyll_category_folders(const struct layout *layout,
                                     const struct source *source);
/* The page of the nearest of Hugo's sections that a page is in; NULL in none of
 * them. The home page is no section. */
const struct source *section_around(const struct layout *layout,
                                    const struct source *source);
/* Fills bundles and sections. */
void hugo_survey(struct layout *layout, const struct build_input *input);

struct slice below_root(const struct tree *tree, struct slice path);
struct slice first_folder(struct slice path); /* "" at the top */
struct slice last_segment(struct slice path);
struct slice without_slashes(struct slice text); /* at both ends */
struct slice without_extension(struct slice path);

/* "thoughts/index" -> "thoughts"; "index" stays. */
struct slice without_index(struct slice path);

/* The collection that a folder's name stands for; NULL for most. */
const char *folder_collection(struct slice folder);
/* A folder's own name as a collection: "_recipes" is "recipes". */
struct slice own_collection(struct slice folder, struct arena *arena);
/* First path segments that the API answers itself. */
bool is_reserved_name(struct slice name);

/* The slug that the document wishes for: its key `slug`, its `name`, or for an
 * index the folder that it is in; `inside` is its path below the folder that
 * its kind of document is kept in. */
struct slice wished_slug(const struct source *source, struct slice name,
                         struct slice inside, struct arena *arena);

/* Files the document under the collection that `folder` stands for, with
 * `inside` below that folder; an index at its top is the folder's page. */
struct place place_in_folder(const struct source *source, struct slice folder,
                             struct slice inside, struct slice below,
                             struct arena *arena);

/* "/" and the path, "/" alone for the index at the top. */
struct slice url_of_path(struct slice path, struct arena *arena);

/* An address as it is written in front matter: "a/", "/a/index.html" and
 * "https://example.org/a#top" are "/a". SLICE_NONE where it names nothing. */
struct slice url_of_text(struct slice text, struct arena *arena);

/* Lower case, "-" for blanks: what several generators make of a path. */
struct slice lower_path(struct slice path, struct arena *arena);

#endif
