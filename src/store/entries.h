/* entries.h - creates collections and entries. Private to this room. */
#ifndef STORE_ENTRIES_H
#define STORE_ENTRIES_H

#include "store/snapshot.h"

/* Returns the collection of that name, and creates it if needed. */
struct collection *collection_named(struct snapshot *snapshot,
                                    struct slice name);

/* Returns a new entry in a collection, with its slug and id; the slug must be
 * free. */
struct entry *entry_new(struct snapshot *snapshot,
                        struct collection *collection, struct slice slug);

/* Has the entry found by the path of its file, in whichever of its two
 * spellings the file system keeps "Ã©"; a file that has the composed one wins.
 */
void put_path(struct snapshot *snapshot, struct slice path,
              struct entry *entry);

/* Decides the slug of every entry: before, entry->slug is what it asks for. */
void assign_slugs(struct snapshot *snapshot);

#endif
