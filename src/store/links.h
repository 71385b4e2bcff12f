/* links.h - who wrote what, and what it is about. Private to this room. */
#ifndef STORE_LINKS_H
#define STORE_LINKS_H

#include "store/layout.h"

/* Fills the authors, tags and categories of every document, and makes an
 * entry for each person and term that exists only as a value. */
void link_entries(struct snapshot *snapshot, const struct layout *layout);

/* Adds every listed post to the lists of its people and terms; the posts must
 * be in their order. */
void list_posts(struct snapshot *snapshot);

/* Notes the paths in sections of a source that is met for the first time. */
void note_references(struct source *source);

/* The same for listed documents that are no posts. */
void list_other_documents(struct snapshot *snapshot);

/* Warns of the paths in sections that lead nowhere, and notes the others as
 * backlinks. */
void check_references(struct snapshot *snapshot);

#endif
