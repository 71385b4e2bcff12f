/* schemas.h - JSON Schemas of what answers hold. Private to this room. */
#ifndef CONTRACT_SCHEMAS_H
#define CONTRACT_SCHEMAS_H

#include "contract/names.h"
#include "contract/tree.h"

struct schemas {
    const struct snapshot *snapshot;
    const struct content_types *types;
    struct names_of_types names;
    struct arena *arena;
    struct object all; /* the schemas by name: what is under components in a
                          description, in the order in which they are shown */
};

/* Schemas of all collections and blocks, of their envelopes, and of what is
 * written by hand about the rest. */
void schemas_make(const struct snapshot *snapshot, struct arena *arena,
                  struct schemas *ret_schemas);

/* The schema of a type's values: a part of the above. */
struct value schema_of_type(const struct names_of_types *names,
                            const struct type *type, struct arena *arena);
/* That of what include=sections adds to an object. */
struct value schema_of_gained(const struct names_of_types *names,
                              const struct section_rule *rule,
                              struct arena *arena);
/* That of objects; those that are blocks must say so. */
struct value schema_of_object(const struct names_of_types *names,
                              const struct object_type *object,
                              struct arena *arena);

#endif
