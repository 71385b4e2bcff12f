/* media.h - the files that are no documents, by their names. Private to this
 * room.
 *
 *     images/a.png  <--  which files are called "a.png"
 *                   <--  which files are in "images"                  */
#ifndef STORE_MEDIA_H
#define STORE_MEDIA_H

#include "base/map.h"
#include "store/build.h"

/* As many files of one name, or in one folder, as are looked at. */
#define MEDIA_MAX_NAMESAKES  64
#define MEDIA_MAX_NEIGHBOURS 1000

struct media_file;

/* `struct media m = {0}` is a valid empty one. */
struct media {
    struct media_file *files;
    struct map names;   /* file name -> the files called so */
    struct map folders; /* every folder that has any, at whatever depth */
};

/* Indexes the paths, whose texts must outlive it. */
void media_index(struct media *media, const struct media_paths *paths);
void media_release(struct media *media);

/* Whether there is certainly no file at that path, which is as it is written,
 * without dots. `beside` is the same seen from the document's folder, or
 * SLICE_NONE for a path that begins at the top of the site. */
bool media_is_missing(const struct media *media, struct slice path,
                      struct slice beside);

/* A file that may have been meant, or SLICE_NONE. */
struct slice media_nearest(const struct media *media, struct slice path,
                           struct slice beside);

#endif
