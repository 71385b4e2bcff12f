/* components.h - what descriptions refer to by name. Private to this room.
 *
 *     {"$ref": "#/components/schemas/Post"}    section schemas, name Post */
#ifndef CONTRACT_COMPONENTS_H
#define CONTRACT_COMPONENTS_H

#include "contract/tree.h"

enum section {
    SECTION_PARAMETERS,
    SECTION_HEADERS,
    SECTION_RESPONSES,
    SECTION_SCHEMAS,
    SECTION_EXAMPLES,
    SECTION_COUNT,
};

struct components {
    struct object of[SECTION_COUNT];
};

const char *section_name(enum section section);

/* Keeps those that the value refers to, directly or through others, in their
 * order. */
void components_keep_reached(const struct components *all,
                             const struct value *from, struct arena *arena,
                             struct components *ret_kept);

#endif
