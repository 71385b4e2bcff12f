/* tree_files.h - folders of trees: found, measured, removed. Private to this
 * room. */
#ifndef GIT_TREE_FILES_H
#define GIT_TREE_FILES_H

#include "git/keeper.h"

/* Whether it is the name of a commit in full. */
bool git_is_commit(struct slice name);

/* Removes a file, or a folder with all that is in it; it need not exist. */
bool remove_all(const char *path, struct err *err) MUST_USE;

/* The same, for what may stay. */
void remove_quietly(const char *path);

/* Removes what is in the folder but for entries with these names. */
void remove_others(const char *folder, const struct slice *kept, size_t count);

/* What a listing by `git ls-tree -r -l -z` says. `ret_bytes` is of all
 * files. */
void measure_listing(struct slice listing, uint64_t *ret_bytes,
                     uint32_t *ret_submodules);

/* Counts the files of the listing that are pointers of LFS in this folder. */
void find_pointers(struct slice listing, const char *folder,
                   struct keeper_tree *tree);

#endif
