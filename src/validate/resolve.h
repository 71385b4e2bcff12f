/* resolve.h - what a reference from one schema to another leads to. Private to
 * this room. */
#ifndef VALIDATE_RESOLVE_H
#define VALIDATE_RESOLVE_H

#include "validate/compiled.h"

/* Returns the subschema that the argument of a `$ref` or `$dynamicRef` leads
 * to; NULL after a fault was added. */
const struct subschema *resolve_reference(struct schema_set *schemas,
                                          const struct subschema *from,
                                          const struct value *reference);

#endif
