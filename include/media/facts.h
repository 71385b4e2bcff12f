/* facts.h - how large the pictures among the files are.
 *
 *     public/images/a.jpg --first look--> its head is read
 *                         --every other-> known, while device, inode, size and
 *                                         time of the file are the same
 *
 * Any thread may call it. */
#ifndef MEDIA_FACTS_H
#define MEDIA_FACTS_H

#include "media/media.h"
#include "media/picture.h"

/* Returns false if the file may not be served, is no picture that browsers show
 * under its name, or is another one than the walk has found. It opens the file
 * where nothing is known of it. */
bool media_picture(const struct media *media, const struct media_file *file,
                   struct picture *ret_picture);

/* The same of many at once, each a file or NULL; `threads` as parallel_for()
 * takes them. Of those of which it would be false, the format is
 * PICTURE_NONE. */
void media_pictures(const struct media *media,
                    const struct media_file *const *files, size_t count,
                    unsigned threads, struct picture *ret_pictures);

#endif
