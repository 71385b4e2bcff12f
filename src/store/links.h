/* links.h - links documents to their authors and terms. Private to this
 * room. */
#ifndef STORE_LINKS_H
#define STORE_LINKS_H

#include "layout/layout.h"
#include "store/snapshot.h"

/* Fills the authors, tags and categories of every document, and makes an
 * entry for each person and term that exists only as a value. */
void link_entries(struct snapshot *snapshot, const struct layout *layout);

/* Records backlinks for the documents that sections name by path. */
void note_backlinks_of_sections(struct snapshot *snapshot);

#endif
