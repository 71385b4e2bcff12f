/* type_schema.c - a type of the content as a schema.
 *
 *     text, few           {"type": "string", "enum": ["colors-a", "colors-b"]}
 *     text or null        {"type": ["string", "null"]}
 *     list of blocks      {"type": "array", "items": {"oneOf": [...]}}
 *     path of a post      {"anyOf": [{"type": "string"}, Post, Missing]}
 *
 * The schema is as narrow as the content allows, since clients are made for
 * this content. */
#include "contract/schemas.h"

#include "base/array.h"

/* Nobody's address is shown to strangers as an example. */
static bool is_example(struct slice text)
{
    return text.size > 0 && slice_find_char(text, 0, '@') == text.size;
}

static struct value text_schema(const struct type *type, struct arena *arena)
{
    static const struct {
        enum text_form form;
        const char *format;
    } formats[] = {
        {TEXT_DAY, "date"}, {TEXT_INSTANT, "date-time"}, {TEXT_LINK, "uri"}};
    struct object schema = {0};
    struct value_list texts = {0};
    if (type_is_choice(type))
        return tree_choice(type->texts, type->text_count, arena);
    object_add_text(&schema, "type", SLICE("string"), arena);
    for (size_t i = 0; i < ARRAY_COUNT(formats); i++) {
        if ((type->text_forms & formats[i].form) != 0)
            object_add_text(&schema, "format", slice_of(formats[i].format),
                            arena);
    }
    for (size_t i = 0; i < type->text_count && texts.count == 0; i++) {
        if (is_example(type->texts[i]))
            value_list_add(&texts, value_of_text(type->texts[i]), arena);
    }
    if (texts.count > 0)
        object_add(&schema, SLICE("examples"), value_list_array(&texts), arena);
    return object_value(&schema);
}

static struct value list_schema(const struct names_of_types *names,
                                const struct type *type, struct arena *arena)
{
    struct object schema = {0}, any = {0};
    object_add_text(&schema, "type", SLICE("array"), arena);
    object_add(&schema, SLICE("items"),
               type->items != NULL ? schema_of_type(names, type->items, arena)
                                   : object_value(&any),
               arena);
    return object_value(&schema);
}

/* What include=sections puts in place of a path. */
static void add_documents(const struct names_of_types *names,
                          const struct type *type,
                          struct value_list *alternatives, struct arena *arena)
{
    for (size_t i = 0; i < type->target_count; i++)
        value_list_add(
            alternatives,
            tree_ref("schemas",
                     names_find(names, type->targets[i]->name)->in_section,
                     arena),
            arena);
    value_list_add(alternatives, tree_ref("schemas", SLICE("Missing"), arena),
                   arena);
}

struct value schema_of_gained(const struct names_of_types *names,
                              const struct section_rule *rule,
                              struct arena *arena)
{
    struct object schema = {0}, none = {0};
    const struct collection_names *of =
        names_find(names, slice_of(rule->collection));
    object_add_text(&schema, "description",
                    arena_printf(arena, "With `include=sections`: %s `%s`.",
                                 rule->kind == SECTION_FEED
                                     ? "the documents of"
                                     : "the newest documents of",
                                 rule->collection),
                    arena);
    object_add_text(&schema, "type", SLICE("array"), arena);
    object_add(&schema, SLICE("items"),
               of != NULL ? tree_ref("schemas", of->in_section, arena)
                          : object_value(&none),
               arena);
    if (of == NULL)
        object_add(&schema, SLICE("maxItems"), tree_integer(0), arena);
    return object_value(&schema);
}

static void add_gained(const struct names_of_types *names,
                       const struct object_type *object,
                       struct object *properties, struct arena *arena)
{
    for (size_t i = 0; i < object->gained_count; i++) {
        struct slice key = slice_of(object->gained[i]->key);
        struct value gained = schema_of_gained(names, object->gained[i], arena);
        struct value *known = object_find(properties, key);
        if (known != NULL)
            *known = tree_either(*known, gained, arena);
        else
            object_add(properties, key, gained, arena);
    }
}

struct value schema_of_object(const struct names_of_types *names,
                              const struct object_type *object,
                              struct arena *arena)
{
    struct object schema = {0}, properties = {0};
    struct value_list required = {0};
    for (size_t i = 0; i < object->member_count; i++) {
        const struct member_type *member = object->members[i];
        struct value of = schema_of_type(names, member->type, arena);
        if (slice_equal(member->name, object->key)) {
            struct object constant = {0};
            object_add_text(&constant, "type", SLICE("string"), arena);
            object_add_text(&constant, "const", object->name, arena);
            of = object_value(&constant);
        }
        object_add(&properties, member->name, of, arena);
        if (member->count == object->count)
            value_list_add(&required, value_of_text(member->name), arena);
    }
    add_gained(names, object, &properties, arena);
    tree_add_shape(&schema, &required, &properties, arena);
    return object_value(&schema);
}

static bool have_one_key(const struct type *type)
{
    for (size_t i = 1; i < type->block_count; i++) {
        if (!slice_equal(type->blocks[i]->key, type->blocks[0]->key))
            return false;
    }
    return true;
}

static struct value blocks_schema(const struct names_of_types *names,
                                  const struct type *type, struct arena *arena)
{
    struct object schema = {0};
    struct choices blocks = {0};
    for (size_t i = 0; i < type->block_count; i++)
        choices_add(&blocks, type->blocks[i]->name,
                    names_of_block(names, type->blocks[i]), arena);
    if (type->block_count == 1 || !have_one_key(type))
        return tree_any_of(&blocks.references, arena);
    choices_add_to(&blocks, type->blocks[0]->key, &schema, arena);
    return object_value(&schema);
}

/* Adds null to the only alternative, where that is no reference. */
static bool add_null(struct value_list *alternatives, struct arena *arena)
{
    if (alternatives->count != 1)
        return false;
    struct object schema = object_copy(&alternatives->items[0], arena);
    struct value *type = object_find(&schema, SLICE("type"));
    struct value *choice = object_find(&schema, SLICE("enum"));
    struct value_list types = {0}, texts = {0};
    if (type == NULL)
        return false;
    value_list_add(&types, *type, arena);
    value_list_add(&types, value_of_text(SLICE("null")), arena);
    *type = value_list_array(&types);
    if (choice != NULL) {
        for (size_t i = 0; i < choice->size; i++)
            value_list_add(&texts, choice->as.items[i], arena);
        value_list_add(&texts, value_null, arena);
        *choice = value_list_array(&texts);
    }
    alternatives->items[0] = object_value(&schema);
    return true;
}

/* Recursion is as deep as types are: it ends at blocks. */
struct value schema_of_type(const struct names_of_types *names,
                            const struct type *type, struct arena *arena)
{
    struct value_list alternatives = {0};
    const size_t *counts = type->counts;
    bool has_null = counts[VALUE_NULL] > 0;
    if (type->is_cut)
        return tree_any_of(&alternatives, arena);
    if (counts[VALUE_STRING] > 0)
        value_list_add(&alternatives, text_schema(type, arena), arena);
    if (type->is_reference)
        add_documents(names, type, &alternatives, arena);
    if (counts[VALUE_FLOAT] > 0)
        value_list_add(&alternatives, tree_type("number", arena), arena);
    else if (counts[VALUE_INTEGER] > 0)
        value_list_add(&alternatives, tree_type("integer", arena), arena);
    if (counts[VALUE_BOOLEAN] > 0)
        value_list_add(&alternatives, tree_type("boolean", arena), arena);
    if (counts[VALUE_ARRAY] > 0)
        value_list_add(&alternatives, list_schema(names, type, arena), arena);
    if (type->object != NULL)
        value_list_add(&alternatives,
                       schema_of_object(names, type->object, arena), arena);
    if (type->block_count > 0)
        value_list_add(&alternatives, blocks_schema(names, type, arena), arena);
    if (has_null && !add_null(&alternatives, arena))
        value_list_add(&alternatives, tree_type("null", arena), arena);
    return tree_any_of(&alternatives, arena);
}
