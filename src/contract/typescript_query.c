/* typescript_query.c - the types of questions.
 *
 *     export interface PostFields {
 *       title: Field<string, Equality | Matching | 'exists'>;
 *       date: Field<DateText, Equality | Ordering | 'exists'>;
 *     }
 *
 * What follows from that is the same for all sites: queries.d.ts. */
#include "contract/typescript.h"

#include "base/array.h"
#include "contract/base.h"
#include "represent/write.h"

extern const unsigned char queries_bytes[]; /* made from queries.d.ts */
extern const size_t queries_size;

static void write_separated(struct str *out, bool *is_first, const char *text)
{
    if (!*is_first)
        str_append(out, SLICE(" | "));
    *is_first = false;
    str_append_text(out, text);
}

/* The type of what stands behind "=". */
static void write_operand(struct str *out, const struct asked_field *field)
{
    static const struct {
        unsigned types;
        const char *name;
    } types[] = {
        {FIELD_DATE, "DateText"},
        {FIELD_NUMBER, "number"},
        {FIELD_BOOLEAN, "boolean"},
        {FIELD_TEXT | FIELD_RELATION, "string"},
    };
    const struct field_path *path = &field->listed.field;
    unsigned shown = path->uses == 0 ? 0 : path->types;
    bool is_first = true;
    if (path->has_only_dates || field->texts.count > 0)
        shown &= ~(unsigned)FIELD_TEXT;
    for (size_t i = 0; i < field->texts.count; i++) {
        write_separated(out, &is_first, "");
        write_string(out, field->texts.items[i]);
    }
    for (size_t i = 0; i < ARRAY_COUNT(types); i++) {
        if ((shown & types[i].types) != 0)
            write_separated(out, &is_first, types[i].name);
    }
    if (is_first)
        str_append(out, SLICE("never"));
}

/* Field<string, Equality | Matching | 'exists'>: one operator of each group
 * says whether the field has the group. */
static void write_field_type(struct str *out, const struct asked_field *field)
{
    static const struct {
        enum op op;
        const char *group;
    } groups[] = {
        {OP_EQ, "Equality"}, {OP_GT, "Ordering"},     {OP_CONTAINS, "Matching"},
        {OP_ALL, "'all'"},   {OP_EXISTS, "'exists'"},
    };
    bool is_first = true;
    str_append(out, SLICE("Field<"));
    write_operand(out, field);
    str_append(out, SLICE(", "));
    for (size_t i = 0; i < ARRAY_COUNT(groups); i++) {
        if (op_suits(groups[i].op, &field->listed.field))
            write_separated(out, &is_first, groups[i].group);
    }
    str_append_text(out, is_first ? "never>" : ">");
}

static void write_fields(struct str *out, const struct collection_names *names,
                         const struct field_table *table)
{
    str_appendf(out,
                "\n/** What a list of `%.*s` can be asked about: the fields "
                "and the types of their values. */\n"
                "export interface %.*sFields {\n",
                SLICE_FMT(names->type->collection->name),
                SLICE_FMT(names->item));
    for (size_t i = 0; i < table->count; i++) {
        str_append(out, SLICE("  "));
        typescript_write_name(out, table->fields[i].listed.path);
        str_append(out, SLICE(": "));
        write_field_type(out, &table->fields[i]);
        str_append(out, SLICE(";\n"));
    }
    if (table->is_cut) /* there are more than are listed */
        str_append(out,
                   SLICE("  [path: `${string}.${string}`]: "
                         "Field<string | number | boolean, Equality | Ordering "
                         "| Matching | 'all' | 'exists'>;\n"));
    str_append(out, SLICE("}\n"));
}

static void write_collections(struct str *out,
                              const struct names_of_types *names)
{
    str_append(out, SLICE("\n/** Everything by the name of its collection. */"
                          "\nexport interface Collections {\n"));
    for (size_t i = 0; i < names->collection_count; i++) {
        const struct collection_names *of = &names->collections[i];
        str_append(out, SLICE("  "));
        typescript_write_name(out, of->type->collection->name);
        str_appendf(
            out, ": { item: %.*s; listItem: %.*s; fields: %.*sFields };\n",
            SLICE_FMT(of->item), SLICE_FMT(of->list_item), SLICE_FMT(of->item));
    }
    str_append(out, SLICE("}\n"));
}

static bool is_of_fields(struct slice name)
{
    static const char *const names[] = {"sort", "fields", "facets", "filter"};
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        if (slice_is(name, names[i]))
            return true;
    }
    return false;
}

/* Several names of a parameter may be joined with commas, or repeated. */
static void write_parameter(struct str *out, const struct value *parameter)
{
    const struct value *schema = value_find(parameter, "schema");
    bool is_list = slice_is(value_text(value_find(schema, "type")), "array");
    typescript_write_comment(out, parameter, 1);
    str_append(out, SLICE("  "));
    typescript_write_name(out, value_text(value_find(parameter, "name")));
    str_append(out, SLICE("?: "));
    if (is_list)
        str_append(out, SLICE("OneOrMore<"));
    typescript_write_type(out, is_list ? value_find(schema, "items") : schema,
                          1);
    str_append_text(out, is_list ? ">;\n" : ";\n");
}

/* Those of any list, as they are written by hand. */
static void write_list_parameters(struct str *out)
{
    const struct value *paths = value_find(base_description(), "paths");
    const struct value *parameters = value_find(
        value_find(value_find(paths, "/{collection}"), "get"), "parameters");
    str_append(out, SLICE("\n/** What every list can be asked for. */\n"
                          "export interface ListParameters {\n"));
    for (size_t i = 0; parameters != NULL && i < parameters->size; i++) {
        const struct value *parameter =
            base_component("parameters", base_ref_name(&parameters->as.items[i],
                                                       "parameters"));
        if (slice_is(value_text(value_find(parameter, "in")), "query") &&
            !is_of_fields(value_text(value_find(parameter, "name"))))
            write_parameter(out, parameter);
    }
    str_append(out, SLICE("}\n"));
}

void typescript_write_queries(struct str *out, const struct schemas *schemas,
                              const struct operations *operations)
{
    const struct names_of_types *names = &schemas->names;
    for (size_t i = 0; i < names->collection_count; i++)
        write_fields(out, &names->collections[i], &operations->tables[i]);
    write_collections(out, names);
    write_list_parameters(out);
    str_append(out, (struct slice){(const char *)queries_bytes, queries_size});
}
