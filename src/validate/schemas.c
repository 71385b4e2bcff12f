/* schemas.c - a set of schemas: how long it lives, and what is in it. */
#include "base/unicode.h"
#include "validate/compiled.h"
#include "validate/pattern.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define MESSAGE_MAX_BYTES 1024

static struct slice key_of(const struct value *const *address)
{
    return (struct slice){(const char *)address, sizeof *address};
}

struct subschema *schemas_part(const struct schema_set *schemas,
                               const struct value *written)
{
    return map_find(&schemas->by_value, key_of(&written));
}

void schemas_put_part(struct schema_set *schemas, struct subschema *part)
{
    map_put(&schemas->by_value, key_of(&part->written), part);
}

void schema_fault(struct schema_set *schemas, struct schema_file *file,
                  enum diagnostic_code code, const struct value *at,
                  const char *hint, const char *format, ...)
{
    char message[MESSAGE_MAX_BYTES];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    file->is_faulty |= diagnostic_severity(code) == SEVERITY_ERROR;
    schemas->faults.path = file->path;
    /* What was too long may have been cut within a character. */
    diagnostics_add(&schemas->faults, code, at->line, at->column, hint, "%.*s",
                    SLICE_FMT(utf8_repair(&schemas->arena, slice_of(message))));
}

const struct requirement *requirement_beside(const struct requirement *one,
                                             enum keyword_name name)
{
    for (size_t i = 0; i < one->part->count; i++) {
        if (one->part->requirements[i].keyword->name == name)
            return &one->part->requirements[i];
    }
    return NULL;
}

struct schema_set *schemas_ref(struct schema_set *schemas)
{
    if (schemas != NULL)
        atomic_fetch_add(&schemas->reference_count, 1);
    return schemas;
}

void schemas_unref(struct schema_set *schemas)
{
    if (schemas == NULL || atomic_fetch_sub(&schemas->reference_count, 1) != 1)
        return;
    for (size_t i = 0; i < schemas->resource_count; i++) {
        map_release(&schemas->resources[i]->anchors);
        map_release(&schemas->resources[i]->dynamic);
    }
    for (size_t i = 0; i < schemas->compiled_count; i++)
        pattern_free(schemas->compiled[i]);
    map_release(&schemas->by_uri);
    map_release(&schemas->by_name);
    map_release(&schemas->by_value);
    arena_release(&schemas->arena);
    free(schemas);
}

const struct diagnostics *schemas_faults(const struct schema_set *schemas)
{
    return &schemas->faults;
}

const struct subschema *schemas_find(const struct schema_set *schemas,
                                     struct slice name)
{
    const struct schema_file *file = map_find(&schemas->by_name, name);
    return file != NULL && !file->is_faulty ? file->schema : NULL;
}

bool schemas_next(const struct schema_set *schemas, size_t *cursor,
                  struct schema_file_facts *ret_facts)
{
    if (*cursor == schemas->file_count)
        return false;
    const struct schema_file *file = &schemas->files[(*cursor)++];
    *ret_facts =
        (struct schema_file_facts){file->name, file->path, file->is_referenced};
    return true;
}
