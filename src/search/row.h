/* row.h - the words of a document. Private to this room. */
#ifndef SEARCH_ROW_H
#define SEARCH_ROW_H

#include "search/engine.h"
#include "store/snapshot.h"

/* Whether a list or the list of all has it, so that it can be found. */
bool row_is_wanted(const struct entry *entry);

/* A hash of all that the words are taken from: documents with the same key have
 * the same words. Reads no body. */
uint64_t row_key(const struct entry *entry, struct slice lang);

/* Gathers the texts; they lie in `arena`. */
void row_read(const struct entry *entry, uint64_t key, struct slice lang,
              struct arena *arena, struct row_text *ret_text);

#endif
