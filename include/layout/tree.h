/* tree.h - which generator wrote a folder, and what of it is content.
 *
 *     names at its top --> signs --> generator, and where its content may be
 *                                \-> what of it is read
 *
 * All of it is pure: the caller walks the disk, and looks there by itself. */
#ifndef LAYOUT_TREE_H
#define LAYOUT_TREE_H

#include "base/str.h"

struct generator; /* Jekyll, Hugo ...: opaque, see src/layout/generator.h */

#define GENERATORS_MAX 16

/* Where the sources come from. */
struct tree {
    struct slice folder_name;  /* of DIR itself: "content" in /srv/content */
    struct slice content_root; /* below DIR, "" or "content" or "src/content" */
    const struct generator *generator; /* as far as names tell it, or NULL */
    bool is_project; /* the program of the site lies beside the content */
    struct slice collections_dir; /* where Jekyll's settings put collections */
};

/* What the names at the top of a folder say; all zero before the first. */
struct tree_signs {
    unsigned common;              /* about content, whoever wrote it */
    unsigned own[GENERATORS_MAX]; /* of each generator */
};

/* Whether a name at the top says anything. */
bool tree_name_is_sign(struct slice name);

void tree_signs_add(struct tree_signs *signs, struct slice name);

/* NULL where the names tell none. */
const struct generator *tree_signs_generator(const struct tree_signs *signs);
bool tree_signs_show_project(const struct tree_signs *signs);

/* The generator of a content folder that is served alone, from the names in the
 * folder that holds it; NULL where `folder` is not its content. */
const struct generator *tree_generator_around(const struct tree_signs *signs,
                                              struct slice folder);

/* The content is in `root` if there is a folder `probe`. */
struct content_root {
    const char *probe, *root;
    bool unless_own; /* only where no documents lie at the top itself */
};

/* The next place to look for content in; start with *cursor = 0. NULL once
 * none is left: then the content is the folder itself. */
const struct content_root *tree_next_root(const struct tree_signs *signs,
                                          size_t *cursor);

/* A folder beside the content root that belongs to it; NULL for none. */
const char *tree_second_root(const struct tree *tree);

/* The places that the path of an image may begin at, one after the other from
 * `index` 0: "" for DIR itself, "public" and the like. NULL after the last. */
const char *tree_media_root(size_t index);

/* Files beside the content root that may hold the generator's settings, the one
 * that counts first: NULL after the last of them. Those in TOML are named,
 * too, though they are not read. */
const char *tree_settings(const struct tree *tree, size_t rank);

/* The keys of those settings that matter before any content is read, or NULL:
 * the timezone, and where the collections are. */
const char *tree_timezone_key(const struct tree *tree);
const char *tree_collections_dir_key(const struct tree *tree);

/* The path as Jekyll sees it: what begins with "_" in the folder that holds the
 * collections is as good as at the top. */
struct slice tree_collections_path(const struct tree *tree, struct slice path);

/* Whether a file or folder of that path, relative to DIR, is content. */
bool tree_reads(const struct tree *tree, struct slice path, bool is_folder);

#endif
