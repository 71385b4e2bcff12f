/* place.h - where the file of an index is. Private to this room. */
#ifndef SEARCH_PLACE_H
#define SEARCH_PLACE_H

#include "base/err.h"
#include "base/str.h"

/* `struct file_place p = {0}` is no place. */
struct file_place {
    char *path; /* of the file, or NULL */
    int lock;   /* a descriptor that keeps other processes out */
    char *lock_path;
};

/* A file in the folder, which is made, for the index of that site: one that no
 * other process uses. */
bool place_find(struct slice folder, struct slice site,
                struct file_place *ret_place, struct err *err) MUST_USE;
/* Makes the file, empty, for its owner alone to read; one that is there stays.
 * SQLite would let others read it, and gives its other files the rights of this
 * one. Whether it can be made at all is found out when it is used. */
void place_make_file(const char *path);
/* Whether the file that keeps other processes out is still there. */
bool place_is_held(const struct file_place *place);
void place_release(struct file_place *place);

#endif
