/* resource.h - a document as JSON, in the forms that answers use.
 *
 * Both forms are made once per snapshot. What a request asks for beyond them
 * (fields, include) is written anew from the same table of members. */
#ifndef REPRESENT_RESOURCE_H
#define REPRESENT_RESOURCE_H

#include "represent/shape.h"

/* Makes the fragments and revs of every entry, on up to `threads` threads; 0
 * means one per core. Call it once, before the snapshot is published. `before`,
 * which may be NULL, only makes it faster: documents that are written the same
 * way as in that snapshot share its bytes. */
void resource_prepare(struct snapshot *snapshot, const struct snapshot *before,
                      unsigned threads);

/* Calls emit for each piece of the item form, in order; together they are one
 * JSON object. The pieces live as long as the snapshot and the arena. */
void resource_each_piece(const struct entry *entry, struct arena *arena,
                         void (*emit)(void *context, struct slice piece),
                         void *context);

/* Writes the entry in any shape. Once the answer is too large, no more
 * documents are embedded and what has been written is incomplete. */
void resource_write(struct str *out, const struct snapshot *snapshot,
                    const struct entry *entry, const struct shape *shape);

#endif
