/* binder.c - what all parts of binding share. */
#include "query/binder.h"

struct parameter_error *binder_error(struct binder *binder,
                                     struct slice parameter, const char *code,
                                     struct slice detail)
{
    return query_add_error(binder->query, binder->arena, parameter, code,
                           detail);
}

void binder_warn_absent(struct binder *binder, struct slice parameter,
                        struct slice path)
{
    struct slice detail =
        schema_overflow(binder->schema) != NULL
            ? arena_printf(binder->arena,
                           "'%.*s' is not among the first %d fields, and "
                           "there are too many to know them all.",
                           SLICE_FMT(path), SCHEMA_MAX_FIELDS)
            : arena_printf(binder->arena, "No document has a field '%.*s'.",
                           SLICE_FMT(path));
    query_add_warning(binder->query, binder->arena, parameter, "unknown-field",
                      detail);
}

struct slice binder_scope(const struct collection *collection)
{
    return collection != NULL ? collection->name : SLICE("any document");
}
