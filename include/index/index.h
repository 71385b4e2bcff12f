/* index.h - what makes queries cheap: orders, fields, values.
 *
 *     snapshot_build() --> index_build() --> represent --> published */
#ifndef INDEX_INDEX_H
#define INDEX_INDEX_H

#include "store/snapshot.h"

/* Sorts the lists of a snapshot, and prepares everything that is built on
 * demand. `policy` is the one that the snapshot was built with: it says how
 * collections are sorted. Call it once, before the snapshot is shared. */
void index_build(struct snapshot *snapshot, const struct policy *policy);

#endif
