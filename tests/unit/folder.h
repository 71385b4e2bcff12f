/* folder.h - the folder that a test works in. */
#ifndef TESTS_UNIT_FOLDER_H
#define TESTS_UNIT_FOLDER_H

#include <ftw.h>
#include <stdio.h>

static inline int folder_remove_one(const char *path, const struct stat *status,
                                    int kind, struct FTW *place)
{
    (void)status;
    (void)kind;
    (void)place;
    return remove(path);
}

/* Removes a folder and all that is in it; no link is followed. Returns 0 if it
 * is gone. */
static inline int folder_remove(const char *root)
{
    return nftw(root, folder_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

#endif
