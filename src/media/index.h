/* index.h - the inside of the index of files. Private to this room. */
#ifndef MEDIA_INDEX_H
#define MEDIA_INDEX_H

#include "base/map.h"
#include "media/media.h"

#include <stdatomic.h>

struct media {
    atomic_uint reference_count;
    unsigned version;
    bool is_partial;
    struct arena arena;       /* of the strings */
    struct media_tree *trees; /* the first is DIR */
    size_t tree_count;
    struct names roots;         /* that are published as they are */
    struct media_mount *mounts; /* and those under another address */
    size_t mount_count;
    struct media_file *files;
    size_t count;
    struct map paths;   /* path -> file */
    struct map names;   /* file name -> the files called so */
    struct map folders; /* every folder that has any that may be missed, at
                           whatever depth; see missing.c */
    size_t known_count; /* in these folders */
};

/* Adds the file to the folders in which others may be missed. */
void media_add_folder(struct media *media, struct media_file *file);

/* Whether `path` ends with `end`, at a slash. */
bool media_ends_like(struct slice path, struct slice end);

#endif
