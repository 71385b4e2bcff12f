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

/* Whether a file or folder of that path, relative to DIR, is content. */
bool tree_reads(const struct tree *tree, struct slice path, bool is_folder);

#endif
