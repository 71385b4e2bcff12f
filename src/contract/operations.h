/* operations.h - the addresses of a server with this content. Private to this
 * room. */
#ifndef CONTRACT_OPERATIONS_H
#define CONTRACT_OPERATIONS_H

#include "contract/field_table.h"

struct operations {
    const struct schemas *schemas;
    struct arena *arena;
    struct object paths;
    struct object parameters; /* components that the operations refer to */
    struct value_list tags;
    struct map ids;   /* of operations; while they are made */
    struct map known; /* keys of parameters; likewise */
    /* Of each collection, in the order of their names. */
    const struct field_table *tables;
    const struct value_list *filters; /* references to parameters */
};

/* Adds to ops->parameters what a list of the collection can be asked, and to
 * *refs references to all of that. Keys of components begin with `prefix`,
 * unless other collections have the same parameter. */
void field_table_parameters(const struct field_table *table,
                            struct slice prefix, struct operations *ops,
                            struct value_list *refs);

/* Makes an operation of each that is written by hand: those of every collection
 * once for each collection that there is. */
void operations_make(const struct schemas *schemas, struct arena *arena,
                     struct operations *ret_operations);

#endif
