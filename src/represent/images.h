/* images.h - every picture of a document, with what is known of it. Private to
 * this room. */
#ifndef REPRESENT_IMAGES_H
#define REPRESENT_IMAGES_H

#include "represent/member_writer.h"

/* The member. It is there only where it is included: as a key of front matter
 * the name is a good one. */
#define IMAGES_NAME "images"

/* Of one document; those after them are left out. */
#define IMAGES_MAX 500

/* What the links of the body become; see member_writer.h. */
void images_write(const struct member_writer *writer, const struct entry *entry,
                  const struct slice *hrefs, const struct parts *parts);

#endif
