/* field_list.c - the paths of a schema, in an order that clients can be shown.
 *
 *     title, date ... author, tags | colors, type | author.slug, author.name
 *
 * Level by level, so that a limit cuts off what is deepest. Names are sorted:
 * the order in which documents happened to have them would change with the
 * next post. */
#include "index/fields.h"

#include <stdlib.h>

struct lister {
    const struct schema *schema;
    struct arena *arena;
    struct listed_path *paths;
    size_t count, capacity;
    bool is_cut;
};

static int by_name(const void *left, const void *right)
{
    const struct field *a = *(const struct field *const *)left;
    const struct field *b = *(const struct field *const *)right;
    if (a->computed != NULL && b->computed != NULL)
        return (a->computed > b->computed) - (a->computed < b->computed);
    if (a->computed != NULL || b->computed != NULL)
        return a->computed != NULL ? -1 : 1;
    return slice_compare(a->name, b->name);
}

/* A path whose names have dots can be another one's, too. */
static void add_path(struct lister *lister, struct slice path,
                     const struct field *field)
{
    const struct computed *computed = field->computed;
    struct listed_path listed = {
        .path = path, .target = computed != NULL ? computed->target : NULL};
    struct slice nearest;
    if (!schema_find(lister->schema, path, lister->arena, &listed.field,
                     &nearest) ||
        listed.field.steps[listed.field.count - 1] != field)
        return;
    if (lister->count == SCHEMA_MAX_LISTED) {
        lister->is_cut = true;
        return;
    }
    lister->paths = arena_grow(lister->arena, lister->paths, lister->count,
                               &lister->capacity, sizeof *lister->paths);
    lister->paths[lister->count++] = listed;
}

static bool is_telling(const struct field *field)
{
    return field->computed == NULL || slice_is(field->name, "slug") ||
           slice_is(field->name, "name");
}

/* Adds what is below one field. `path` ends with a dot, or is empty. */
static void add_below(struct lister *lister, const struct field *field,
                      struct slice path)
{
    const struct field *from = field_behind(lister->schema, field);
    struct field **sorted =
        arena_alloc(lister->arena, from->child_count, sizeof *sorted);
    for (size_t i = 0; i < from->child_count; i++)
        sorted[i] = from->in_order[i];
    if (from->child_count > 0)
        qsort(sorted, from->child_count, sizeof *sorted, by_name);
    for (size_t i = 0; i < from->child_count; i++) {
        if (from == field || is_telling(sorted[i]))
            add_path(lister,
                     arena_printf(lister->arena, "%.*s%.*s", SLICE_FMT(path),
                                  SLICE_FMT(sorted[i]->name)),
                     sorted[i]);
    }
}

/* Whether the path leads through a person or term, whose own are enough. */
static bool has_relation(const struct field_path *path)
{
    for (size_t i = 0; i + 1 < path->count; i++) {
        if (path->steps[i]->types == FIELD_RELATION)
            return true;
    }
    return false;
}

size_t schema_list(const struct schema *schema, struct arena *arena,
                   struct listed_path **ret_paths, bool *ret_is_cut)
{
    struct lister lister = {.schema = schema, .arena = arena};
    add_below(&lister, &schema->root, SLICE(""));
    for (size_t i = 0; i < lister.count && !lister.is_cut; i++) {
        const struct field_path *at = &lister.paths[i].field;
        const struct field *last = at->steps[at->count - 1];
        bool ends = at->count == SCHEMA_LISTED_DEPTH ||
                    (has_relation(at) && last->types == FIELD_RELATION);
        if (!ends)
            add_below(
                &lister, last,
                arena_printf(arena, "%.*s.", SLICE_FMT(lister.paths[i].path)));
    }
    *ret_paths = lister.paths;
    *ret_is_cut = lister.is_cut;
    return lister.count;
}
