/* media.h - the files beside the documents, as the walk finds them. Private to
 * this room. */
#ifndef SITE_MEDIA_H
#define SITE_MEDIA_H

#include "media/media.h"

#include <sys/stat.h>

#define MEDIA_MAX_DEPTH 32

struct walk;

/* Set `arena` first; the list lives in it. */
struct media_list {
    struct arena *arena;
    struct media_found *items;
    size_t count, capacity;
    bool is_partial; /* there may be more: a missing path proves nothing */
    bool is_full;    /* MEDIA_MAX_FILES */
};

/* Adds the file of that path, which must live in the arena, if it is of a kind
 * that may be served. `status` is of the file itself, whatever links lead to
 * it; `is_linked` says whether any does. */
void media_list_add(struct walk *walk, struct slice path,
                    const struct stat *status, bool is_linked,
                    bool is_held_back);

/* Adds the files below the folder, if it exists. */
void media_list_read(struct walk *walk, struct slice folder);

/* The index of all that was added; the caller's reference. */
struct media *media_list_index(const struct walk *walk);

/* A hash of all that was added that does not depend on the order, which differs
 * from walk to walk. */
uint64_t media_list_hash(const struct media_list *media);

#endif
