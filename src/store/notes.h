/* notes.h - what is found out about a source once. Private to this room. */
#ifndef STORE_NOTES_H
#define STORE_NOTES_H

#include "document/source.h"

/* Fills the notes of those of the sources that have none, on all cores. No two
 * snapshots with a new source in common may be built at once. */
void note_sources(struct source *const *sources, size_t count);
void note_source(struct source *source); /* one that has none */
bool is_noted(const struct source *source);

#endif
