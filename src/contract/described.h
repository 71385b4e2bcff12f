/* described.h - one operation on its way into the description. Private to this
 * room. */
#ifndef CONTRACT_DESCRIBED_H
#define CONTRACT_DESCRIBED_H

#include "contract/operations.h"

struct described {
    struct operations *operations;
    const struct collection_names *of;     /* whose address it is */
    const struct collection_names *listed; /* whose documents it lists: of
                                              /authors/{slug}/posts the posts */
    const struct field_table *table;       /* of these */
    const struct value_list *filters;      /* references to their parameters,
                                              where they are spelled out; lists
                                              within others take them as well */
    bool is_list;
    bool is_generic; /* written for any collection */
};

/* Replaces the parameters that depend on the content: those that name fields,
 * the conditions on fields, and examples of slugs. */
void described_set_parameters(const struct described *t,
                              struct object *operation);

#endif
