/* inputs.h - a hash of what a document's fragments are made of. Private to this
 * room. */
#ifndef REPRESENT_INPUTS_H
#define REPRESENT_INPUTS_H

#include "store/snapshot.h"

/* Of every input except the source itself. What is not in this hash must not be
 * in fragments, or they would be reused when it has changed. The address stands
 * for the collection and the slug, and the link to the description for the base
 * path. */
uint64_t inputs_hash(const struct snapshot *snapshot,
                     const struct entry *entry);

/* Each adds to a hash. The hrefs count with their places, since two bodies may
 * differ only in which of their words is a link. */
uint64_t inputs_add_number(uint64_t hash, uint64_t number);
uint64_t inputs_add_hrefs(uint64_t hash, const struct entry *entry);

#endif
