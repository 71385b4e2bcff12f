/* copy_name.h - names that programs give to the copies of a file.
 *
 *     x.sync-conflict-20250101-120000-ABC.md    Syncthing
 *     x (1).md, Copy of x.md                    browsers, Google Drive
 *     x (Ana's conflicted copy 2025-01-01).md   Dropbox, Nextcloud
 *     x_LOCAL_1234.md, x.orig.md                git mergetool
 *     x copy 2.md, x - Copy (2).md              Finder, Windows */
#ifndef DOCUMENT_COPY_NAME_H
#define DOCUMENT_COPY_NAME_H

#include "base/str.h"

/* Returns the name of the other file, without extension and within `path`, or
 * SLICE_NONE. *ret_stem is the part of the path that it would replace. */
struct slice copy_name_find(struct slice path, struct slice *ret_stem);

#endif
