/* tree.c - values that are built here instead of being parsed. */
#include "contract/tree.h"

#include <string.h>

void object_add(struct object *object, struct slice key, struct value value,
                struct arena *arena)
{
    object->members = arena_grow(arena, object->members, object->count,
                                 &object->capacity, sizeof *object->members);
    object->members[object->count++] = (struct member){key, value};
}

void object_add_text(struct object *object, const char *key, struct slice text,
                     struct arena *arena)
{
    object_add(object, slice_of(key), value_of_text(text), arena);
}

struct value *object_find(const struct object *object, struct slice key)
{
    for (size_t i = 0; i < object->count; i++) {
        if (slice_equal(object->members[i].key, key))
            return &object->members[i].value;
    }
    return NULL;
}

void object_set(struct object *object, struct slice key, struct value value,
                struct arena *arena)
{
    struct value *known = object_find(object, key);
    if (known != NULL)
        *known = value;
    else
        object_add(object, key, value, arena);
}

struct value object_value(const struct object *object)
{
    return (struct value){.kind = VALUE_OBJECT,
                          .as.members = object->members,
                          .size = object->count};
}

struct object object_copy(const struct value *value, struct arena *arena)
{
    struct object object = {0};
    for (size_t i = 0; value_is_object(value) && i < value->size; i++)
        object_add(&object, value->as.members[i].key,
                   value->as.members[i].value, arena);
    return object;
}

struct value tree_boolean(bool boolean)
{
    return (struct value){.kind = VALUE_BOOLEAN, .as.boolean = boolean};
}

struct value tree_integer(int64_t integer)
{
    return (struct value){.kind = VALUE_INTEGER, .as.integer = integer};
}

struct value tree_type_of(struct slice name, struct arena *arena)
{
    struct object schema = {0};
    object_add_text(&schema, "type", name, arena);
    return object_value(&schema);
}

struct value tree_type(const char *name, struct arena *arena)
{
    return tree_type_of(slice_of(name), arena);
}

struct value tree_texts(const struct slice *texts, size_t count,
                        struct arena *arena)
{
    struct value_list list = {0};
    for (size_t i = 0; i < count; i++)
        value_list_add(&list, value_of_text(texts[i]), arena);
    return value_list_array(&list);
}

struct value tree_choice(const struct slice *texts, size_t count,
                         struct arena *arena)
{
    struct object schema = {0};
    object_add_text(&schema, "type", SLICE("string"), arena);
    object_add(&schema, SLICE("enum"), tree_texts(texts, count, arena), arena);
    return object_value(&schema);
}

struct value tree_each(const struct value *array,
                       struct value (*change)(const struct value *item,
                                              struct arena *arena),
                       struct arena *arena)
{
    struct value_list items = {0};
    for (size_t i = 0; i < array->size; i++)
        value_list_add(&items, change(&array->as.items[i], arena), arena);
    return value_list_array(&items);
}

void tree_add_shape(struct object *schema, const struct value_list *required,
                    const struct object *properties, struct arena *arena)
{
    object_add_text(schema, "type", SLICE("object"), arena);
    if (required->count > 0)
        object_add(schema, SLICE("required"), value_list_array(required),
                   arena);
    object_add(schema, SLICE("properties"), object_value(properties), arena);
}

struct value tree_ref(const char *section, struct slice name,
                      struct arena *arena)
{
    struct object reference = {0};
    object_add_text(
        &reference, "$ref",
        arena_printf(arena, "#/components/%s/%.*s", section, SLICE_FMT(name)),
        arena);
    return object_value(&reference);
}

struct value tree_any_of(const struct value_list *alternatives,
                         struct arena *arena)
{
    struct object schema = {0};
    if (alternatives->count == 1)
        return alternatives->items[0];
    if (alternatives->count > 0)
        object_add(&schema, SLICE("anyOf"), value_list_array(alternatives),
                   arena);
    return object_value(&schema);
}

struct value tree_either(struct value one, struct value other,
                         struct arena *arena)
{
    struct value_list both = {0};
    value_list_add(&both, one, arena);
    value_list_add(&both, other, arena);
    return tree_any_of(&both, arena);
}

void choices_add(struct choices *choices, struct slice label, struct slice name,
                 struct arena *arena)
{
    struct value reference = tree_ref("schemas", name, arena);
    value_list_add(&choices->references, reference, arena);
    object_add(&choices->mapping, label, *value_find(&reference, "$ref"),
               arena);
}

void choices_add_to(const struct choices *choices, struct slice key,
                    struct object *schema, struct arena *arena)
{
    struct object discriminator = {0};
    object_add_text(&discriminator, "propertyName", key, arena);
    object_add(&discriminator, SLICE("mapping"),
               object_value(&choices->mapping), arena);
    object_add(schema, SLICE("oneOf"), value_list_array(&choices->references),
               arena);
    object_add(schema, SLICE("discriminator"), object_value(&discriminator),
               arena);
}
