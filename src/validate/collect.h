/* collect.h - finds the subschemas of a file. Private to this room. */
#ifndef VALIDATE_COLLECT_H
#define VALIDATE_COLLECT_H

#include "validate/compiled.h"

/* Reads all of a file: parts, addresses and anchors, and what is wrong with the
 * arguments of its keywords. */
void collect_file(struct schema_set *schemas, struct schema_file *file);

/* Makes a subschema of a value that a reference leads to although no keyword
 * does. Returns NULL if it is no schema, or if there are too many. */
struct subschema *collect_part(struct schema_set *schemas,
                               struct resource *resource,
                               const struct value *written);

#endif
