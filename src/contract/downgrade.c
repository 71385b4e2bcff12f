/* downgrade.c - says in OpenAPI 3.0.3 what the description says in 3.1.
 *
 *     3.1                              3.0.3
 *     type: [string, "null"]           type: string, nullable: true
 *     {type: "null"}                   nothing but null, of a type that may be
 *     const: posts                     enum: [posts]
 *     examples: [hello]                example: hello
 *     contentMediaType: image/png      type: string, format: binary
 *     $ref beside other keys           allOf: [$ref] beside them
 *
 * These are the differences that the descriptions here make use of: see
 * "Schema Object" and "Reference Object" in either version. What is data and no
 * schema - examples, enumerations - is left as it is. */
#include "contract/downgrade.h"

#include "base/array.h"
#include "contract/tree.h"

static bool is_null_type(const struct value *schema)
{
    return slice_is(value_text(value_find(schema, "type")), "null");
}

/* What only null satisfies: in 3.0 it is a value that a type may have, and no
 * type. */
static struct value only_null(struct arena *arena)
{
    struct object schema = {0};
    struct value_list values = {0};
    value_list_add(&values, value_null, arena);
    object_add_text(&schema, "type", SLICE("string"), arena);
    object_add(&schema, SLICE("nullable"), tree_boolean(true), arena);
    object_add(&schema, SLICE("enum"), value_list_array(&values), arena);
    return object_value(&schema);
}

/* One type, which may be null; or alternatives. */
static void split_types(const struct value *types, struct object *schema,
                        struct arena *arena)
{
    struct value_list alternatives = {0};
    bool is_nullable = false;
    struct slice only = SLICE_NONE;
    for (size_t i = 0; i < types->size; i++) {
        struct slice name = value_text(&types->as.items[i]);
        if (slice_is(name, "null")) {
            is_nullable = true;
            continue;
        }
        only = name;
        value_list_add(&alternatives, tree_type_of(name, arena), arena);
    }
    if (alternatives.count == 1) {
        object_add_text(schema, "type", only, arena);
        if (is_nullable)
            object_add(schema, SLICE("nullable"), tree_boolean(true), arena);
        return;
    }
    if (is_nullable)
        value_list_add(&alternatives, only_null(arena), arena);
    object_add(schema, SLICE("anyOf"), value_list_array(&alternatives), arena);
}

static void add_constant(const struct value *constant, struct object *schema,
                         struct arena *arena)
{
    struct value_list only = {0};
    value_list_add(&only, *constant, arena);
    object_add(schema, SLICE("enum"), value_list_array(&only), arena);
    if (object_find(schema, SLICE("type")) == NULL &&
        constant->kind == VALUE_STRING)
        object_add_text(schema, "type", SLICE("string"), arena);
    if (constant->kind == VALUE_BOOLEAN)
        object_set(schema, SLICE("type"), value_of_text(SLICE("boolean")),
                   arena);
}

static bool is_data(struct slice key)
{
    static const char *const keys[] = {"example", "examples", "enum",
                                       "default", "mapping",  "required"};
    for (size_t i = 0; i < ARRAY_COUNT(keys); i++) {
        if (slice_is(key, keys[i]))
            return true;
    }
    return false;
}

static struct value downgrade_part(const struct value *value,
                                   struct arena *arena);

/* What has names of the content for keys, and is no schema itself: in it, a key
 * called `type` or `$ref` is one like any other. */
static bool is_map(struct slice key)
{
    static const char *const keys[] = {"properties", "parameters", "schemas",
                                       "headers",    "responses",  "paths"};
    for (size_t i = 0; i < ARRAY_COUNT(keys); i++) {
        if (slice_is(key, keys[i]))
            return true;
    }
    return false;
}

static struct value downgrade_map(const struct value *map, struct arena *arena)
{
    struct object object = {0};
    for (size_t i = 0; i < map->size; i++)
        object_add(&object, map->as.members[i].key,
                   downgrade_part(&map->as.members[i].value, arena), arena);
    return object_value(&object);
}

static void add_member(const struct value *of, const struct member *member,
                       struct object *into, struct arena *arena)
{
    const struct value *value = &member->value;
    bool is_scalar = value->kind != VALUE_OBJECT && value->kind != VALUE_ARRAY;
    bool is_list = value->kind == VALUE_ARRAY;
    if (slice_is(member->key, "type") && is_list) {
        split_types(value, into, arena);
    } else if (slice_is(member->key, "const") && is_scalar) {
        add_constant(value, into, arena);
    } else if (slice_is(member->key, "examples") && is_list) {
        if (value->size > 0)
            object_add(into, SLICE("example"), value->as.items[0], arena);
    } else if (slice_is(member->key, "contentMediaType")) {
        object_set(into, SLICE("type"), value_of_text(SLICE("string")), arena);
        object_set(into, SLICE("format"), value_of_text(SLICE("binary")),
                   arena);
    } else if (slice_is(member->key, "$ref") && of->size > 1) {
        struct object reference = {0};
        struct value_list only = {0};
        object_add(&reference, member->key, *value, arena);
        value_list_add(&only, object_value(&reference), arena);
        object_add(into, SLICE("allOf"), value_list_array(&only), arena);
    } else if (is_map(member->key) && value_is_object(value)) {
        object_add(into, member->key, downgrade_map(value, arena), arena);
    } else {
        object_add(into, member->key,
                   is_data(member->key) ? *value : downgrade_part(value, arena),
                   arena);
    }
}

/* What 3.1 calls by its SPDX identifier, 3.0 knows by an address. */
static void add_license_url(const struct value *by_name, struct object *license,
                            struct arena *arena)
{
    struct slice identifier = value_text(value_find(by_name, "identifier"));
    if (identifier.size > 0)
        object_add_text(license, "url",
                        arena_printf(arena,
                                     "https://spdx.org/licenses/%.*s.html",
                                     SLICE_FMT(identifier)),
                        arena);
}

/* Keys that 3.0 does not have where they stand. */
static void drop_new_keys(struct object *description, struct arena *arena)
{
    struct value *info = object_find(description, SLICE("info"));
    struct object kept = {0}, license = {0};
    for (size_t i = 0; info != NULL && i < info->size; i++) {
        const struct member *member = &info->as.members[i];
        if (slice_is(member->key, "license")) {
            object_add(&license, SLICE("name"),
                       *value_find(&member->value, "name"), arena);
            add_license_url(&member->value, &license, arena);
            object_add(&kept, member->key, object_value(&license), arena);
        } else if (!slice_is(member->key, "summary")) {
            object_add(&kept, member->key, member->value, arena);
        }
    }
    if (info == NULL)
        return;
    *info = object_value(&kept);
    object_set(description, SLICE("openapi"), value_of_text(SLICE("3.0.3")),
               arena);
}

/* Recursion is as deep as the description. */
static struct value downgrade_part(const struct value *value,
                                   struct arena *arena)
{
    struct object object = {0};
    if (value->kind == VALUE_ARRAY)
        return tree_each(value, downgrade_part, arena);
    if (value->kind != VALUE_OBJECT)
        return *value;
    if (is_null_type(value))
        return only_null(arena);
    for (size_t i = 0; i < value->size; i++)
        add_member(value, &value->as.members[i], &object, arena);
    return object_value(&object);
}

struct value downgrade(const struct value *value, struct arena *arena)
{
    struct value older = downgrade_part(value, arena);
    struct object description = object_copy(&older, arena);
    drop_new_keys(&description, arena);
    return object_value(&description);
}
