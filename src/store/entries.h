/* entries.h - making collections and entries. Private to this room. */
#ifndef STORE_ENTRIES_H
#define STORE_ENTRIES_H

#include "store/snapshot.h"

/* The collection of that name, made if there is none. */
struct collection *collection_named(struct snapshot *snapshot,
                                    struct slice name);

/* A new entry in a collection, with its slug and id; the slug must be free. */
struct entry *entry_new(struct snapshot *snapshot,
                        struct collection *collection, struct slice slug);

/* Settles the slug of every entry: until now entry->slug is a wish. */
void assign_slugs(struct snapshot *snapshot);

#endif
