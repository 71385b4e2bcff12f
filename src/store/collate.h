/* collate.h - names in the order that people expect. Private to this room. */
#ifndef STORE_COLLATE_H
#define STORE_COLLATE_H

#include "document/source.h"

/* Notes how a source that is met for the first time sorts. */
void note_order(struct source *source);

/* Sorts by path; all must have been noted. Those before `from` and those from
 * `to` on are in order, all of the first before all of the second; only those
 * between may be out of their place. */
void sort_sources(struct source **sources, size_t count, size_t from,
                  size_t to);

/* Names with different numbers sort as these do; the rest has to be
 * compared. */
uint64_t collation_number(struct slice name);

/* Dates sort as these do; what has none (NULL) comes last. */
#define UNDATED UINT64_MAX
uint64_t sort_number_of_date(const struct date *date);

#endif
