/* names.h - what clients call the collections and blocks of the content.
 * Private to this room.
 *
 *     posts         Posts         Post, PostListItem
 *     case-studies  CaseStudies   CaseStudy, CaseStudyListItem
 *     CtaSection                  CtaSection
 *
 * No two things have one name, and none has that of a schema in the
 * hand-written description, or of a type that generated programs use. */
#ifndef CONTRACT_NAMES_H
#define CONTRACT_NAMES_H

#include "index/kind.h"
#include "index/types.h"

struct collection_names {
    const struct collection_type *type;
    struct slice plural;     /* "Posts" */
    struct slice item;       /* "Post": the item form */
    struct slice list_item;  /* the list form */
    struct slice embedded;   /* of a person or term within another document */
    struct slice in_section; /* in a section; SLICE_NONE if none is in any */
};

struct block_name {
    const struct object_type *block;
    struct slice name;
};

struct names_of_types {
    struct collection_names *collections; /* as in the snapshot */
    size_t collection_count;
    struct block_name *blocks;
    size_t block_count;
};

/* `taken` is an object whose keys are names already; or NULL. */
void names_make(const struct content_types *types, const struct value *taken,
                struct arena *arena, struct names_of_types *ret_names);

struct slice names_of_block(const struct names_of_types *names,
                            const struct object_type *block);
/* NULL if there is no such collection. */
const struct collection_names *names_find(const struct names_of_types *names,
                                          struct slice collection);

#endif
