/* type_sections.c - adds what include=sections makes of objects.
 *
 *     {type: RecentPostsSection}              gains "posts", of posts
 *     {type: FeaturedPostsSection,
 *      posts: [content/posts/a.md]}           texts of the list are references
 *                                             to posts
 *
 * Where a path leads decides of which collections the documents are that can
 * stand in its place. One that leads nowhere adds no collection. */
#include "index/type_maker.h"

static void mark_collection(const struct maker *maker, struct slice name)
{
    struct content_types *types = maker->types;
    for (size_t i = 0; i < types->collection_count; i++) {
        if (slice_equal(types->collections[i].collection->name, name))
            types->collections[i].is_in_sections = true;
    }
}

static bool has_gained(const struct object_type *object,
                       const struct section_rule *rule)
{
    for (size_t i = 0; i < object->gained_count; i++) {
        if (object->gained[i] == rule)
            return true;
    }
    return false;
}

static void add_gained(const struct maker *maker, struct object_type *object,
                       const struct section_rule *rule)
{
    struct member_type *written =
        map_find(&object->by_name, slice_of(rule->key));
    if (has_gained(object, rule))
        return;
    if (maker->only_widens) {
        if (written != NULL)
            written->type->is_cut = true;
        return;
    }
    object->gained =
        arena_grow(maker->arena, object->gained, object->gained_count,
                   &object->gained_capacity, sizeof(struct section_rule *));
    object->gained[object->gained_count++] = rule;
    mark_collection(maker, slice_of(rule->collection));
}

static bool has_target(const struct type *type, const struct collection *target)
{
    for (size_t i = 0; i < type->target_count; i++) {
        if (type->targets[i] == target)
            return true;
    }
    return false;
}

static void add_path(const struct maker *maker, struct type *type,
                     struct slice path)
{
    const struct entry *entry = snapshot_find_path(maker->snapshot, path);
    const struct collection *target = entry != NULL ? entry->collection : NULL;
    bool is_known =
        type->is_reference && (target == NULL || has_target(type, target));
    if (is_known)
        return;
    if (maker->only_widens) {
        type->is_cut = true;
        return;
    }
    type->is_reference = true;
    if (target == NULL)
        return;
    type->targets =
        arena_grow(maker->arena, type->targets, type->target_count,
                   &type->target_capacity, sizeof(struct collection *));
    type->targets[type->target_count++] = target;
    mark_collection(maker, target->name);
}

/* A path, or a list of them. */
static void add_reference(const struct maker *maker, struct type *type,
                          const struct value *value)
{
    if (value->kind == VALUE_STRING)
        add_path(maker, type, value_text(value));
    for (size_t i = 0;
         value->kind == VALUE_ARRAY && type->items != NULL && i < value->size;
         i++) {
        if (value->as.items[i].kind == VALUE_STRING)
            add_path(maker, type->items, value_text(&value->as.items[i]));
    }
}

void maker_add_section(struct maker *maker, struct object_type *object,
                       const struct value *value)
{
    const struct section_rule *rule = NULL;
    struct slice type =
        maker->snapshot != NULL ? section_type(value) : SLICE_NONE;
    while ((rule = section_rule_next(type, rule)) != NULL) {
        struct slice key = slice_of(rule->key);
        const struct value *written = value_find_slice(value, key);
        const struct member_type *member = map_find(&object->by_name, key);
        if (section_gains(rule))
            add_gained(maker, object, rule);
        else if (written != NULL && member != NULL)
            add_reference(maker, member->type, written);
    }
}

static bool object_has_sections(const struct object_type *object)
{
    bool has_sections = object->gained_count > 0;
    for (size_t i = 0; i < object->member_count && !has_sections; i++)
        has_sections = type_has_sections(object->members[i]->type);
    return has_sections;
}

/* Recursion ends at blocks. */
bool type_has_sections(const struct type *type)
{
    bool has_sections =
        type->is_reference ||
        (type->items != NULL && type_has_sections(type->items)) ||
        (type->object != NULL && object_has_sections(type->object));
    for (size_t i = 0; i < type->block_count && !has_sections; i++)
        has_sections = type->blocks[i]->has_sections;
    return has_sections;
}

void types_settle_sections(struct content_types *types)
{
    bool has_found = true;
    while (has_found) {
        has_found = false;
        for (size_t i = 0; i < types->block_count; i++) {
            struct object_type *block = types->blocks[i];
            if (block->has_sections || !object_has_sections(block))
                continue;
            block->has_sections = has_found = true;
        }
    }
}
