/* writer.h - a document on its way out. Private to this room.
 *
 *     resource.c        a document, group by group
 *       own.c             what its writer gave it: front matter, data
 *         sections.c        documents that a section stands for
 *       members.c         the table of what is computed
 *         relations.c       documents that it is related to
 *           parts.c           what `fields` leaves of any of these
 *             write.c           JSON
 *
 * Each file calls only those below it. A document within a document begins
 * again at the top, through the writer's own pointer to it. */
#ifndef REPRESENT_WRITER_H
#define REPRESENT_WRITER_H

#include "represent/shape.h"

struct writer {
    struct str *out;
    const struct snapshot *around; /* where the documents within are */
    const struct shape *shape;
    void (*write_document)(struct str *out, const struct snapshot *snapshot,
                           const struct entry *entry,
                           const struct shape *shape);
};

#endif
