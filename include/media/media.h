/* media.h - the files that are not documents, by name.
 *
 *     images/a.png  <--  which files are called "a.png"
 *                   <--  which files are in "images"
 *
 * Built by each walk of the tree, and shared by the snapshots of that walk; any
 * thread may read it. */
#ifndef MEDIA_MEDIA_H
#define MEDIA_MEDIA_H

#include "base/str.h"

/* How many files with one name, or in one folder, are considered. */
#define MEDIA_MAX_NAMESAKES  64
#define MEDIA_MAX_NEIGHBOURS 1000

struct media; /* opaque, see media.c */

/* Copies the paths, which are relative to the site's folder. */
struct media *media_new(const struct slice *paths, size_t count);
struct media *media_ref(struct media *media); /* NULL is accepted */
void media_unref(struct media *media);        /* NULL is accepted */

/* A number above 0 that no other has. */
unsigned media_version(const struct media *media);

/* Whether there certainly is no file at that path, which has no dot segments.
 * `beside` is the same path resolved from the document's folder, or SLICE_NONE
 * for a path that starts at the top of the site. */
bool media_is_missing(const struct media *media, struct slice path,
                      struct slice beside);

/* Returns a file that may have been meant, or SLICE_NONE. */
struct slice media_nearest(const struct media *media, struct slice path,
                           struct slice beside);

#endif
