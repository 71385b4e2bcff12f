/* index.h - what makes a question cheap: orders, fields, values.
 *
 *     snapshot_build() --> index_build() --> represent --> published */
#ifndef INDEX_INDEX_H
#define INDEX_INDEX_H

#include "store/snapshot.h"

/* Puts the lists of a snapshot in their orders, and prepares what is made when
 * it is first asked for. `policy` is what the snapshot was built with: it says
 * how collections are sorted. Call it once, before the snapshot is shared. */
void index_build(struct snapshot *snapshot, const struct policy *policy);

#endif
