/* markdown_fields.c - walks front matter with the paths that are still open.
 *
 *     paths                 bio, sections.text, HeroSection.text
 *     below sections                text
 *     in a HeroSection              text, text
 *     at its text                   "", ""          a path that ends here
 *
 * Lists are no step of a path, as in queries. A block is known by the type that
 * it names (index/types.h), wherever it stands. */
#include "represent/markdown_fields.h"

#include "index/types.h"
#include "lint/lint.h"
#include "validate/markings.h"

struct finder {
    const struct policy *policy;
    const struct markdown_change *change; /* or NULL */
    struct markings markings;             /* what the schema says */
    struct arena *arena;
    size_t count;
};

static bool find(struct finder *finder, const struct value *value,
                 const struct names *paths, struct value *ret_found);

/* What is left of a path after a name: "" at its end, SLICE_NONE if the path
 * begins with another. */
static struct slice path_after(struct slice path, struct slice name)
{
    if (path.size == 0 || !slice_begins(path, name) ||
        (path.size > name.size && path.data[name.size] != '.'))
        return SLICE_NONE;
    return slice_from(path, path.size > name.size ? name.size + 1 : name.size);
}

/* Adds those that begin with the name, without it. */
static void add_after(struct names *into, const struct names *paths,
                      struct slice name)
{
    for (size_t i = 0; i < paths->count; i++) {
        struct slice rest = path_after(paths->items[i], name);
        if (rest.data != NULL)
            into->items[into->count++] = rest;
    }
}

/* The paths in an object, with those that begin at its type. */
static struct names paths_in(struct finder *finder, const struct value *object,
                             const struct names *paths)
{
    const struct names *all = &finder->policy->markdown_fields;
    struct slice key, type = block_name(object, &key);
    if (all->count == 0 || type.data == NULL)
        return *paths;
    struct names in = {
        arena_alloc(finder->arena, paths->count + all->count, sizeof *in.items),
        0};
    for (size_t i = 0; i < paths->count; i++)
        in.items[in.count++] = paths->items[i];
    add_after(&in, all, type);
    return in;
}

static bool find_in_members(struct finder *finder, const struct value *object,
                            const struct names *paths, struct value *ret_found)
{
    const struct names in = paths_in(finder, object, paths);
    struct names below = {
        arena_alloc(finder->arena, in.count, sizeof *below.items), 0};
    struct member *members = NULL;
    size_t count = 0, capacity = 0;
    for (size_t i = 0; i < object->size; i++) {
        const struct member *member = &object->as.members[i];
        struct value found;
        below.count = 0;
        add_after(&below, &in, member->key);
        if (!find(finder, &member->value, &below, &found))
            continue;
        members = arena_grow(finder->arena, members, count, &capacity,
                             sizeof *members);
        members[count++] = (struct member){member->key, found};
    }
    *ret_found = (struct value){
        .kind = VALUE_OBJECT, .as.members = members, .size = count};
    return count > 0;
}

static bool find_in_items(struct finder *finder, const struct value *array,
                          const struct names *paths, struct value *ret_found)
{
    struct value *items =
        arena_objects(finder->arena, array->size, sizeof *items);
    bool is_any = false;
    for (size_t i = 0; i < array->size; i++)
        is_any |= find(finder, &array->as.items[i], paths, &items[i]);
    *ret_found = (struct value){
        .kind = VALUE_ARRAY, .as.items = items, .size = array->size};
    return is_any;
}

static bool is_wanted(const struct finder *finder, const struct value *value,
                      const struct names *paths)
{
    for (size_t i = 0; i < paths->count; i++) {
        if (paths->items[i].size == 0)
            return true;
    }
    return markings_have(&finder->markings, value);
}

/* Whether there is any. What keeps the place of an item is there in any case.
 * Recursion is as deep as front matter may be nested. */
static bool find(struct finder *finder, const struct value *value,
                 const struct names *paths, struct value *ret_found)
{
    if (value_is_object(value))
        return find_in_members(finder, value, paths, ret_found);
    if (value_is_array(value))
        return find_in_items(finder, value, paths, ret_found);
    *ret_found = value_null;
    if (!value_is_string(value) || finder->count == MARKDOWN_FIELDS_MAX ||
        !is_wanted(finder, value, paths))
        return false;
    finder->count++;
    *ret_found = finder->change != NULL
                     ? value_of_text(finder->change->apply(
                           finder->change->context, value, finder->arena))
                     : *value;
    return true;
}

bool markdown_fields_exist(const struct snapshot *snapshot)
{
    return snapshot->policy.markdown_fields.count > 0 ||
           lint_has_schemas(snapshot);
}

struct value markdown_fields_of(const struct snapshot *snapshot,
                                const struct entry *entry,
                                const struct markdown_change *change,
                                struct arena *arena)
{
    const struct value *root = entry_own_root(entry);
    const struct subschema *schema = lint_find_schema(snapshot, entry);
    struct finder finder = {
        .policy = &snapshot->policy, .change = change, .arena = arena};
    struct value found = {.kind = VALUE_OBJECT};
    if (!value_is_object(root) || !markdown_fields_exist(snapshot))
        return found;
    if (schema != NULL)
        markings_find(schema, root, arena, &finder.markings);
    (void)find(&finder, root, &snapshot->policy.markdown_fields, &found);
    return found;
}
