/* links.h - who wrote what, and what it is about. Private to this room. */
#ifndef STORE_LINKS_H
#define STORE_LINKS_H

#include "layout/layout.h"
#include "store/snapshot.h"

/* Fills the authors, tags and categories of every document, and makes an
 * entry for each person and term that exists only as a value. */
void link_entries(struct snapshot *snapshot, const struct layout *layout);

/* Notes the documents that sections name by their paths as linked to. */
void note_backlinks_of_sections(struct snapshot *snapshot);

#endif
