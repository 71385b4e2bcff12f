/* field_walk.c - visits the values of a document at the end of a path.
 *
 *     author.name    the entry of the author, and its name
 *     blocks.type    each block in turn, and its type
 *     matrix.1.0     the second list, and its first element
 *
 * Every element of a list is visited, unless the path selects one of them. A
 * visitor ends the walk by returning true. */
#include "index/fields.h"

struct value_walk {
    const struct field_path *path;
    struct datum_visitor visitor;
};

static bool walk_entry(const struct value_walk *walk, const struct entry *entry,
                       size_t step);

static bool read_date(const struct field *field, struct slice text,
                      int64_t *ret_ms)
{
    struct date date;
    if (field->computed == NULL || field->computed->shape != ONE_DAY)
        return text_is_date(text, ret_ms);
    if (!date_parse(text, &date))
        return false;
    *ret_ms = date_day_ms(&date);
    return true;
}

static struct datum datum_of_text(const struct field *field, struct slice text)
{
    int64_t ms;
    if ((field->types & FIELD_DATE) == 0 || !read_date(field, text, &ms))
        return (struct datum){.type = FIELD_TEXT, .as.text = text};
    return (struct datum){.type = FIELD_DATE, .as.date = {ms, text}};
}

static bool visit_value(const struct value_walk *walk,
                        const struct value *value, const struct field *field)
{
    struct datum datum = {0};
    switch ((enum value_kind)value->kind) {
    case VALUE_BOOLEAN:
        datum.type = FIELD_BOOLEAN;
        datum.as.boolean = value->as.boolean;
        break;
    case VALUE_INTEGER:
        datum.type = FIELD_NUMBER;
        datum.as.number = number_from_integer(value->as.integer);
        break;
    case VALUE_FLOAT:
        datum.type = FIELD_NUMBER;
        datum.as.number = number_from_real(value->as.real);
        break;
    case VALUE_STRING:
        datum = datum_of_text(field, value_text(value));
        break;
    case VALUE_OBJECT:
        datum.type = FIELD_OBJECT;
        datum.as.object = value;
        break;
    case VALUE_NULL:
    case VALUE_ARRAY:
        return false;
    }
    return walk->visitor.visit(walk->visitor.context, &datum);
}

static bool walk_value(const struct value_walk *walk, const struct value *value,
                       size_t step, uint32_t element);

/* Visits one element of a list, or, if the path says so, one of a list in
 * it. */
static bool walk_element(const struct value_walk *walk,
                         const struct value *item, size_t step)
{
    bool goes_on = field_path_is_repeated(walk->path, step + 1);
    if (!goes_on)
        return walk_value(walk, item, step, SCHEMA_ANY);
    return item->kind == VALUE_ARRAY &&
           walk_value(walk, item, step + 1, walk->path->elements[step + 1]);
}

/* `element` selects one element of a list. A value that is not a list counts as
 * a list of one. */
static bool walk_value(const struct value_walk *walk, const struct value *value,
                       size_t step, uint32_t element)
{
    const struct field_path *path = walk->path;
    if (value->kind == VALUE_ARRAY && element != SCHEMA_ANY)
        return element < value->size &&
               walk_element(walk, &value->as.items[element], step);
    for (size_t i = 0; value->kind == VALUE_ARRAY && i < value->size; i++) {
        if (walk_value(walk, &value->as.items[i], step, SCHEMA_ANY))
            return true;
    }
    if (value->kind == VALUE_ARRAY || field_path_is_repeated(path, step + 1))
        return false;
    if (step + 1 == path->count)
        return visit_value(walk, value, path->steps[step]);
    const struct value *next =
        value_find_slice(value, path->steps[step + 1]->name);
    return next != NULL &&
           walk_value(walk, next, step + 1, path->elements[step + 1]);
}

/* Takes one step over a computed member, to its values or through them. */
struct stride {
    const struct value_walk *walk;
    size_t step;
    uint32_t to_skip; /* before the selected element */
};

static bool visit_computed(void *context, const struct datum *datum)
{
    struct stride *stride = context;
    const struct value_walk *walk = stride->walk;
    if (walk->path->elements[stride->step] != SCHEMA_ANY &&
        stride->to_skip-- != 0)
        return false;
    if (stride->step + 1 == walk->path->count)
        return walk->visitor.visit(walk->visitor.context, datum);
    return datum->type == FIELD_RELATION && datum->as.entry != NULL &&
           !field_path_is_repeated(walk->path, stride->step + 1) &&
           walk_entry(walk, datum->as.entry, stride->step + 1);
}

static bool walk_entry(const struct value_walk *walk, const struct entry *entry,
                       size_t step)
{
    const struct field *field = walk->path->steps[step];
    const struct computed *computed = field->computed;
    uint32_t element = walk->path->elements[step];

    if (computed != NULL && (computed->kinds & entry_kinds(entry)) != 0) {
        struct stride stride = {walk, step, element};
        const struct datum_visitor visitor = {visit_computed, &stride};
        return computed->read(entry, &visitor);
    }
    const struct value *root = entry_own_root(entry);
    if (root == NULL)
        return false;
    if (root->kind != VALUE_OBJECT)
        return slice_is(field->name, "value") &&
               walk_value(walk, root, step, element);
    const struct value *value = value_find_slice(root, field->name);
    return value != NULL && walk_value(walk, value, step, element);
}

bool entry_any_datum(const struct entry *entry, const struct field_path *path,
                     bool (*visit)(void *context, const struct datum *datum),
                     void *context)
{
    const struct value_walk walk = {path, {visit, context}};
    return path->count > 0 && walk_entry(&walk, entry, 0);
}

struct counting {
    struct field_facts *facts;
    bool has_any; /* in this document */
};

/* A date in front matter is written as a string. */
static bool count_datum(void *context, const struct datum *datum)
{
    struct counting *counting = context;
    struct field_facts *facts = counting->facts;
    facts->type_count[__builtin_ctz((unsigned)datum->type)]++;
    facts->value_count++;
    facts->document_count += counting->has_any ? 0 : 1;
    counting->has_any = true;
    return false;
}

struct field_facts schema_facts(const struct schema *schema,
                                const struct field_path *path)
{
    struct field_facts facts = {0};
    bool is_counted = true;
    for (size_t i = 0; i < path->count; i++)
        is_counted = is_counted && path->steps[i]->computed == NULL &&
                     path->elements[i] == SCHEMA_ANY;
    if (is_counted)
        return path->steps[path->count - 1]->written;
    for (size_t i = 0; i < schema->list->count; i++) {
        struct counting counting = {&facts, false};
        (void)entry_any_datum(schema->list->items[i], path, count_datum,
                              &counting);
    }
    return facts;
}
