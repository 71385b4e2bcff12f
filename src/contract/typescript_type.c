/* typescript_type.c - one schema as a type.
 *
 *     {"type": ["string", "null"]}        string | null
 *     {"enum": ["colors-a", "colors-b"]}  "colors-a" | "colors-b"
 *     {"$ref": ".../Post"}                Post
 *     {"type": "array", "items": {...}}   (A | B)[]
 *     {"type": "object", ...}             { title: string; date?: string } */
#include "contract/typescript.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/map.h"
#include "contract/base.h"
#include "represent/write.h"

static void indent(struct str *out, size_t depth)
{
    str_append_repeat(out, ' ', 2 * depth);
}

/* One line, so that no text of the content ends the comment. */
void typescript_write_comment(struct str *out, const struct value *schema,
                              size_t depth)
{
    struct slice text = value_text(value_find(schema, "description"));
    if (text.size == 0)
        return;
    indent(out, depth);
    str_append(out, SLICE("/** "));
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        bool ends = c == '*' && i + 1 < text.size && text.data[i + 1] == '/';
        str_append_char(out, c == '\n' ? ' ' : c);
        if (ends)
            str_append_char(out, ' ');
    }
    str_append(out, SLICE(" */\n"));
}

static bool is_identifier(struct slice name)
{
    for (size_t i = 0; i < name.size; i++) {
        char c = name.data[i];
        if (!ascii_is_letter(c) && c != '_' && c != '$' &&
            (i == 0 || !ascii_is_digit(c)))
            return false;
    }
    return name.size > 0;
}

void typescript_write_name(struct str *out, struct slice name)
{
    if (is_identifier(name))
        str_append(out, name);
    else
        write_string(out, name);
}

/* Adds the names that are required. */
static void map_required(struct map *names, const struct value *schema)
{
    const struct value *required = value_find(schema, "required");
    for (size_t i = 0; required != NULL && i < required->size; i++)
        map_put(names, value_text(&required->as.items[i]), names);
}

static void write_members(struct str *out, const struct value *schema,
                          size_t depth)
{
    const struct value *properties = value_find(schema, "properties");
    struct map required = {0};
    map_required(&required, schema);
    str_append(out, SLICE("{\n"));
    for (size_t i = 0; i < properties->size; i++) {
        const struct member *member = &properties->as.members[i];
        typescript_write_comment(out, &member->value, depth + 1);
        indent(out, depth + 1);
        typescript_write_name(out, member->key);
        bool is_there = map_find(&required, member->key) != NULL;
        str_append_text(out, is_there ? ": " : "?: ");
        typescript_write_type(out, &member->value, depth + 1);
        str_append(out, SLICE(";\n"));
    }
    map_release(&required);
    indent(out, depth);
    str_append_char(out, '}');
}

static void write_object(struct str *out, const struct value *schema,
                         size_t depth)
{
    const struct value *properties = value_find(schema, "properties");
    const struct value *others = value_find(schema, "additionalProperties");
    if (properties != NULL && properties->size > 0) {
        write_members(out, schema, depth);
    } else if (value_is_object(others)) {
        str_append(out, SLICE("Record<string, "));
        typescript_write_type(out, others, depth);
        str_append_char(out, '>');
    } else {
        str_append(out, SLICE("Record<string, unknown>"));
    }
}

/* Whether it is written with a sign between types, and so has to stand in
 * parentheses before [] and within an intersection. */
static bool is_compound(const struct value *schema)
{
    const struct value *type = value_find(schema, "type");
    const struct value *choice = value_find(schema, "enum");
    return (value_is_array(type) && type->size > 1) ||
           (choice != NULL && choice->size > 1) ||
           value_find(schema, "anyOf") != NULL ||
           value_find(schema, "oneOf") != NULL ||
           value_find(schema, "allOf") != NULL;
}

static void write_enclosed(struct str *out, const struct value *schema,
                           size_t depth)
{
    bool is_enclosed = is_compound(schema);
    if (is_enclosed)
        str_append_char(out, '(');
    typescript_write_type(out, schema, depth);
    if (is_enclosed)
        str_append_char(out, ')');
}

static void write_all(struct str *out, const struct value *schemas,
                      const char *between, bool are_enclosed, size_t depth)
{
    for (size_t i = 0; i < schemas->size; i++) {
        if (i > 0)
            str_append_text(out, between);
        if (are_enclosed)
            write_enclosed(out, &schemas->as.items[i], depth);
        else
            typescript_write_type(out, &schemas->as.items[i], depth);
    }
}

static void write_array(struct str *out, const struct value *schema,
                        size_t depth)
{
    const struct value *items = value_find(schema, "items");
    if (items == NULL) {
        str_append(out, SLICE("unknown[]"));
        return;
    }
    write_enclosed(out, items, depth);
    str_append(out, SLICE("[]"));
}

static const struct {
    const char *type;
    const char *name; /* NULL: `write` writes it */
    void (*write)(struct str *out, const struct value *schema, size_t depth);
} types[] = {
    {"string", "string", NULL},     {"integer", "number", NULL},
    {"number", "number", NULL},     {"boolean", "boolean", NULL},
    {"null", "null", NULL},         {"array", NULL, write_array},
    {"object", NULL, write_object},
};

static void write_named(struct str *out, struct slice type,
                        const struct value *schema, size_t depth)
{
    for (size_t i = 0; i < ARRAY_COUNT(types); i++) {
        if (!slice_is(type, types[i].type))
            continue;
        if (types[i].write != NULL)
            types[i].write(out, schema, depth);
        else
            str_append_text(out, types[i].name);
        return;
    }
    str_append(out, SLICE("unknown"));
}

/* One type, or several with bars between them. Integer and number are the same
 * in TypeScript. */
static void write_by_type(struct str *out, const struct value *schema,
                          size_t depth)
{
    const struct value *type = value_find(schema, "type");
    if (type == NULL && value_find(schema, "properties") != NULL)
        write_object(out, schema, depth);
    else if (type == NULL || type->kind != VALUE_ARRAY)
        write_named(out, value_text(type), schema, depth);
    for (size_t i = 0;
         type != NULL && type->kind == VALUE_ARRAY && i < type->size; i++) {
        if (i > 0)
            str_append(out, SLICE(" | "));
        write_named(out, value_text(&type->as.items[i]), schema, depth);
    }
}

static void write_choice(struct str *out, const struct value *choice)
{
    for (size_t i = 0; i < choice->size; i++) {
        if (i > 0)
            str_append(out, SLICE(" | "));
        write_value(out, &choice->as.items[i]);
    }
}

/* Recursion is as deep as the schema. */
void typescript_write_type(struct str *out, const struct value *schema,
                           size_t depth)
{
    const struct value *constant = value_find(schema, "const");
    const struct value *choice = value_find(schema, "enum");
    const struct value *any = value_find(schema, "anyOf");
    const struct value *one = value_find(schema, "oneOf");
    const struct value *all = value_find(schema, "allOf");
    struct slice reference = base_ref_name(schema, "schemas");
    if (reference.data != NULL)
        str_append(out, reference);
    else if (constant != NULL)
        write_value(out, constant);
    else if (choice != NULL)
        write_choice(out, choice);
    else if (all != NULL)
        write_all(out, all, " & ", true, depth);
    else if (one != NULL || (any != NULL && value_find(schema, "type") == NULL))
        write_all(out, one != NULL ? one : any, " | ", false, depth);
    else
        write_by_type(out, schema, depth);
}
