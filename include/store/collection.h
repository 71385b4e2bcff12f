/* collection.h - the entries below one address. */
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
    struct map aliases;    /* former slugs -> entry */
    struct schema *schema; /* belongs to the room index */
};

/* Returns the entry with that slug, otherwise with that path form, or NULL.
 * Compare the entry's slug to see which it was. */
struct entry *collection_find(const struct collection *collection,
                              struct slice slug);

/* Whether the default order is newest first: without dates, both orders are by
 * path. */
bool collection_is_by_date(const struct collection *collection);

#endif
