/* field_table.c - the fields of a collection with their types, their values
 * where these are few, and what can be done with them. */
#include "contract/field_table.h"

#include "base/array.h"
#include "query/include.h"

/* Adds the texts at the end of a path to those of *texts; false if they are not
 * known, or too many. The objects of all types are looked into, as queries
 * do. */
static bool add_texts(const struct type *type, struct slice rest,
                      struct names *texts);

static bool add_texts_of(const struct object_type *object, struct slice path,
                         struct names *texts)
{
    for (size_t i = 0; i < object->member_count; i++) {
        const struct member_type *member = object->members[i];
        struct slice name = member->name;
        if (path.size == name.size && slice_equal(path, name))
            return add_texts(member->type, SLICE(""), texts);
        if (path.size > name.size && path.data[name.size] == '.' &&
            slice_begins(path, name))
            return add_texts(member->type, slice_from(path, name.size + 1),
                             texts);
    }
    return true;
}

static bool add_text(struct names *texts, struct slice text)
{
    for (size_t i = 0; i < texts->count; i++) {
        if (slice_equal(texts->items[i], text))
            return true;
    }
    if (texts->count == TYPES_MAX_TEXTS)
        return false;
    texts->items[texts->count++] = text;
    return true;
}

/* Recursion is as deep as the path. */
static bool add_texts(const struct type *type, struct slice rest,
                      struct names *texts)
{
    bool ok = !type->is_cut;
    if (type->items != NULL)
        ok = ok && add_texts(type->items, rest, texts);
    if (rest.size == 0) {
        ok = ok && !type->has_more_texts &&
             (type->text_count == 0 || type_is_choice(type));
        for (size_t i = 0; ok && i < type->text_count; i++)
            ok = add_text(texts, type->texts[i]);
        return ok;
    }
    if (type->object != NULL)
        ok = ok && add_texts_of(type->object, rest, texts);
    for (size_t i = 0; ok && i < type->block_count; i++) {
        if (slice_equal(rest, type->blocks[i]->key))
            ok = add_text(texts, type->blocks[i]->name);
        else
            ok = add_texts_of(type->blocks[i], rest, texts);
    }
    return ok;
}

void field_table_make(const struct snapshot *snapshot,
                      const struct collection_type *type, struct arena *arena,
                      struct field_table *ret_table)
{
    struct listed_path *paths;
    size_t count = schema_list(snapshot_schema(snapshot, type->collection),
                               arena, &paths, &ret_table->is_cut);
    ret_table->fields = arena_alloc(arena, count, sizeof *ret_table->fields);
    ret_table->count = 0;
    for (size_t i = 0; i < count; i++) {
        if (!path_can_be_asked(paths[i].path))
            continue;
        struct asked_field *field = &ret_table->fields[ret_table->count++];
        field->listed = paths[i];
        if ((paths[i].field.types & FIELD_TEXT) == 0 ||
            paths[i].field.has_only_dates)
            continue;
        field->texts.items =
            arena_alloc(arena, TYPES_MAX_TEXTS, sizeof *field->texts.items);
        if (!add_texts_of(&type->own, paths[i].path, &field->texts))
            field->texts.count = 0;
    }
}

bool field_is_date(const struct asked_field *field)
{
    return (field->listed.field.types & FIELD_DATE) != 0;
}

bool field_is_facet(const struct asked_field *field)
{
    return (field->listed.field.uses & USE_FACET) != 0 &&
           field->listed.field.types != FIELD_OBJECT;
}

static bool can_sort(const struct asked_field *field)
{
    return (field->listed.field.uses & USE_SORT) != 0 &&
           field->listed.field.types != FIELD_OBJECT;
}

static struct value type_names(const struct field_path *field,
                               struct arena *arena)
{
    static const struct {
        unsigned type;
        const char *name;
    } types[FIELD_TYPES] = {
        {FIELD_DATE, "date"},         {FIELD_NUMBER, "number"},
        {FIELD_BOOLEAN, "boolean"},   {FIELD_TEXT, "text"},
        {FIELD_RELATION, "relation"}, {FIELD_OBJECT, "object"},
    };
    struct value_list list = {0};
    unsigned shown = field->types;
    if (field->has_only_dates)
        shown &= ~(unsigned)FIELD_TEXT;
    for (size_t i = 0; i < ARRAY_COUNT(types); i++) {
        if ((shown & types[i].type) != 0)
            value_list_add(&list, value_of_text(slice_of(types[i].name)),
                           arena);
    }
    return value_list_array(&list);
}

static struct value operator_names(const struct field_path *field,
                                   struct arena *arena)
{
    struct value_list list = {0};
    for (enum op op = 0; op < OP_COUNT; op++) {
        if (op_suits(op, field))
            value_list_add(&list, value_of_text(slice_of(op_info(op)->name)),
                           arena);
    }
    return value_list_array(&list);
}

static struct value field_value(const struct asked_field *field,
                                struct arena *arena)
{
    const struct field_path *path = &field->listed.field;
    struct object object = {0};
    object_add(&object, SLICE("types"), type_names(path, arena), arena);
    object_add(&object, SLICE("operators"), operator_names(path, arena), arena);
    object_add(&object, SLICE("sort"), tree_boolean(can_sort(field)), arena);
    object_add(&object, SLICE("facet"), tree_boolean(field_is_facet(field)),
               arena);
    object_add(&object, SLICE("list"), tree_boolean(path->is_list), arena);
    if (field->listed.target != NULL)
        object_add_text(&object, "target", slice_of(field->listed.target),
                        arena);
    if (field->texts.count > 0)
        object_add(&object, SLICE("values"),
                   tree_texts(field->texts.items, field->texts.count, arena),
                   arena);
    return object_value(&object);
}

struct value field_table_value(const struct field_table *table,
                               struct arena *arena)
{
    struct object object = {0};
    for (size_t i = 0; i < table->count; i++)
        object_add(&object, table->fields[i].listed.path,
                   field_value(&table->fields[i], arena), arena);
    return object_value(&object);
}

static void add_name(struct value_list *names, const char *sign,
                     struct slice path, const char *end, struct arena *arena)
{
    value_list_add(names,
                   value_of_text(arena_printf(arena, "%s%.*s%s", sign,
                                              SLICE_FMT(path), end)),
                   arena);
}

static void add_sort_names(const struct asked_field *field,
                           struct value_list *names, struct arena *arena)
{
    if (!can_sort(field))
        return;
    add_name(names, "", field->listed.path, "", arena);
    add_name(names, "-", field->listed.path, "", arena);
}

static void add_facet_names(const struct asked_field *field,
                            struct value_list *names, struct arena *arena)
{
    static const char *const periods[] = {".year", ".month", ".day"};
    if (!field_is_facet(field))
        return;
    add_name(names, "", field->listed.path, "", arena);
    for (size_t i = 0; field_is_date(field) && i < ARRAY_COUNT(periods); i++)
        add_name(names, "", field->listed.path, periods[i], arena);
}

static void add_shown_names(const struct asked_field *field,
                            struct value_list *names, struct arena *arena)
{
    add_name(names, "", field->listed.path, "", arena);
    if (field->listed.field.count == 1)
        add_name(names, "-", field->listed.path, "", arena);
}

static const struct {
    const char *parameter;
    void (*add)(const struct asked_field *field, struct value_list *names,
                struct arena *arena);
} name_lists[] = {
    {"sort", add_sort_names},
    {"facets", add_facet_names},
    {"fields", add_shown_names},
};

/* Names beyond those of fields: what an order can be that is no field, what
 * only documents have that were searched for, and the relations that an answer
 * shows only if asked. */
static void add_more_names(const char *parameter, struct value_list *names,
                           struct arena *arena)
{
    if (slice_is(SLICE("sort"), parameter)) {
        add_name(names, "", SLICE("random"), "", arena);
        add_name(names, "", SLICE("relevance"), "", arena);
    }
    if (slice_is(SLICE("fields"), parameter)) {
        add_name(names, "", SLICE("search"), "", arena);
        add_name(names, "-", SLICE("search"), "", arena);
    }
    for (unsigned r = RELATION_DIRECT_COUNT;
         slice_is(SLICE("fields"), parameter) && r < RELATION_COUNT; r++)
        add_name(names, "", slice_of(query_relation_name(r)), "", arena);
}

struct value field_table_names(const struct field_table *table,
                               const char *parameter,
                               const struct value *by_hand, struct arena *arena)
{
    struct object schema = object_copy(value_find(by_hand, "schema"), arena);
    struct object result = object_copy(by_hand, arena), items = {0};
    struct value_list names = {0};
    for (size_t i = 0; i < ARRAY_COUNT(name_lists); i++) {
        for (size_t f = 0;
             slice_is(slice_of(parameter), name_lists[i].parameter) &&
             f < table->count;
             f++)
            name_lists[i].add(&table->fields[f], &names, arena);
    }
    add_more_names(parameter, &names, arena);
    object_add_text(&items, "type", SLICE("string"), arena);
    if (!table->is_cut)
        object_add(&items, SLICE("enum"), value_list_array(&names), arena);
    object_set(&schema, SLICE("items"), object_value(&items), arena);
    object_set(&result, SLICE("schema"), object_value(&schema), arena);
    struct value *example = object_find(&result, SLICE("example"));
    if (example != NULL && names.count > 0) {
        struct value_list first = {0};
        value_list_add(&first, names.items[0], arena);
        *example = value_list_array(&first);
    }
    return object_value(&result);
}
