/* html_fields.h - what include=front_matter_html shows of a collection. Private
 * to this room. */
#ifndef CONTRACT_HTML_FIELDS_H
#define CONTRACT_HTML_FIELDS_H

#include "contract/tree.h"
#include "store/snapshot.h"

/* Returns a schema with the properties that listed documents of the collection
 * have in it; `base`, the schema of any such object, if they have none. */
struct value html_fields_schema(const struct value *base,
                                const struct snapshot *snapshot,
                                const struct collection *collection,
                                struct arena *arena);

#endif
