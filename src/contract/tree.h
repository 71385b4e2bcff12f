/* tree.h - builds values: objects that grow, and what stands in schemas.
 * Private to this room.
 *
 * Everything lies in the arena that is passed, keys and texts where they are
 * already. */
#ifndef CONTRACT_TREE_H
#define CONTRACT_TREE_H

#include "document/value.h"

/* Starts as zeros. */
struct object {
    struct member *members;
    size_t count, capacity;
};

void object_add(struct object *object, struct slice key, struct value value,
                struct arena *arena);
/* The same for a key and a text that are constants. */
void object_add_text(struct object *object, const char *key, struct slice text,
                     struct arena *arena);
/* Replaces the member of that name, or adds it. */
void object_set(struct object *object, struct slice key, struct value value,
                struct arena *arena);
/* The value of that name, or NULL; valid until the next member is added. */
struct value *object_find(const struct object *object, struct slice key);

/* What was added so far, as a value that shares the members. */
struct value object_value(const struct object *object);
/* The members of an object, to be added to; empty for anything else. */
struct object object_copy(const struct value *value, struct arena *arena);

struct value tree_boolean(bool boolean);
struct value tree_integer(int64_t integer);
/* {"type": "string"} */
struct value tree_type(const char *name, struct arena *arena);
struct value tree_type_of(struct slice name, struct arena *arena);
/* Texts as an array, and {"type": "string", "enum": [...]} of them. */
struct value tree_texts(const struct slice *texts, size_t count,
                        struct arena *arena);
struct value tree_choice(const struct slice *texts, size_t count,
                         struct arena *arena);
/* An array of what `change` makes of each item. */
struct value tree_each(const struct value *array,
                       struct value (*change)(const struct value *item,
                                              struct arena *arena),
                       struct arena *arena);
/* Adds "type": "object", what is required, if anything is, and the
 * properties. */
void tree_add_shape(struct object *schema, const struct value_list *required,
                    const struct object *properties, struct arena *arena);

/* {"$ref": "#/components/schemas/Post"} for "schemas" and "Post". */
struct value tree_ref(const char *section, struct slice name,
                      struct arena *arena);
/* {"anyOf": [...]}, or the only one; {}, which anything satisfies, of none. */
struct value tree_any_of(const struct value_list *alternatives,
                         struct arena *arena);
/* {"anyOf": [one, other]} */
struct value tree_either(struct value one, struct value other,
                         struct arena *arena);

/* Schemas of which one holds, each with what the value of a property then is.
 * Starts as zeros. */
struct choices {
    struct value_list references;
    struct object mapping;
};

void choices_add(struct choices *choices, struct slice label, struct slice name,
                 struct arena *arena);
/* Adds oneOf, and OpenAPI's discriminator, by which generators tell the types
 * apart. `key` is the property. */
void choices_add_to(const struct choices *choices, struct slice key,
                    struct object *schema, struct arena *arena);

#endif
