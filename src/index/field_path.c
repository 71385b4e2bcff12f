/* field_path.c - resolves "author.name" to the fields on the way.
 *
 * A key may contain dots, so each step tries the longest name that is a key
 * first, and shorter ones if the rest then leads nowhere. A relation continues
 * in the schema of the people or terms. A number that is not a key selects one
 * element of a list, and a further number one of a nested list: that step stays
 * at its field.
 *
 *     matrix.1.0    steps matrix, matrix    elements 1, 0 */
#include "index/fields.h"

#include "base/nearest.h"

#include <string.h>

#define MAX_ELEMENT_DIGITS 9

const struct field *field_behind(const struct schema *schema,
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
    if (text.size == 0 || text.size > MAX_ELEMENT_DIGITS)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return false;
        number = number * 10 + (uint32_t)(text.data[i] - '0');
    }
    *ret_element = number;
    return true;
}

/* Returns the position of the last dot before `end`, or 0. */
static size_t last_dot(struct slice text, size_t end)
{
    while (end > 0 && text.data[end - 1] != '.')
        end--;
    return end > 0 ? end - 1 : 0;
}

static bool find_below(const struct schema *schema, const struct field *field,
                       struct slice rest, struct field_path *path);

/* How many levels of nested lists the previous steps have entered. */
static unsigned lists_before(const struct field_path *path, size_t step)
{
    unsigned count = 0;
    for (; field_path_is_repeated(path, step); step--)
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
    if (find_below(schema, field_behind(schema, field), rest, path))
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
    return find_below(schema, field_behind(schema, field), rest, path) ||
           find_element(schema, field, rest, path);
}

/* The recursion ends with the text or after SCHEMA_MAX_DEPTH steps. */
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

/* Returns the child that was probably meant by the start of the text, up to its
 * first dot or as a whole, or NULL. *ret_size is the length of that part. */
static const struct field *nearest_child(const struct field *field,
                                         struct slice text, size_t *ret_size)
{
    size_t dot = slice_find_char(text, 0, '.');
    struct slice name = slice_sub(text, 0, dot);
    const struct field *found = map_find(&field->children, name);
    struct nearest by_name = nearest_to(name), by_text = nearest_to(text);

    *ret_size = name.size;
    if (found != NULL)
        return found;
    for (size_t i = 0; i < field->child_count; i++) {
        const struct field *child = field->in_order[i];
        /* The second guess must be nearer than the first. */
        if (nearest_consider(&by_name, child->name)) {
            found = child;
            *ret_size = name.size;
            if (by_text.distance > by_name.distance)
                by_text.distance = by_name.distance;
        }
        if (dot < text.size && nearest_consider(&by_text, child->name)) {
            found = child;
            *ret_size = text.size;
            if (by_name.distance > by_text.distance)
                by_name.distance = by_text.distance;
        }
    }
    return found;
}

/* Returns the path with each unknown name replaced by the nearest known one. */
static struct slice nearest_path(const struct schema *schema, struct slice path,
                                 struct arena *arena)
{
    const struct field *at = &schema->root;
    struct slice found = SLICE("");
    for (size_t depth = 0; depth < SCHEMA_MAX_DEPTH; depth++) {
        size_t size;
        const struct field *next = nearest_child(at, path, &size);
        if (next == NULL)
            return SLICE_NONE;
        found = arena_printf(arena, "%.*s%s%.*s", SLICE_FMT(found),
                             depth > 0 ? "." : "", SLICE_FMT(next->name));
        if (size >= path.size)
            return found;
        path = slice_from(path, size + 1);
        at = field_behind(schema, next);
    }
    return SLICE_NONE;
}

/* Whether there may be several values after the step. */
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
    path->is_address = computed != NULL && computed->shape == ONE_ADDRESS;
    path->is_written = last->is_written || computed == NULL;
    path->has_only_dates = (last->types & FIELD_DATE) != 0 &&
                           (last->types & FIELD_TEXT) != 0 &&
                           last->has_only_dates;
    for (size_t i = 0; i < path->count; i++)
        path->is_list |=
            !field_path_is_repeated(path, i + 1) && has_more_lists(path, i);
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

bool field_path_is_repeated(const struct field_path *path, size_t step)
{
    return step > 0 && step < path->count &&
           path->steps[step] == path->steps[step - 1];
}
