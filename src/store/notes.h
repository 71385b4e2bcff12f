/* notes.h - the names of notes. Private to this room. */
#ifndef STORE_NOTES_H
#define STORE_NOTES_H

#include "store/snapshot.h"

/* Fills snapshot->notes, if a document has a link by name. Call it when all
 * documents have their places. */
void notes_index(struct snapshot *snapshot);

/* Returns the file that a slot with is_note means, or NULL. */
const struct media_file *notes_find_media(const struct snapshot *snapshot,
                                          const struct source *from,
                                          struct slice destination);

#endif
