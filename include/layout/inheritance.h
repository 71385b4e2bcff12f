/* inheritance.h - fields that documents get from other files.
 *
 *     _config.yml   defaults --.
 *     _index.md     cascade  ---+--> many documents, by reference */
#ifndef LAYOUT_INHERITANCE_H
#define LAYOUT_INHERITANCE_H

#include "document/value.h"

#include <stdatomic.h>

/* Fields that documents get from other files, shared by all that get the same
 * ones: Jekyll's defaults, Hugo's cascade. */
struct inheritance {
    atomic_uint reference_count;
    struct arena arena;
    struct value fields; /* an object that lies in the arena */
    struct value (*merge)(const struct value *under, const struct value *over,
                          struct arena *arena);
};

/* Copies the object. One reference is the caller's. */
struct inheritance *inheritance_new(
    const struct value *fields,
    struct value (*merge)(const struct value *under, const struct value *over,
                          struct arena *arena));
/* NULL is accepted by both. */
struct inheritance *inheritance_ref(struct inheritance *inheritance);
void inheritance_unref(struct inheritance *inheritance);

#endif
