/* place.h - paths and addresses, taken apart as all generators do.
 *
 *     content/posts/trip/index.md
 *     '-root-''-below the root--'
 *             'fold-''-inside---' */
#ifndef LAYOUT_PLACE_H
#define LAYOUT_PLACE_H

#include "layout/layout.h"

struct slice path_below_root(const struct tree *tree, struct slice path);
struct slice path_first_folder(struct slice path); /* "" at the top */
struct slice path_trim_slashes(struct slice text); /* at both ends */
struct slice path_without_extension(struct slice path);

/* "thoughts/index" -> "thoughts"; "index" stays. */
struct slice path_without_index(struct slice path);

/* The collection that a folder's name stands for; NULL for most. */
const char *folder_collection(struct slice folder);
/* A folder's own name as a collection: "_recipes" is "recipes". */
struct slice folder_own_collection(struct slice folder, struct arena *arena);
/* First path segments that the API answers itself. */
bool collection_name_is_reserved(struct slice name);

/* The slug that the document wishes for: its key `slug`, its `name`, or for an
 * index the folder that it is in; `inside` is its path below the folder that
 * its kind of document is kept in. */
struct slice meta_wished_slug(const struct meta *meta, struct slice name,
                              struct slice inside, struct arena *arena);

/* Files the document under the collection that `folder` stands for, with
 * `inside` below that folder; an index at its top is the folder's page. */
struct place place_in_folder(const struct meta *meta, struct slice folder,
                             struct slice inside, struct slice below,
                             struct arena *arena);

/* "/" and the path, "/" alone for the index at the top. */
struct slice url_from_path(struct slice path, struct arena *arena);

/* An address as it is written in front matter: "a/", "/a/index.html" and
 * "https://example.org/a#top" are "/a". SLICE_NONE where it names nothing. */
struct slice url_from_text(struct slice text, struct arena *arena);

/* Lower case, "-" for blanks: what several generators make of a path. */
struct slice path_lowered(struct slice path, struct arena *arena);

#endif
