/* tree.c - a stack of open lists and mappings over a stack of their members.
 *
 *     frames   [ root ][ authors ]
 *                 |        |
 *     slots    [ title | tags ][ name | url ]   <- next
 *
 * The size of a list is known only at its end, so members wait in one growing
 * stack and are copied to the arena, exactly as many as there are, when their
 * frame is closed. Nothing recurses and no node has an allocation of its own.
 *
 * An alias shares the memory of what it stands for, but counts all of its
 * nodes and all of its depth: whoever walks the value later walks it expanded,
 * and nine lines of nested aliases would be a thousand million nodes.
 *
 * A key that comes twice keeps its first place and its last value, as assigning
 * to an object in JavaScript does. Members that `<<` brings in stand where `<<`
 * stands and give way to any key that is written out, before or after. */
#include "document/tree.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* Up to here comparing all pairs of keys beats building a map. */
#define FEW_KEYS 16

struct tree_slot {
    struct member member;
    struct place key_place;
    bool is_merged; /* brought in by a merge key */
};

struct anchor {
    struct value value;
    size_t node_count;
    size_t byte_count; /* of all keys and texts in it */
    size_t height;     /* levels of lists and mappings */
};

void tree_release(struct tree *tree)
{
    free(tree->slots);
    map_release(&tree->anchors);
    tree->slots = NULL;
}

static struct tree_frame *top_frame(struct tree *tree)
{
    return tree->depth > 0 ? &tree->frames[tree->depth - 1] : NULL;
}

bool tree_wants_key(const struct tree *tree)
{
    if (tree->depth == 0)
        return false;
    const struct tree_frame *frame = &tree->frames[tree->depth - 1];
    return frame->kind == VALUE_OBJECT && !frame->has_key;
}

static void remember(struct tree *tree, struct slice name,
                     const struct anchor *anchor)
{
    struct anchor *kept = arena_alloc(tree->arena, 1, sizeof *kept);
    *kept = *anchor;
    (void)map_put(&tree->anchors, name, kept);
}

/* A text: one node, and no level. */
static void remember_scalar(struct tree *tree, struct slice name,
                            struct value value)
{
    size_t bytes = value.kind == VALUE_STRING ? value.size : 0;
    remember(tree, name, &(struct anchor){value, 1, bytes, 0});
}

static struct value placed(struct value value, struct place place)
{
    value.line = place.line;
    value.column =
        (uint16_t)(place.column < UINT16_MAX ? place.column : UINT16_MAX);
    return value;
}

void tree_key(struct tree *tree, struct slice key, bool is_merge,
              struct slice anchor, struct place place)
{
    struct tree_frame *frame = top_frame(tree);
    frame->key = key;
    frame->key_place = place;
    frame->is_merge = is_merge;
    frame->has_key = true;
    tree->byte_count += key.size;
    if (anchor.data != NULL)
        remember_scalar(tree, anchor, placed(value_of_text(key), place));
}

static bool count_nodes(struct tree *tree, size_t more, struct place place)
{
    tree->node_count += more;
    if (tree->node_count <= FRONTMATTER_MAX_NODES)
        return true;
    return diagnostics_add(
        tree->diagnostics, DIAGNOSTIC_FRONT_MATTER_TOO_MANY_NODES, place.line,
        place.column, "split the data into several files",
        "more than %d values, counting what aliases stand for",
        FRONTMATTER_MAX_NODES);
}

/* One long text and many aliases of it: few nodes, much to write. */
static bool count_alias_bytes(struct tree *tree, size_t more,
                              struct place place)
{
    tree->byte_count += more;
    tree->alias_bytes += more;
    if (tree->alias_bytes <= FRONTMATTER_MAX_ALIAS_BYTES)
        return true;
    return diagnostics_add(tree->diagnostics, DIAGNOSTIC_FRONT_MATTER_TOO_LARGE,
                           place.line, place.column,
                           "write the text once, and refer to it less often",
                           "the aliases stand for more than %d bytes",
                           FRONTMATTER_MAX_ALIAS_BYTES);
}

static bool check_depth(struct tree *tree, size_t depth, struct place place)
{
    if (depth <= FRONTMATTER_MAX_DEPTH)
        return true;
    return diagnostics_add(tree->diagnostics, DIAGNOSTIC_FRONT_MATTER_TOO_DEEP,
                           place.line, place.column,
                           "flatten the data, or split it into several files",
                           "lists and mappings are nested more than %d deep",
                           FRONTMATTER_MAX_DEPTH);
}

static void push_slot(struct tree *tree, struct tree_slot slot)
{
    if (tree->slot_count == tree->slot_capacity) {
        tree->slot_capacity =
            tree->slot_capacity == 0 ? 64 : tree->slot_capacity * 2;
        tree->slots = mem_grow(tree->slots, tree->slot_capacity,
                               sizeof(struct tree_slot));
    }
    tree->slots[tree->slot_count++] = slot;
}

static void push_merged(struct tree *tree, const struct value *object,
                        struct place place)
{
    for (size_t i = 0; i < object->size; i++)
        push_slot(tree, (struct tree_slot){.member = object->as.members[i],
                                           .key_place = place,
                                           .is_merged = true});
}

static bool is_mergeable(const struct value *value)
{
    if (!value_is_array(value))
        return value_is_object(value);
    for (size_t i = 0; i < value->size; i++)
        if (!value_is_object(&value->as.items[i]))
            return false;
    return true;
}

static void merge(struct tree *tree, const struct value *value,
                  struct place place)
{
    if (value_is_object(value)) {
        push_merged(tree, value, place);
        return;
    }
    for (size_t i = 0; i < value->size; i++)
        push_merged(tree, &value->as.items[i], place);
}

/* Whoever is told of a list or mapping looks for its key, not for the first
 * of what is in it. An item of a list has no key and no place of one. */
static bool starts_below(const struct value *value, struct place key_place)
{
    return (value_is_array(value) || value_is_object(value)) &&
           key_place.line > 0 && value->line > key_place.line;
}

/* Puts a whole value where it belongs: under the pending key, at the end of
 * the list, or at the root. */
static void attach(struct tree *tree, struct value value)
{
    struct tree_frame *frame = top_frame(tree);
    if (frame == NULL) {
        tree->root = value;
        return;
    }
    bool is_merge = frame->has_key && frame->is_merge;
    frame->has_key = false;
    if (is_merge && is_mergeable(&value)) {
        merge(tree, &value, frame->key_place);
        return;
    }
    if (is_merge)
        (void)diagnostics_add(
            tree->diagnostics, DIAGNOSTIC_YAML_KEY, frame->key_place.line,
            frame->key_place.column, "give it an alias of a mapping: <<: *name",
            "<< cannot merge %s; it stays a key like any other",
            value_kind_name(&value));
    if (starts_below(&value, frame->key_place))
        value = placed(value, frame->key_place);
    push_slot(tree, (struct tree_slot){.member = {frame->key, value},
                                       .key_place = frame->key_place});
}

bool tree_add(struct tree *tree, struct value value, struct slice anchor,
              struct place place)
{
    if (!count_nodes(tree, 1, place))
        return false;
    value = placed(value, place);
    tree->byte_count += value.kind == VALUE_STRING ? value.size : 0;
    if (anchor.data != NULL)
        remember_scalar(tree, anchor, value);
    attach(tree, value);
    return true;
}

bool tree_open(struct tree *tree, enum value_kind kind, struct slice anchor,
               struct place place)
{
    if (!check_depth(tree, tree->depth + 1, place) ||
        !count_nodes(tree, 1, place))
        return false;
    tree->depth++;
    *top_frame(tree) = (struct tree_frame){
        .kind = kind,
        .place = place,
        .anchor = anchor,
        .first_slot = tree->slot_count,
        .nodes_before = tree->node_count - 1,
        .bytes_before = tree->byte_count,
        .deepest = tree->depth,
    };
    return true;
}

const struct value *tree_find_anchor(const struct tree *tree, struct slice name)
{
    const struct anchor *anchor = map_find(&tree->anchors, name);
    return anchor != NULL ? &anchor->value : NULL;
}

/* An alias inside the very value that it names cannot be expanded at all. */
static bool report_alias(struct tree *tree, struct slice name,
                         struct place place)
{
    for (size_t i = 0; i < tree->depth; i++)
        if (slice_equal(tree->frames[i].anchor, name) && name.size > 0)
            return diagnostics_add(
                tree->diagnostics, DIAGNOSTIC_YAML_UNKNOWN_ALIAS, place.line,
                place.column, "move the alias out of the value that it names",
                "*%.*s stands inside the value that it refers to",
                SLICE_FMT(name));
    return diagnostics_add(
        tree->diagnostics, DIAGNOSTIC_YAML_UNKNOWN_ALIAS, place.line,
        place.column,
        "put the value in quotes if the asterisk is part of the text",
        "*%.*s refers to an anchor that does not exist", SLICE_FMT(name));
}

bool tree_alias(struct tree *tree, struct slice name, struct place place)
{
    const struct anchor *anchor = map_find(&tree->anchors, name);
    if (anchor == NULL)
        return report_alias(tree, name, place);
    size_t depth = tree->depth + anchor->height;
    if (!check_depth(tree, depth, place) ||
        !count_nodes(tree, anchor->node_count, place) ||
        !count_alias_bytes(tree, anchor->byte_count, place))
        return false;
    struct tree_frame *frame = top_frame(tree);
    if (frame != NULL && frame->deepest < depth)
        frame->deepest = depth;
    attach(tree, placed(anchor->value, place));
    return true;
}

static void report_duplicate(struct tree *tree, const struct tree_slot *first,
                             const struct tree_slot *second)
{
    (void)diagnostics_add(
        tree->diagnostics, DIAGNOSTIC_YAML_DUPLICATE_KEY,
        second->key_place.line, second->key_place.column,
        "remove one of the two",
        "the key \"%.*s\" is on line %u and again on line %u; the last one "
        "counts",
        (int)(first->member.key.size < 80 ? first->member.key.size : 80),
        first->member.key.data, first->key_place.line, second->key_place.line);
}

/* Two members with one key become one, in the place of the first. */
static void unite(struct tree *tree, struct tree_slot *first,
                  const struct tree_slot *second)
{
    if (second->is_merged)
        return;
    if (!first->is_merged)
        report_duplicate(tree, first, second);
    *first = *second;
}

/* The slot among those kept that has the same key, or NULL. */
static struct tree_slot *find_kept(struct tree_slot *kept, size_t count,
                                   const struct map *index, struct slice key)
{
    if (index->count > 0)
        return map_find(index, key);
    for (size_t i = 0; i < count; i++)
        if (slice_equal(kept[i].member.key, key))
            return &kept[i];
    return NULL;
}

/* Closes the gaps that united keys leave and returns how many are left. */
static size_t unite_keys(struct tree *tree, struct tree_slot *slots,
                         size_t count)
{
    struct map index = {0};
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        struct slice key = slots[i].member.key;
        struct tree_slot *first = find_kept(slots, kept, &index, key);
        if (first != NULL) {
            unite(tree, first, &slots[i]);
            continue;
        }
        slots[kept] = slots[i];
        if (count > FEW_KEYS)
            (void)map_put(&index, key, &slots[kept]);
        kept++;
    }
    map_release(&index);
    return kept;
}

static struct value close_object(struct tree *tree, struct tree_slot *slots,
                                 size_t count)
{
    count = unite_keys(tree, slots, count);
    struct member *members =
        arena_alloc(tree->arena, count, sizeof(struct member));
    for (size_t i = 0; i < count; i++)
        members[i] = slots[i].member;
    return (struct value){
        .kind = VALUE_OBJECT, .as.members = members, .size = count};
}

static struct value close_array(struct tree *tree,
                                const struct tree_slot *slots, size_t count)
{
    struct value *items = arena_alloc(tree->arena, count, sizeof(struct value));
    for (size_t i = 0; i < count; i++)
        items[i] = slots[i].member.value;
    return (struct value){
        .kind = VALUE_ARRAY, .as.items = items, .size = count};
}

void tree_close(struct tree *tree)
{
    struct tree_frame frame = *top_frame(tree);
    size_t count = tree->slot_count - frame.first_slot;
    struct tree_slot *slots = count > 0 ? &tree->slots[frame.first_slot] : NULL;
    struct value value = frame.kind == VALUE_OBJECT
                             ? close_object(tree, slots, count)
                             : close_array(tree, slots, count);
    value = placed(value, frame.place);
    tree->slot_count = frame.first_slot;
    tree->depth--;

    if (frame.anchor.data != NULL)
        remember(tree, frame.anchor,
                 &(struct anchor){
                     .value = value,
                     .node_count = tree->node_count - frame.nodes_before,
                     .byte_count = tree->byte_count - frame.bytes_before,
                     .height = frame.deepest - tree->depth,
                 });
    struct tree_frame *parent = top_frame(tree);
    if (parent != NULL && parent->deepest < frame.deepest)
        parent->deepest = frame.deepest;
    attach(tree, value);
}
