/* walk.h - the files of a folder. Private to this room. */
#ifndef SITE_WALK_H
#define SITE_WALK_H

#include "base/err.h"
#include "document/diagnostic.h"
#include "store/tree.h"

#define WALK_MAX_DEPTH 32
#define WALK_MAX_FILES 1000000

struct walk {
    struct arena arena;
    struct slice *paths; /* relative to the folder that was asked for */
    size_t count, capacity;
    bool is_full;
    char *folder;           /* absolute, without links in it */
    struct tree tree;       /* what kind of site it holds, and where */
    struct slice real_root; /* the content root, absolute, without links */
    struct diagnostics diagnostics;
};

/* Finds every document of the site in the folder: all below it, or only what
 * is below the content root in it. */
bool walk_folder(const char *folder, struct walk *ret_walk,
                 struct err *err) MUST_USE;
void walk_release(struct walk *walk);

#endif
