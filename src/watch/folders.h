/* folders.h - the folder of each watch descriptor. Private to this room. */
#ifndef WATCH_FOLDERS_H
#define WATCH_FOLDERS_H

#include "base/str.h"

struct folder {
    int descriptor;
    unsigned look; /* the last look that met it */
    struct slice path;
};

/* `struct folders f = {0}` is a valid empty table. */
struct folders {
    struct folder *items; /* by descriptor */
    size_t count, capacity;
    unsigned look;
};

void folders_release(struct folders *folders);

/* Adds a folder that this look has met, or gives it a new path (copied). */
void folders_put(struct folders *folders, int descriptor, struct slice path);
const struct folder *folders_find(const struct folders *folders,
                                  int descriptor); /* NULL if unknown */
void folders_remove(struct folders *folders, int descriptor);

/* Removes the folders that this look has not met; calls forget for each. */
void folders_sweep(struct folders *folders,
                   void (*forget)(void *context, int descriptor),
                   void *context);

#endif
