/* media.h - the names of images and other files beside the documents. Private
 * to this room. */
#ifndef SITE_MEDIA_H
#define SITE_MEDIA_H

#include "base/arena.h"
#include "lint/media.h"

#define MEDIA_MAX_FILES 200000
#define MEDIA_MAX_DEPTH 32

/* Set `arena` first; it holds the list. The list is only good for saying what
 * does not exist while it is not partial. */
struct media_list {
    struct arena *arena;
    struct slice *items;
    size_t count, capacity;
    bool is_partial; /* there may be more */
};

/* Adds a path, which lives in the arena, if its name is one of media. */
void media_list_add(struct media_list *media, struct slice path);

/* Adds what is below `root` + "/" + `folder`, if there is such a folder. */
void media_list_read(struct media_list *media, const char *root,
                     struct slice folder);

#endif
