/* beneath.h - opens what lies in a folder, and nothing else.
 *
 *     root     /srv/site             chosen by the operator: links are followed
 *     top      content               below root, and
 *     path     content/posts/a.md    below top: links may not lead out
 *
 * Any thread may call it. */
#ifndef DOCUMENT_BENEATH_H
#define DOCUMENT_BENEATH_H

#include "base/str.h"

/* Opens `path`, relative to `root`, as open() does; it begins with `top`, which
 * is empty for root itself. O_CLOEXEC is added. -1 with errno; EXDEV if it
 * leads out of `top`. */
int beneath_open(const char *root, struct slice top, struct slice path,
                 int flags);

/* Opens `path`, relative to `root`, if no symbolic link is on the way, the file
 * itself included. -1 with errno; ELOOP or ENOTDIR for a link. */
int beneath_open_plain(const char *root, struct slice path, int flags);

/* The same for many paths: relative to a folder that beneath_open_folder() has
 * opened, which is -1 where it cannot be, and the caller closes. */
int beneath_open_folder(const char *root);
int beneath_open_plain_in(int folder, struct slice path, int flags);

#endif
