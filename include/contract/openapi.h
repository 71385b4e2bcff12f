/* openapi.h - the description of the API with the content that it serves. */
#ifndef CONTRACT_OPENAPI_H
#define CONTRACT_OPENAPI_H

#include "document/value.h"
#include "store/snapshot.h"

enum openapi_version {
    OPENAPI_3_1,
    OPENAPI_3_0, /* for programs that do not know 3.1 yet */
    OPENAPI_VERSION_COUNT,
};

/* Returns the description; its strings lie in the arena, in the snapshot and in
 * the program. */
struct value openapi_make(const struct snapshot *snapshot,
                          enum openapi_version version, struct arena *arena);

#endif
