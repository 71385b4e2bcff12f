/* member_writer.h - writes the members of a document. Private to this room.
 *
 *     resource.c        a document, group by group
 *       own.c             what its writer gave it: front matter, data
 *         sections.c        documents that a section shows
 *       members.c         the table of what is computed
 *       hit.c             why it was found
 *         relations.c       documents that it is related to
 *           parts.c           what `fields` leaves of any of these
 *             write.c           JSON
 *
 * Each file calls only those below it. A document within a document starts
 * again at the top, through a pointer that the writer carries. */
#ifndef REPRESENT_MEMBER_WRITER_H
#define REPRESENT_MEMBER_WRITER_H

#include "represent/shape.h"

struct member_writer {
    struct str *out;
    const struct snapshot *around; /* where the documents within are */
    const struct shape *shape;
    void (*write_document)(struct str *out, const struct snapshot *snapshot,
                           const struct entry *entry,
                           const struct shape *shape);
};

#endif
