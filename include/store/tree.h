/* tree.h - what kind of site a folder holds, told by the names in it.
 *
 *     names at its top --> markers --> kind, and where its content may be
 *                                  \-> what of it is read
 *
 * All of it is pure: whoever walks the disk asks, and looks by itself. */
#ifndef STORE_TREE_H
#define STORE_TREE_H

#include "base/str.h"

enum site_kind {
    SITE_PLAIN,
    SITE_STACKBIT,
    SITE_JEKYLL,
    SITE_HUGO,
    SITE_ASTRO,
    SITE_NUXT,
    SITE_ELEVENTY,
    SITE_NEXT,
};

/* Where the sources come from. */
struct tree {
    struct slice folder_name;  /* of DIR itself: "content" in /srv/content */
    struct slice content_root; /* below DIR, "" or "content" or "src/content" */
    enum site_kind kind;       /* as far as names tell it */
    bool is_project;           /* the program of the site lies beside it */
    struct slice collections_dir; /* where Jekyll's settings put collections */
};

/* What one name at the top of a folder tells; or them all together. */
unsigned tree_marker(struct slice name);

enum site_kind tree_kind(unsigned markers);
bool tree_is_project(unsigned markers);

/* Where the content is if there is a folder `probe`. */
struct content_root {
    const char *probe, *root;
};

/* The next place to look for content in; start with *cursor = 0. False once
 * none is left: then the content is the folder itself. */
bool tree_next_root(unsigned markers, size_t *cursor,
                    struct content_root *ret_root);

/* A folder beside the content root that belongs to it; NULL for none. */
const char *tree_second_root(const struct tree *tree);

/* The places that the path of an image may begin at, one after the other from
 * `index` 0: "" for DIR itself, "public" and the like. NULL after the last. */
const char *tree_media_root(size_t index);

/* Files beside the content root that may hold the generator's settings, the one
 * that counts first: NULL behind the last of them. Those in TOML are named,
 * too, though nobody here can read them. */
const char *tree_settings(const struct tree *tree, size_t rank);

/* The path as Jekyll sees it: what begins with "_" in the folder that holds the
 * collections is as good as at the top. */
struct slice tree_collections_path(const struct tree *tree, struct slice path);

/* Whether a file or folder of that path, relative to DIR, is content. */
bool tree_reads(const struct tree *tree, struct slice path, bool is_folder);

#endif
