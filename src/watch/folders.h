/* folders.h - which folder a watch descriptor stands for. Private to this
 * room. */
#ifndef WATCH_FOLDERS_H
#define WATCH_FOLDERS_H

#include "base/str.h"

struct folder {
    int descriptor;
    unsigned look; /* the last one that met it */
    struct slice path;
};

/* `struct folders f = {0}` is a valid empty table. */
struct folders {
    struct folder *items; /* by descriptor */
    size_t count, capacity;
    unsigned look;
};

void folders_release(struct folders *folders);

/* Met in this look; the path is copied. */
void folders_put(struct folders *folders, int descriptor, struct slice path);
const struct folder *folders_find(const struct folders *folders,
                                  int descriptor); /* NULL if unknown */
void folders_remove(struct folders *folders, int descriptor);

/* Removes what this look has not met and calls forget for each. */
void folders_sweep(struct folders *folders,
                   void (*forget)(void *context, int descriptor),
                   void *context);

#endif
