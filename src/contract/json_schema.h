/* json_schema.h - schemas that stand alone (JSON Schema 2020-12). Private to
 * this room. */
#ifndef CONTRACT_JSON_SCHEMA_H
#define CONTRACT_JSON_SCHEMA_H

#include "contract/schemas.h"

/* That of an item of the collection, with x-fields: what can be asked. */
struct value json_schema_of_items(const struct schemas *schemas,
                                  const struct collection_names *names);

/* That of what its files have in their front matter, for editors: it suggests
 * more than it demands. */
struct value json_schema_of_front_matter(const struct snapshot *snapshot,
                                         const struct collection *collection,
                                         struct arena *arena);

#endif
