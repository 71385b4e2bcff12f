/* json_schema.c - makes documents of schemas.
 *
 * Schemas refer to each other as components of a description. Here they are
 * definitions beside the one that is asked for, and what only OpenAPI knows is
 * left out (JSON Schema 2020-12, Core, 8.2.4). */
#include "contract/json_schema.h"

#include "base/array.h"
#include "base/percent.h"
#include "contract/base.h"
#include "contract/components.h"
#include "contract/field_table.h"

#include <string.h>

#define DIALECT    "https://json-schema.org/draft/2020-12/schema"
#define COMPONENTS "#/components/schemas/"

/* Recursion is as deep as the schema. */
static struct value standing_alone(const struct value *value,
                                   struct arena *arena)
{
    struct object object = {0};
    struct slice text = value_text(value);
    if (value->kind == VALUE_ARRAY)
        return tree_each(value, standing_alone, arena);
    if (slice_starts(text, COMPONENTS))
        return value_of_text(
            arena_printf(arena, "#/$defs/%.*s",
                         SLICE_FMT(slice_from(text, strlen(COMPONENTS)))));
    if (value->kind != VALUE_OBJECT)
        return *value;
    for (size_t i = 0; i < value->size; i++) {
        const struct member *member = &value->as.members[i];
        if (!slice_is(member->key, "discriminator") ||
            value_find(&member->value, "mapping") == NULL)
            object_add(&object, member->key,
                       standing_alone(&member->value, arena), arena);
    }
    return object_value(&object);
}

/* The head of a document: what it is, and where. */
static struct object head_of(const struct snapshot *snapshot,
                             const char *folder, struct slice collection,
                             struct slice title, struct arena *arena)
{
    struct object document = {0};
    struct slice base = snapshot->policy.base_path;
    object_add_text(&document, "$schema", SLICE(DIALECT), arena);
    object_add_text(&document, "$id",
                    arena_printf(arena, "%.*s/_schemas/%s%.*s.json",
                                 SLICE_FMT(base), folder,
                                 SLICE_FMT(percent_encode(collection, arena))),
                    arena);
    object_add_text(&document, "title", title, arena);
    return document;
}

static void add_members(struct object *document, const struct value *schema,
                        struct arena *arena)
{
    struct value alone = standing_alone(schema, arena);
    for (size_t i = 0; i < alone.size; i++)
        object_add(document, alone.as.members[i].key, alone.as.members[i].value,
                   arena);
}

static void add_definitions(struct object *document,
                            const struct object *schemas,
                            const struct value *from, struct arena *arena)
{
    struct components all = {0}, kept;
    all.of[SECTION_SCHEMAS] = *schemas;
    components_keep_reached(&all, from, arena, &kept);
    struct value definitions = object_value(&kept.of[SECTION_SCHEMAS]);
    if (definitions.size > 0)
        object_add(document, SLICE("$defs"),
                   standing_alone(&definitions, arena), arena);
}

/* Another document, of whatever collection: enough to find it by. */
static struct value any_document(struct arena *arena)
{
    static const char *const names[] = {"id", "collection", "slug"};
    struct object schema = {0}, properties = {0};
    struct value_list required = {0};
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        value_list_add(&required, value_of_text(slice_of(names[i])), arena);
        object_add(&properties, slice_of(names[i]), tree_type("string", arena),
                   arena);
    }
    tree_add_shape(&schema, &required, &properties, arena);
    object_add(&schema, SLICE("additionalProperties"), tree_boolean(true),
               arena);
    return object_value(&schema);
}

/* Without it, each collection's document would have all others in it. */
struct value json_schema_of_items(const struct schemas *schemas,
                                  const struct collection_names *names)
{
    struct arena *arena = schemas->arena;
    struct field_table table;
    struct slice collection = names->type->collection->name;
    const struct value all = object_value(&schemas->all);
    struct object narrowed = object_copy(&all, arena);
    const struct value *schema = object_find(&schemas->all, names->item);
    struct object document =
        head_of(schemas->snapshot, "", collection, names->item, arena);
    object_set(&narrowed, SLICE("ListItem"), any_document(arena), arena);
    field_table_make(schemas->snapshot, names->type, arena, &table);
    add_members(&document, schema, arena);
    object_add(&document, SLICE("x-fields"), field_table_value(&table, arena),
               arena);
    add_definitions(&document, &narrowed, schema, arena);
    return object_value(&document);
}

static struct value as_suggestions(const struct value *value,
                                   struct arena *arena);

/* The type that a key has, or none: writers leave values out. */
static struct value type_or_null(const struct value *type, struct arena *arena)
{
    struct value_list types = {0};
    for (size_t i = 0; type->kind == VALUE_ARRAY && i < type->size; i++)
        value_list_add(&types, type->as.items[i], arena);
    if (type->kind == VALUE_STRING)
        value_list_add(&types,
                       slice_is(value_text(type), "integer")
                           ? value_of_text(SLICE("number"))
                           : *type,
                       arena);
    if (type->kind == VALUE_STRING)
        value_list_add(&types, value_of_text(SLICE("null")), arena);
    return value_list_array(&types);
}

/* A writer may always add a value, leave a key out, write a date in another
 * way, or one value in place of a list of them. */
static void suggest_member(const struct member *member, bool is_scalar,
                           struct object *into, struct arena *arena)
{
    bool is_list = member->value.kind == VALUE_ARRAY;
    struct slice key = member->key;
    if (is_list && slice_is(key, "required"))
        return;
    if (slice_is(key, "format") && member->value.kind == VALUE_STRING)
        return;
    if (is_scalar && slice_is(key, "type") &&
        member->value.kind != VALUE_OBJECT) {
        object_add(into, key, type_or_null(&member->value, arena), arena);
        return;
    }
    if (is_list && slice_is(key, "enum"))
        key = SLICE("examples");
    if (is_list && slice_is(key, "oneOf"))
        key = SLICE("anyOf");
    object_add(into, key, as_suggestions(&member->value, arena), arena);
}

static struct value required_of_block(const struct value *properties,
                                      struct arena *arena)
{
    struct value_list required = {0};
    for (size_t i = 0; properties != NULL && i < properties->size; i++) {
        if (value_find(&properties->as.members[i].value, "const") != NULL)
            value_list_add(&required,
                           value_of_text(properties->as.members[i].key), arena);
    }
    return value_list_array(&required);
}

/* Recursion is as deep as the schema. */
static struct value as_suggestions(const struct value *value,
                                   struct arena *arena)
{
    struct object object = {0};
    if (value->kind == VALUE_ARRAY)
        return tree_each(value, as_suggestions, arena);
    if (value->kind != VALUE_OBJECT)
        return *value;
    const struct value *type = value_find(value, "type");
    bool is_scalar = value_find(value, "const") == NULL &&
                     !slice_is(value_text(type), "object") &&
                     !slice_is(value_text(type), "array");
    for (size_t i = 0; i < value->size; i++)
        suggest_member(&value->as.members[i], is_scalar, &object, arena);
    struct value suggested = object_value(&object);
    if (base_ref_name(value, "schemas").data != NULL) /* or a new block */
        return tree_either(suggested, tree_type("object", arena), arena);
    const struct value *one = value_find(&suggested, "items");
    if (slice_is(value_text(type), "array") && one != NULL)
        return tree_either(suggested, *one, arena);
    if (slice_is(value_text(type), "object")) {
        struct value required =
            required_of_block(value_find(value, "properties"), arena);
        if (required.size > 0)
            object_add(&object, SLICE("required"), required, arena);
    }
    return object_value(&object);
}

struct value json_schema_of_front_matter(const struct snapshot *snapshot,
                                         const struct collection *collection,
                                         struct arena *arena)
{
    const struct content_types *types = snapshot_types(snapshot, TYPES_WRITTEN);
    struct names_of_types names;
    struct object blocks = {0};
    names_make(types, NULL, arena, &names);
    for (size_t i = 0; i < names.block_count; i++) {
        struct value block =
            schema_of_object(&names, names.blocks[i].block, arena);
        object_add(&blocks, names.blocks[i].name, as_suggestions(&block, arena),
                   arena);
    }
    const struct collection_names *of = names_find(&names, collection->name);
    struct value own = schema_of_object(&names, &of->type->own, arena);
    struct value suggested = as_suggestions(&own, arena);
    struct object document =
        head_of(snapshot, "front-matter/", collection->name,
                arena_printf(arena, "Front matter of %.*s",
                             SLICE_FMT(collection->name)),
                arena);
    add_members(&document, &suggested, arena);
    add_definitions(&document, &blocks, &suggested, arena);
    return object_value(&document);
}
