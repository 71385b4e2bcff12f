/* origin.h - what fragments are made of besides their source. Private to this
 * room. */
#ifndef REPRESENT_ORIGIN_H
#define REPRESENT_ORIGIN_H

#include "store/snapshot.h"

/* Of all but the source that fragments and their rev are made of. What is not
 * in here must not be in them: it would stay as it was. The address holds the
 * collection and the slug; where they begin is behind the base path, which the
 * link to the description holds, too. */
uint64_t hash_origin(const struct snapshot *snapshot,
                     const struct entry *entry);

/* Each returns the hash with something more in it. Two bodies may be equal but
 * for what in them is a link, so of hrefs their places count too. */
uint64_t add_number(uint64_t hash, uint64_t number);
uint64_t add_hrefs(uint64_t hash, const struct entry *entry);

#endif
