/* type_maker.h - types that grow with each value. Private to this room. */
#ifndef INDEX_TYPE_MAKER_H
#define INDEX_TYPE_MAKER_H

#include "index/types.h"

struct maker {
    struct arena *arena;
    struct content_types *types;
    const struct snapshot *snapshot; /* that of answers; NULL: of files */
    struct map blocks;               /* "key=name" -> object_type */
    size_t block_capacity;
    size_t count; /* of types */
    /* What is added then is allowed by the types afterwards, but no name and no
     * text of it is in them: it is of a document that is in no list. */
    bool only_widens;
};

/* The member of that name, added if need be; NULL if there are too many
 * types. */
struct member_type *maker_member(struct maker *maker,
                                 struct object_type *object, struct slice name);

/* `depth` is the number of objects and lists around the value. */
void maker_add_value(struct maker *maker, struct type *type,
                     const struct value *value, size_t depth);

/* Adds what include=sections makes of an object, whose members the type has
 * already. */
void maker_add_section(struct maker *maker, struct object_type *object,
                       const struct value *value);
/* Once all is added: marks the blocks that have sections, which may be in other
 * blocks. */
void types_settle_sections(struct content_types *types);

#endif
