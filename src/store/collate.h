/* collate.h - names in the order that people expect. Private to this room. */
#ifndef STORE_COLLATE_H
#define STORE_COLLATE_H

#include "document/source.h"

/* Notes how a source that is met for the first time sorts. */
void note_order(struct source *source);

/* Sorts by path; all must have been noted. What lies before `from`, and what
 * lies behind `to`, is in order already, and no more than the part between can
 * be out of its place. */
void sort_sources(struct source **sources, size_t count, size_t from,
                  size_t to);

/* Names with different numbers sort as these do; the rest has to be
 * compared. */
uint64_t collation_number(struct slice name);

/* Dates sort as these do; what has none (NULL) comes last. */
#define UNDATED UINT64_MAX
uint64_t sort_number_of_date(const struct date *date);

#endif
