/* place.h - takes paths and addresses apart, in the way that all generators
 * share.
 *
 *     content/posts/trip/index.md
 *     '-root-''-below the root--'
 *             'fold-''-inside---' */
#ifndef LAYOUT_PLACE_H
#define LAYOUT_PLACE_H

#include "layout/layout.h"

struct slice path_below_root(const struct tree *tree, struct slice path);
struct slice path_first_folder(struct slice path); /* "" at the top */
struct slice path_below_first(struct slice path);  /* the path at the top */
/* Whether a name only orders what is in it, and is in no address: "(start)". */
bool path_is_group(struct slice name);
/* "docs/(start)/a.md" -> "docs/a.md", in the arena. */
struct slice path_without_groups(struct slice path, struct arena *arena);
struct slice path_trim_slashes(struct slice text); /* at both ends */
struct slice path_without_extension(struct slice path);

/* "thoughts/index" -> "thoughts"; "index" stays. */
struct slice path_without_index(struct slice path);

/* Returns the collection that a folder's name stands for; NULL for most
 * names. */
const char *folder_collection(struct slice folder);
/* Returns the name of the folder as that of a collection: "_recipes" is
 * "recipes". */
struct slice folder_own_collection(struct slice folder, struct arena *arena);
/* Whether the API uses that first path segment itself. */
bool collection_name_is_reserved(struct slice name);

/* Returns the slug that the document asks for: its key `slug`, otherwise its
 * `name`, or the name of the folder for an index file. `inside` is its path
 * below the folder of its collection. */
struct slice meta_wished_slug(const struct meta *meta, struct slice name,
                              struct slice inside, struct arena *arena);

/* Makes the path the slug if documents of that place are named so. The slug
 * that the document asks for must be there; it becomes the short one. */
void place_name_by_path(struct place *place, const struct meta *meta,
                        struct arena *arena);

/* Files the document under the collection that `folder` stands for; `inside` is
 * its path below that folder. An index file at the top of the folder is the
 * page of the folder. */
struct place place_in_folder(const struct meta *meta, struct slice folder,
                             struct slice inside, struct slice below,
                             struct arena *arena);

/* Returns the path as readers know it: composed (NFC), and decoded if it is
 * percent-encoded UTF-8, as the files of an export from WordPress are. */
struct slice path_readable(struct arena *arena, struct slice path);

/* Returns "/" and the path, or only "/" for the index file at the top. */
struct slice url_from_path(struct slice path, struct arena *arena);

/* An address as it is written in front matter: "a/", "/a/index.html" and
 * "https://example.org/a#top" are "/a". SLICE_NONE if it names nothing. */
struct slice url_from_text(struct slice text, struct arena *arena);

/* Returns the url with a slash at its end. */
struct slice url_with_slash(struct slice url, struct arena *arena);
/* Returns the url without one, as it is looked up; "/" stays. */
struct slice url_without_slash(struct slice url);
/* As url_from_text(), but a slash at the end stays: "/a/" is "/a/", and so is
 * "/a/index.html". */
struct slice url_from_permalink(struct slice text, struct arena *arena);

/* Returns the path with each name as github-slugger writes it: "What's new?" is
 * "whats-new". */
struct slice path_slugged(struct slice path, struct arena *arena);

/* Returns the path in lower case, with "-" for spaces, as several generators do
 * it. */
struct slice path_lowered(struct slice path, struct arena *arena);

#endif
