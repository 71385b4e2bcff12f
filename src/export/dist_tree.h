/* dist_tree.h - what is done to whole folders. Private to this room. */
#ifndef EXPORT_DIST_TREE_H
#define EXPORT_DIST_TREE_H

#include "export/dist_names.h"

/* Removes a folder with all that is in it, following no link; what cannot be
 * removed stays. */
void tree_remove(int parent, const char *name);

/* Moves all that is in one folder into another of the same file system: what
 * the other lacks as a whole, and file by file what both have. Folders come
 * before files, so that a list comes after what it lists. errno on false. */
bool tree_merge(int from, int to) MUST_USE;

struct tree_gone {
    const struct names_list *before, *now;                /* sorted */
    bool is_dry;                                          /* only counts */
    void (*report)(const char *change, const char *name); /* or NULL */
};

/* Removes the files below the folder whose names were in one list and are not
 * in the other, and the folders that this empties. Returns how many files. */
size_t tree_remove_gone(int folder, const struct tree_gone *gone);

#endif
