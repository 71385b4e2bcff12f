/* field_path.c - from "author.name" to the fields it leads through, and along
 * them to the values of a document.
 *
 * A key may hold dots of its own, so at each step the longest name that is a
 * key is tried first, and shorter ones where the rest then leads nowhere. A
 * relation leads on into the schema of the people or terms; a number, where no
 * key has that name, picks one element of a list, and one more number one of a
 * list in that list: a step that stays at its field.
 *
 *     matrix.1.0    steps matrix, matrix    elements 1, 0 */
#include "store/fields.h"

#include "base/nearest.h"

#include <string.h>

#define MOST_ELEMENT_DIGITS 9

/* The schema that the children of a field are in: its own, or that of the
 * collection a relation points into. */
static const struct field *root_behind(const struct schema *schema,
                                       const struct field *field)
{
    if (field->computed == NULL || field->computed->target == NULL)
        return field;
    const struct collection *target = snapshot_find_collection(
        schema->snapshot, slice_of(field->computed->target));
    if (target == NULL)
        return field;
    return &snapshot_schema(schema->snapshot, target)->root;
}

static bool read_element(struct slice text, uint32_t *ret_element)
{
    uint32_t number = 0;
    if (text.size == 0 || text.size > MOST_ELEMENT_DIGITS)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return false;
        number = number * 10 + (uint32_t)(text.data[i] - '0');
    }
    *ret_element = number;
    return true;
}

/* Where the last dot before `end` is, or 0. */
static size_t last_dot(struct slice text, size_t end)
{
    while (end > 0 && text.data[end - 1] != '.')
        end--;
    return end > 0 ? end - 1 : 0;
}

static bool find_below(const struct schema *schema, const struct field *field,
                       struct slice rest, struct field_path *path);

/* Whether the step stays at the field of the one before. */
static bool is_repeated(const struct field_path *path, size_t step)
{
    return step > 0 && step < path->count &&
           path->steps[step] == path->steps[step - 1];
}

/* How many lists the steps before have led into, of lists in lists. */
static unsigned lists_before(const struct field_path *path, size_t step)
{
    unsigned count = 0;
    for (; is_repeated(path, step); step--)
        count++;
    return count;
}

static bool add_step(struct field_path *path, const struct field *field)
{
    if (path->count == SCHEMA_MAX_DEPTH)
        return false;
    path->steps[path->count] = field;
    path->elements[path->count++] = SCHEMA_ANY;
    return true;
}

static bool find_element(const struct schema *schema, const struct field *field,
                         struct slice rest, struct field_path *path);

/* What may follow the number of an element. */
static bool find_within(const struct schema *schema, const struct field *field,
                        struct slice rest, struct field_path *path)
{
    if (find_below(schema, root_behind(schema, field), rest, path))
        return true;
    if (!add_step(path, field))
        return false;
    if (find_element(schema, field, rest, path))
        return true;
    path->count--;
    return false;
}

static bool find_element(const struct schema *schema, const struct field *field,
                         struct slice rest, struct field_path *path)
{
    uint32_t element;
    size_t dot = slice_find_char(rest, 0, '.');
    size_t step = path->count - 1;
    if (lists_before(path, step) >= field->list_depth ||
        !read_element(slice_sub(rest, 0, dot), &element))
        return false;
    path->elements[step] = element;
    if (dot == rest.size ||
        find_within(schema, field, slice_from(rest, dot + 1), path))
        return true;
    path->elements[step] = SCHEMA_ANY;
    return false;
}

static bool find_behind(const struct schema *schema, const struct field *field,
                        struct slice rest, struct field_path *path)
{
    return find_below(schema, root_behind(schema, field), rest, path) ||
           find_element(schema, field, rest, path);
}

/* Recursion ends with the text or after SCHEMA_MAX_DEPTH steps. */
static bool find_below(const struct schema *schema, const struct field *field,
                       struct slice rest, struct field_path *path)
{
    for (size_t end = rest.size; end > 0; end = last_dot(rest, end)) {
        const struct field *child =
            map_find(&field->children, slice_sub(rest, 0, end));
        if (child == NULL || !add_step(path, child))
            continue;
        if (end == rest.size ||
            find_behind(schema, child, slice_from(rest, end + 1), path))
            return true;
        path->count--;
    }
    return false;
}

struct nearest {
    const struct field *field;
    unsigned distance;
    size_t size; /* of the text that it stands for */
};

static void consider(struct nearest *nearest, const struct field *field,
                     struct slice text)
{
    unsigned limit = edit_tolerance(text) + 1;
    if (nearest->distance < limit)
        limit = nearest->distance;
    unsigned distance = edit_distance(text, field->name, limit);
    if (distance >= limit)
        return;
    nearest->field = field;
    nearest->distance = distance;
    nearest->size = text.size;
}

/* The child that is meant by the beginning of the text, up to its first dot
 * or as a whole. */
static struct nearest nearest_child(const struct field *field,
                                    struct slice text)
{
    size_t dot = slice_find_char(text, 0, '.');
    struct slice name = slice_sub(text, 0, dot);
    struct nearest nearest = {
        .field = map_find(&field->children, name),
        .size = name.size,
        .distance = UINT32_MAX,
    };
    if (nearest.field != NULL)
        return nearest;
    for (size_t i = 0; i < field->child_count; i++) {
        consider(&nearest, field->in_order[i], name);
        if (dot < text.size)
            consider(&nearest, field->in_order[i], text);
    }
    return nearest;
}

/* Each name that is none replaced by the nearest that is one. */
static struct slice nearest_path(const struct schema *schema, struct slice path,
                                 struct arena *arena)
{
    const struct field *at = &schema->root;
    struct slice found = SLICE("");
    for (size_t depth = 0; depth < SCHEMA_MAX_DEPTH; depth++) {
        struct nearest next = nearest_child(at, path);
        if (next.field == NULL)
            return SLICE_NONE;
        found = arena_printf(arena, "%.*s%s%.*s", SLICE_FMT(found),
                             depth > 0 ? "." : "", SLICE_FMT(next.field->name));
        if (next.size >= path.size)
            return found;
        path = slice_from(path, next.size + 1);
        at = root_behind(schema, next.field);
    }
    return SLICE_NONE;
}

/* Whether there may be several values where the step ends. */
static bool has_more_lists(const struct field_path *path, size_t step)
{
    unsigned lists = lists_before(path, step);
    lists += path->elements[step] != SCHEMA_ANY ? 1 : 0;
    return lists < path->steps[step]->list_depth;
}

static void describe(struct field_path *path)
{
    const struct field *last = path->steps[path->count - 1];
    const struct computed *computed = last->computed;
    path->types = last->types;
    path->uses = computed != NULL ? computed->uses : USE_ALL;
    path->is_day = computed != NULL && computed->shape == ONE_DAY;
    path->is_written = last->is_written || computed == NULL;
    path->has_only_dates = (last->types & FIELD_DATE) != 0 &&
                           (last->types & FIELD_TEXT) != 0 &&
                           last->has_only_dates;
    for (size_t i = 0; i < path->count; i++)
        path->is_list |= !is_repeated(path, i + 1) && has_more_lists(path, i);
}

bool schema_find(const struct schema *schema, struct slice path,
                 struct arena *arena, struct field_path *ret_path,
                 struct slice *ret_nearest)
{
    *ret_path = (struct field_path){0};
    *ret_nearest = SLICE_NONE;
    if (find_below(schema, &schema->root, path, ret_path)) {
        describe(ret_path);
        return true;
    }
    *ret_path = (struct field_path){0};
    *ret_nearest = nearest_path(schema, path, arena);
    return false;
}

struct walk {
    const struct field_path *path;
    struct datum_visitor visitor;
};

static bool walk_entry(const struct walk *walk, const struct entry *entry,
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

static bool visit_value(const struct walk *walk, const struct value *value,
                        const struct field *field)
{
    struct datum datum = {0};
    switch ((enum value_kind)value->kind) {
    case VALUE_BOOLEAN:
        datum.type = FIELD_BOOLEAN;
        datum.as.boolean = value->as.boolean;
        break;
    case VALUE_INTEGER:
        datum.type = FIELD_NUMBER;
        datum.as.number = (double)value->as.integer;
        break;
    case VALUE_FLOAT:
        datum.type = FIELD_NUMBER;
        datum.as.number = value->as.real;
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

static bool walk_value(const struct walk *walk, const struct value *value,
                       size_t step, uint32_t element);

/* One element of a list, and of the list that it is where the path says so. */
static bool walk_element(const struct walk *walk, const struct value *item,
                         size_t step)
{
    bool goes_on = is_repeated(walk->path, step + 1);
    if (!goes_on)
        return walk_value(walk, item, step, SCHEMA_ANY);
    return item->kind == VALUE_ARRAY &&
           walk_value(walk, item, step + 1, walk->path->elements[step + 1]);
}

/* `element` is the one of a list that counts. What is no list is one of
 * itself. */
static bool walk_value(const struct walk *walk, const struct value *value,
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
    if (value->kind == VALUE_ARRAY || is_repeated(path, step + 1))
        return false;
    if (step + 1 == path->count)
        return visit_value(walk, value, path->steps[step]);
    const struct value *next =
        value_find_slice(value, path->steps[step + 1]->name);
    return next != NULL &&
           walk_value(walk, next, step + 1, path->elements[step + 1]);
}

/* One step over a computed member, on the way to its values or beyond. */
struct stride {
    const struct walk *walk;
    size_t step;
    uint32_t to_skip; /* before the one element that counts */
};

static bool visit_computed(void *context, const struct datum *datum)
{
    struct stride *stride = context;
    const struct walk *walk = stride->walk;
    if (walk->path->elements[stride->step] != SCHEMA_ANY &&
        stride->to_skip-- != 0)
        return false;
    if (stride->step + 1 == walk->path->count)
        return walk->visitor.visit(walk->visitor.context, datum);
    return datum->type == FIELD_RELATION && datum->as.entry != NULL &&
           !is_repeated(walk->path, stride->step + 1) &&
           walk_entry(walk, datum->as.entry, stride->step + 1);
}

static bool walk_entry(const struct walk *walk, const struct entry *entry,
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
    if (root == NULL || entry_hides(entry, field->name))
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
    const struct walk walk = {path, {visit, context}};
    return path->count > 0 && walk_entry(&walk, entry, 0);
}

struct counting {
    struct field_facts *facts;
    bool has_any; /* in this document */
};

/* A date in front matter is written as a text. */
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

bool field_path_is_same(const struct field_path *a, const struct field_path *b)
{
    return a->count == b->count &&
           memcmp(a->steps, b->steps, a->count * sizeof a->steps[0]) == 0;
}

bool field_path_is_whole(const struct field_path *path)
{
    for (size_t i = 0; i < path->count; i++) {
        if (path->elements[i] != SCHEMA_ANY)
            return false;
    }
    return path->count > 0;
}
