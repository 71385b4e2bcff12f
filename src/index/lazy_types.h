/* lazy_types.h - the types of a snapshot, and what guards their making. Private
 * to this room. */
#ifndef INDEX_LAZY_TYPES_H
#define INDEX_LAZY_TYPES_H

#include "index/types.h"

#include <pthread.h>

struct made_types {
    pthread_mutex_t mutex; /* held while they are made and looked for */
    bool is_made;
    struct content_types types;
    struct arena arena;
};

struct lazy_types {
    const struct snapshot *snapshot;
    struct made_types of[TYPES_OF_COUNT];
};

struct lazy_types *types_new(const struct snapshot *snapshot);
void types_free(struct lazy_types *lazy);

#endif
