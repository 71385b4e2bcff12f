/* collect.c - one walk over a file, before anything is applied.
 *
 * Only keywords lead to schemas. What looks like one in `enum`, `const`,
 * `examples` or below an unknown word is data: an `$id` in it is none. */
#include "validate/collect.h"

#include "base/nearest.h"
#include "validate/formats.h"
#include "validate/uri.h"

#define DRAFT "https://json-schema.org/draft/2020-12/schema"

static struct resource *add_resource(struct schema_set *schemas,
                                     struct schema_file *file,
                                     const struct value *root, struct slice uri)
{
    struct resource *resource =
        arena_alloc(&schemas->arena, 1, sizeof *resource);
    *resource = (struct resource){
        .uri = uri, .root = root, .file = file, .schemas = schemas};
    schemas->resources =
        arena_grow(&schemas->arena, schemas->resources, schemas->resource_count,
                   &schemas->resource_capacity, sizeof(struct resource *));
    schemas->resources[schemas->resource_count++] = resource;
    (void)map_add(&schemas->by_uri, resource->uri, resource);
    return resource;
}

static struct subschema *add_part(struct schema_set *schemas,
                                  struct resource *resource,
                                  const struct value *written)
{
    if (schemas->part_count == SCHEMAS_MAX_PARTS) {
        schema_fault(schemas, resource->file, DIAGNOSTIC_SCHEMA_INVALID,
                     written, "split the schemas, or remove some",
                     "there are more than %d schemas in the files",
                     SCHEMAS_MAX_PARTS);
        return NULL;
    }
    struct subschema *part = arena_alloc(&schemas->arena, 1, sizeof *part);
    part->written = written;
    part->resource = resource;
    schemas->parts =
        arena_grow(&schemas->arena, schemas->parts, schemas->part_count,
                   &schemas->part_capacity, sizeof(struct subschema *));
    schemas->parts[schemas->part_count++] = part;
    schemas_put_part(schemas, part);
    return part;
}

/* The resource of a schema with an `$id`; otherwise the one it is in. */
static struct resource *resource_of(struct schema_set *schemas,
                                    struct resource *around,
                                    const struct value *written)
{
    const struct value *id = value_find(written, "$id");
    if (!value_is_string(id))
        return around;
    struct slice text = value_text(id);
    size_t hash = slice_find_char(text, 0, '#');
    if (hash + 1 < text.size) {
        schema_fault(schemas, around->file, DIAGNOSTIC_SCHEMA_INVALID, id,
                     "write what follows '#' as $anchor",
                     "$id has a fragment, '%.*s'",
                     SLICE_FMT(slice_from(text, hash)));
        return around;
    }
    struct slice uri = uri_resolve(around->uri, text, &schemas->arena);
    const struct resource *other = map_find(&schemas->by_uri, uri);
    if (other != NULL && other != around) {
        schema_fault(schemas, around->file, DIAGNOSTIC_SCHEMA_INVALID, id,
                     "change one of the two", "%.*s has the same $id",
                     SLICE_FMT(other->file->path));
        return around;
    }
    return other != NULL ? around
                         : add_resource(schemas, around->file, written, uri);
}

static void add_anchor(struct schema_set *schemas, struct subschema *part,
                       const char *keyword, bool is_dynamic)
{
    const struct value *name = value_find(part->written, keyword);
    struct resource *resource = part->resource;
    if (!value_is_string(name))
        return;
    struct slice text = value_text(name);
    if (text.size == 0 || slice_find_char(text, 0, '#') < text.size ||
        slice_find_char(text, 0, '/') < text.size) {
        schema_fault(schemas, resource->file, DIAGNOSTIC_SCHEMA_INVALID, name,
                     "write a name of letters, digits, '-', '_' and '.'",
                     "'%.*s' cannot be an anchor", SLICE_FMT(text));
        return;
    }
    const struct subschema *other = map_add(&resource->anchors, text, part);
    if (other != NULL && other != part)
        schema_fault(schemas, resource->file, DIAGNOSTIC_SCHEMA_INVALID, name,
                     "rename one of the two",
                     "another schema of the file has the anchor '%.*s'",
                     SLICE_FMT(text));
    else if (is_dynamic)
        map_put(&resource->dynamic, text, part);
}

/* Which draft the file is written for: what has changed since is reported where
 * it stands. */
static void check_draft(struct schema_set *schemas, struct schema_file *file,
                        const struct value *draft)
{
    struct slice text = value_text(draft);
    if (slice_ends(text, "#"))
        text = slice_sub(text, 0, text.size - 1);
    if (!slice_is(text, DRAFT))
        schema_fault(schemas, file, DIAGNOSTIC_SCHEMA_DRAFT, draft,
                     "write \"$schema\": \"" DRAFT "\"",
                     "the schema names another dialect than 2020-12, as which "
                     "it is read: %.*s",
                     SLICE_FMT(text));
}

static void check_word(struct schema_set *schemas, struct schema_file *file,
                       const struct member *member)
{
    struct slice meant = slice_starts(member->key, "x-")
                             ? SLICE_NONE
                             : keyword_meant(member->key);
    const struct value key = member_key(member);
    if (meant.data == NULL)
        return;
    schema_fault(
        schemas, file, DIAGNOSTIC_SCHEMA_KEYWORD_UNKNOWN, &key,
        arena_printf(&schemas->arena, "did you mean '%.*s'?", SLICE_FMT(meant))
            .data,
        "'%.*s' is not a keyword of JSON Schema 2020-12 and has no effect",
        SLICE_FMT(member->key));
}

static void check_format(struct schema_set *schemas, struct schema_file *file,
                         const struct value *format)
{
    struct slice name = value_text(format), meant = format_meant(name);
    if (format_find(name) != NULL || meant.data == NULL)
        return;
    schema_fault(
        schemas, file, DIAGNOSTIC_SCHEMA_KEYWORD_UNKNOWN, format,
        arena_printf(&schemas->arena, "did you mean '%.*s'?", SLICE_FMT(meant))
            .data,
        "the format '%.*s' is unknown and has no effect", SLICE_FMT(name));
}

static const char *hint_of_type(struct schema_set *schemas, struct slice type)
{
    struct nearest nearest = nearest_to(type);
    for (size_t i = 0; i < JSON_TYPES_COUNT; i++)
        (void)nearest_consider(&nearest, slice_of(json_types[i]));
    return nearest.name.data != NULL
               ? arena_printf(&schemas->arena, "did you mean '%.*s'?",
                              SLICE_FMT(nearest.name))
                     .data
               : NULL;
}

static const char *hint_for(struct schema_set *schemas,
                            const struct keyword *keyword,
                            const struct value *argument)
{
    if (keyword->name == KEYWORD_TYPE && value_is_string(argument))
        return hint_of_type(schemas, value_text(argument));
    if (keyword->name == KEYWORD_ITEMS && value_is_array(argument))
        return "write prefixItems for a list of schemas, and items for one";
    if (keyword->name == KEYWORD_REQUIRED && argument->kind == VALUE_BOOLEAN)
        return "list the names of the keys in the schema around it";
    return NULL;
}

static void check_argument(struct schema_set *schemas, struct schema_file *file,
                           const struct keyword *keyword,
                           const struct value *argument)
{
    const char *wanted = argument_wanted(keyword->argument, argument);
    if (wanted != NULL)
        schema_fault(schemas, file, DIAGNOSTIC_SCHEMA_INVALID, argument,
                     hint_for(schemas, keyword, argument),
                     "%s must be %s, not %s", keyword->text, wanted,
                     value_kind_name(argument));
    else if (keyword->name == KEYWORD_FORMAT)
        check_format(schemas, file, argument);
    else if (keyword->name == KEYWORD_SCHEMA)
        check_draft(schemas, file, argument);
}

static struct subschema *collect(struct schema_set *schemas,
                                 struct resource *around,
                                 const struct value *written);

static void collect_below(struct schema_set *schemas, struct resource *resource,
                          const struct keyword *keyword,
                          const struct value *argument)
{
    if (keyword->argument == ARGUMENT_SCHEMA)
        (void)collect(schemas, resource, argument);
    for (size_t i = 0; keyword->argument == ARGUMENT_SCHEMA_LIST &&
                       value_is_array(argument) && i < argument->size;
         i++)
        (void)collect(schemas, resource, &argument->as.items[i]);
    for (size_t i = 0; keyword->argument == ARGUMENT_SCHEMA_MAP &&
                       value_is_object(argument) && i < argument->size;
         i++)
        (void)collect(schemas, resource, &argument->as.members[i].value);
}

/* Recurses as deep as the file is nested, which data_parse() limits. */
static struct subschema *collect(struct schema_set *schemas,
                                 struct resource *around,
                                 const struct value *written)
{
    if (!value_is_object(written) && written->kind != VALUE_BOOLEAN)
        return NULL; /* reported with the argument */
    struct resource *resource = resource_of(schemas, around, written);
    struct subschema *part = add_part(schemas, resource, written);
    if (part == NULL || !value_is_object(written))
        return part;
    add_anchor(schemas, part, "$anchor", false);
    add_anchor(schemas, part, "$dynamicAnchor", true);
    for (size_t i = 0; i < written->size; i++) {
        const struct member *member = &written->as.members[i];
        const struct keyword *keyword = keyword_find(member->key);
        if (keyword == NULL) {
            check_word(schemas, resource->file, member);
            continue;
        }
        check_argument(schemas, resource->file, keyword, &member->value);
        collect_below(schemas, resource, keyword, &member->value);
        schemas->wants_marks |= keyword->name == KEYWORD_UNEVALUATED_ITEMS ||
                                keyword->name == KEYWORD_UNEVALUATED_PROPERTIES;
    }
    return part;
}

void collect_file(struct schema_set *schemas, struct schema_file *file)
{
    struct slice uri = uri_resolve(SLICE("/"), file->name, &schemas->arena);
    struct resource *resource = add_resource(schemas, file, &file->root, uri);
    if (!value_is_object(&file->root) && file->root.kind != VALUE_BOOLEAN)
        schema_fault(schemas, file, DIAGNOSTIC_SCHEMA_INVALID, &file->root,
                     "write an object such as {\"required\": [\"title\"]}",
                     "a schema must be an object, true or false, not %s",
                     value_kind_name(&file->root));
    else
        file->schema = collect(schemas, resource, &file->root);
}

struct subschema *collect_part(struct schema_set *schemas,
                               struct resource *resource,
                               const struct value *written)
{
    return collect(schemas, resource, written);
}
