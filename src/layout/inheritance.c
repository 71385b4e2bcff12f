/* inheritance.c - fields that many documents share. */
#include "layout/inheritance.h"

#include "base/mem.h"

#include <stdlib.h>

struct inheritance *inheritance_new(
    const struct value *fields,
    struct value (*merge)(const struct value *under, const struct value *over,
                          struct arena *arena))
{
    struct inheritance *inheritance = mem_alloc(1, sizeof *inheritance);
    atomic_init(&inheritance->reference_count, 1);
    inheritance->fields = value_copy(fields, &inheritance->arena);
    inheritance->merge = merge;
    return inheritance;
}

struct inheritance *inheritance_ref(struct inheritance *inheritance)
{
    if (inheritance != NULL)
        atomic_fetch_add_explicit(&inheritance->reference_count, 1,
                                  memory_order_relaxed);
    return inheritance;
}

void inheritance_unref(struct inheritance *inheritance)
{
    if (inheritance == NULL ||
        atomic_fetch_sub_explicit(&inheritance->reference_count, 1,
                                  memory_order_acq_rel) != 1)
        return;
    arena_release(&inheritance->arena);
    free(inheritance);
}
