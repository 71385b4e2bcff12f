/* media.h - the names of images and other files beside the documents. Private
 * to this room. */
#ifndef SITE_MEDIA_H
#define SITE_MEDIA_H

#include "base/arena.h"
#include "media/media.h"

#define MEDIA_MAX_FILES 200000
#define MEDIA_MAX_DEPTH 32

/* Set `arena` first; the list lives in it. */
struct media_list {
    struct arena *arena;
    struct slice *items;
    size_t count, capacity;
    bool is_partial; /* there may be more: a missing path proves nothing */
};

/* Adds a path, which must live in the arena, if it is that of a media file. */
void media_list_add(struct media_list *media, struct slice path);

/* Adds the files below `root` + "/" + `folder`, if it exists. */
void media_list_read(struct media_list *media, const char *root,
                     struct slice folder);

#endif
