/* compiled.h - schemas as they are applied. Private to this room.
 *
 *     {"type": "object",          subschema --> requirement  type
 *      "properties": {                      \-> requirement  properties
 *        "title": {...}}}                          \--> subschema ...
 *
 * Arguments stay values of the file, whose places messages name. */
#ifndef VALIDATE_COMPILED_H
#define VALIDATE_COMPILED_H

#include "base/map.h"
#include "document/value.h"
#include "validate/keywords.h"
#include "validate/schemas.h"

#include <stdatomic.h>

struct pattern;
struct string_format;

struct schema_file {
    struct slice name, path;
    struct value root;
    struct subschema *schema;
    bool is_faulty;     /* it has an error */
    bool is_referenced; /* from another file */
};

/* A schema with an address of its own: a file, or what has an `$id`. */
struct resource {
    struct slice uri; /* without a fragment */
    const struct value *root;
    struct map anchors; /* name -> subschema: $anchor and $dynamicAnchor */
    struct map dynamic; /* of these, the latter */
    struct schema_file *file;
    struct schema_set *schemas;
};

struct subschema {
    const struct value *written; /* an object or a boolean */
    struct resource *resource;
    struct requirement *requirements;
    size_t count;
};

/* A keyword with its argument, ready to be applied. */
struct requirement {
    const struct keyword *keyword;
    const struct value *argument;
    const struct subschema *part; /* that it is a requirement of */
    union {
        const struct subschema *one;
        const struct subschema **many; /* parallel to items or members */
        const struct pattern *pattern;
        const struct string_format *format;
        size_t limit; /* a whole number that is at least 0 */
        struct names names;
    } as;
    const struct pattern **patterns; /* of patternProperties, beside `many` */
    struct slice anchor; /* of a $dynamicRef that depends on the way to it */
};

struct schema_set {
    atomic_uint reference_count;
    struct arena arena;
    struct diagnostics faults;
    struct schema_file *files;
    size_t file_count;
    struct resource **resources;
    size_t resource_count, resource_capacity;
    struct map by_uri;   /* -> resource */
    struct map by_name;  /* -> schema_file */
    struct map by_value; /* the address of a value -> subschema */
    struct subschema **parts;
    size_t part_count, part_capacity;
    struct pattern **compiled; /* every pattern, to be freed */
    size_t compiled_count, compiled_capacity;
    bool wants_marks; /* something is unevaluated* */
};

/* The requirement of that keyword beside this one, or NULL. */
const struct requirement *requirement_beside(const struct requirement *one,
                                             enum keyword_name name);

/* The subschema that a value of a file is; NULL if it is none. */
struct subschema *schemas_part(const struct schema_set *schemas,
                               const struct value *written);
void schemas_put_part(struct schema_set *schemas, struct subschema *part);

/* Adds a fault of the file, at the place of a value. */
void schema_fault(struct schema_set *schemas, struct schema_file *file,
                  enum diagnostic_code code, const struct value *at,
                  const char *hint, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

#endif
