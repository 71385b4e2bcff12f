/* collection.h - the entries that answer below one address. */
#ifndef STORE_COLLECTION_H
#define STORE_COLLECTION_H

#include "base/map.h"
#include "layout/policy.h"
#include "store/entry.h"

enum collection_kind {
    COLLECTION_DOCUMENTS,
    COLLECTION_PEOPLE,
    COLLECTION_TERMS
};

struct collection {
    struct slice name;
    enum collection_kind kind;
    struct list by[ORDER_COUNT]; /* the listed entries */
    struct list all;             /* unlisted ones too, in no order */
    unsigned kinds;              /* of all these, or-ed; kind.h */
    bool has_dates;
    bool has_weights;             /* then the default order is by them */
    const struct sort_rule *sort; /* or by these, as the operator says */
    size_t sort_count;
    struct map slugs;      /* slug -> entry */
    struct map path_forms; /* addresses beside the slug -> entry */
    struct map aliases;    /* slugs that documents had before -> entry */
    struct schema *schema; /* the room index's own */
};

/* The entry of that slug, else of that path form; NULL if there is none.
 * Compare the entry's slug to see which it was. */
struct entry *collection_find(const struct collection *collection,
                              struct slice slug);

/* Whether the newest first is the default order: without dates both are by
 * path. */
bool collection_is_by_date(const struct collection *collection);

#endif
