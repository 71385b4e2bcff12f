/* links.h - who wrote what, and what it is about. Private to this room. */
#ifndef STORE_LINKS_H
#define STORE_LINKS_H

#include "store/snapshot.h"

/* Fills the authors, tags and categories of every document, and makes an
 * entry for each person and term that exists only as a value. */
void link_entries(struct snapshot *snapshot);

/* Adds every listed post to the lists of its people and terms; the posts must
 * be in their order. */
void list_posts(struct snapshot *snapshot);

/* Warns of the paths in sections that lead nowhere. */
void check_references(struct snapshot *snapshot);

/* The collection of that name, made if there is none. */
struct collection *collection_named(struct snapshot *snapshot,
                                    struct slice name);

/* A new entry in a collection, with its slug and id; the slug must be free. */
struct entry *entry_new(struct snapshot *snapshot,
                        struct collection *collection, struct slice slug);

#endif
