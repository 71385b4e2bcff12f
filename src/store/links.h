/* links.h - links documents to their authors and terms. Private to this
 * room. */
#ifndef STORE_LINKS_H
#define STORE_LINKS_H

#include "store/builder.h"

/* Fills the authors, tags and categories of every document, and makes an
 * entry for each person and term that exists only as a value. */
void link_entries(const struct builder *builder);

/* Records backlinks for the documents that sections name by path. */
void note_backlinks_of_sections(struct snapshot *snapshot);

#endif
