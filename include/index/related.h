/* related.h - the documents that have most in common with another. */
#ifndef INDEX_RELATED_H
#define INDEX_RELATED_H

#include "store/snapshot.h"

#define RELATED_MAX_COUNT 5

/* What is shown beside a document: listed documents of its collection that
 * share tags or categories with it, the nearest first, then the newest. */
struct related {
    const struct entry *items[RELATED_MAX_COUNT];
    size_t count;
    size_t work; /* documents that were considered; bounded */
};

struct related related_find(const struct entry *entry);

#endif
