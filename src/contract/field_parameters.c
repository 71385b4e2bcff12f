/* field_parameters.c - a parameter for each question that a field allows.
 *
 *     date:gte    {"name": "date:gte", "in": "query", "schema": {...}}
 *
 * A list takes any field and operator as a filter; those that make sense are
 * spelled out, so that generated clients offer them by name. */
#include "contract/operations.h"

#include "base/array.h"
#include "base/ascii.h"
#include "query/options.h"

/* Names in a path: what is deeper is asked for by `filter`, or a description of
 * a site with page builders would have thousands. */
#define MAX_SPELLED_DEPTH 2

/* Texts, the names of people and terms, and dates, which may be a part of one;
 * or the few that there are. */
static struct value string_schema(const struct asked_field *field,
                                  struct arena *arena)
{
    return field->listed.field.types == FIELD_TEXT && field->texts.count > 0
               ? tree_choice(field->texts.items, field->texts.count, arena)
               : tree_type("string", arena);
}

/* What stands behind "=" for one value of the field. */
static struct value operand_schema(const struct asked_field *field,
                                   struct arena *arena)
{
    struct value_list alternatives = {0};
    unsigned types = field->listed.field.types;
    if ((types & (FIELD_TEXT | FIELD_RELATION | FIELD_DATE)) != 0)
        value_list_add(&alternatives, string_schema(field, arena), arena);
    if ((types & FIELD_NUMBER) != 0)
        value_list_add(&alternatives, tree_type("number", arena), arena);
    if ((types & FIELD_BOOLEAN) != 0)
        value_list_add(&alternatives, tree_type("boolean", arena), arena);
    return tree_any_of(&alternatives, arena);
}

/* Several values are one string with commas: an array is sent as the same name
 * again and again by clients that do not read how it is meant (openapi-fetch),
 * and that asks for something else. */
static struct value schema_of_operator(const struct asked_field *field,
                                       enum op op, struct arena *arena)
{
    if (op == OP_EXISTS)
        return tree_type("boolean", arena);
    if (op_info(op)->is_text || op_info(op)->takes_list)
        return tree_type("string", arena);
    return operand_schema(field, arena);
}

/* "tags=x": the operator need not be named, except where the name alone is
 * something else. */
static struct slice parameter_name(struct slice path, enum op op,
                                   struct arena *arena)
{
    return op == OP_EQ && !query_hides_field(path)
               ? path
               : arena_printf(arena, "%.*s:%s", SLICE_FMT(path),
                              op_info(op)->name);
}

/* A key of components may have letters, digits, dots, dashes and underscores
 * (OpenAPI 3.1, 4.8.7). */
static struct slice component_key(struct slice prefix, struct slice path,
                                  enum op op, const struct object *taken,
                                  struct arena *arena)
{
    struct slice key = arena_printf(arena, "%.*s.%.*s.%s", SLICE_FMT(prefix),
                                    SLICE_FMT(path), op_info(op)->name);
    char *bytes = arena_bytes(arena, key.size);
    bool is_changed = false;
    for (size_t i = 0; i < key.size; i++) {
        char c = key.data[i];
        bool is_plain =
            ascii_is_letter_or_digit(c) || c == '.' || c == '-' || c == '_';
        bytes[i] = is_plain ? c : '_';
        is_changed = is_changed || !is_plain;
    }
    /* Others may have become the same; a number tells them apart. */
    return is_changed ? arena_printf(arena, "%.*s.%zu", (int)key.size, bytes,
                                     taken->count)
                      : key;
}

static struct value parameter_value(const struct asked_field *field, enum op op,
                                    struct arena *arena)
{
    struct object object = {0};
    struct slice path = field->listed.path;
    object_add_text(&object, "name", parameter_name(path, op, arena), arena);
    object_add_text(&object, "in", SLICE("query"), arena);
    object_add_text(
        &object, "description",
        arena_printf(arena, "`%.*s` %s%s.", SLICE_FMT(path),
                     op_info(op)->explanation,
                     op_info(op)->takes_list
                         ? ": with commas between them, in quotes where one "
                           "has a comma"
                         : ""),
        arena);
    object_add(&object, SLICE("schema"), schema_of_operator(field, op, arena),
               arena);
    return object_value(&object);
}

/* What tells a document apart is asked for by its address, and a person or term
 * is equal to its slug and to its name already. */
static bool is_spelled_out(const struct listed_path *listed)
{
    static const char *const left_out[] = {"id", "collection", "path", "rev"};
    for (size_t i = 0; i < ARRAY_COUNT(left_out); i++) {
        if (slice_is(listed->path, left_out[i]) && !listed->field.is_written)
            return false;
    }
    return listed->field.count == 1 ||
           (listed->field.count <= MAX_SPELLED_DEPTH &&
            listed->field.is_written);
}

/* A choice is made, not searched. */
static bool is_of_use(const struct asked_field *field, enum op op)
{
    return op_suits(op, &field->listed.field) &&
           !(op_info(op)->is_text && field->texts.count > 0);
}

/* Computed members are the same everywhere, and so is what they are asked. */
static bool is_shared(const struct listed_path *listed)
{
    return listed->field.count == 1 && !listed->field.is_written;
}

void field_table_parameters(const struct field_table *table,
                            struct slice prefix, struct operations *ops,
                            struct value_list *refs)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct asked_field *field = &table->fields[i];
        for (enum op op = 0; op < OP_COUNT; op++) {
            if (!is_of_use(field, op) || !is_spelled_out(&field->listed))
                continue;
            struct slice key = component_key(
                is_shared(&field->listed) ? SLICE("Any") : prefix,
                field->listed.path, op, &ops->parameters, ops->arena);
            if (map_add(&ops->known, key, ops) == NULL)
                object_add(&ops->parameters, key,
                           parameter_value(field, op, ops->arena), ops->arena);
            value_list_add(refs, tree_ref("parameters", key, ops->arena),
                           ops->arena);
        }
    }
}
