/* composer.c - a stack of open lists and mappings over a stack of their
 * members.
 *
 *     frames   [ root ][ authors ]
 *                 |        |
 *     pending  [ title | tags ][ name | url ]   <- next
 *
 * The size of a list is known only at its end, so members wait in one growing
 * stack and are copied to the arena, exactly as many as there are, when their
 * frame is closed. Nothing recurses and no node has an allocation of its own.
 *
 * An alias shares the memory of what it stands for, but counts all of its
 * nodes and all of its depth: a later walk over the value sees it expanded, and
 * nine lines of nested aliases would be a billion nodes.
 *
 * A key that is set twice keeps its first place and its last value, as in a
 * JavaScript object. Members that `<<` brings in take the place of `<<`, and
 * any key that is written out, before or after, overrides them. */
#include "document/composer.h"

#include "base/mem.h"
#include "base/unicode.h"

#include <stdlib.h>
#include <string.h>

/* Up to here comparing all pairs of keys beats building a map. */
#define FEW_KEYS 16

#define MAX_KEY_DISTANCE 127 /* what struct value can hold */
#define SHOWN_KEY_BYTES  80  /* in a message */

struct composer_member {
    struct member member;
    struct text_position key_position;
    bool is_merged; /* brought in by a merge key */
};

struct anchor {
    struct value value;
    size_t node_count;
    size_t byte_count; /* of all keys and strings in it */
    size_t height;     /* levels of lists and mappings */
};

void composer_release(struct composer *composer)
{
    free(composer->pending);
    map_release(&composer->anchors);
    composer->pending = NULL;
}

static struct composer_frame *top_frame(struct composer *composer)
{
    return composer->depth > 0 ? &composer->frames[composer->depth - 1] : NULL;
}

bool composer_wants_key(const struct composer *composer)
{
    if (composer->depth == 0)
        return false;
    const struct composer_frame *frame = &composer->frames[composer->depth - 1];
    return frame->kind == VALUE_OBJECT && !frame->has_key;
}

static void remember(struct composer *composer, struct slice name,
                     const struct anchor *anchor)
{
    struct anchor *kept = arena_alloc(composer->arena, 1, sizeof *kept);
    *kept = *anchor;
    (void)map_put(&composer->anchors, name, kept);
}

/* A scalar is one node and no level. */
static void remember_scalar(struct composer *composer, struct slice name,
                            struct value value)
{
    size_t bytes = value.kind == VALUE_STRING ? value.size : 0;
    remember(composer, name, &(struct anchor){value, 1, bytes, 0});
}

static struct value placed(struct value value, struct text_position position)
{
    value.line = position.line;
    value.column =
        (uint16_t)(position.column < UINT16_MAX ? position.column : UINT16_MAX);
    return value;
}

/* From a key to its value: both on one line, and near each other, as nearly
 * always. An item of a list has no key. */
static unsigned key_distance(const struct composer_frame *frame,
                             const struct value *value)
{
    struct text_position key = frame->key_position;
    bool is_known = frame->kind == VALUE_OBJECT && key.line == value->line &&
                    key.column < value->column && value->column < UINT16_MAX &&
                    value->column - key.column <= MAX_KEY_DISTANCE;
    return is_known ? value->column - key.column : 0;
}

void composer_add_key(struct composer *composer, struct slice key,
                      bool is_merge, struct slice anchor,
                      struct text_position position)
{
    struct composer_frame *frame = top_frame(composer);
    frame->key = key;
    frame->key_position = position;
    frame->is_merge = is_merge;
    frame->has_key = true;
    composer->byte_count += key.size;
    if (anchor.data != NULL)
        remember_scalar(composer, anchor, placed(value_of_text(key), position));
}

static bool count_nodes(struct composer *composer, size_t more,
                        struct text_position position)
{
    composer->node_count += more;
    if (composer->node_count <= FRONTMATTER_MAX_NODES)
        return true;
    return diagnostics_add(
        composer->diagnostics, DIAGNOSTIC_FRONT_MATTER_TOO_MANY_NODES,
        position.line, position.column, "split the data into several files",
        "the data has more than %d values, counting those that aliases repeat",
        FRONTMATTER_MAX_NODES);
}

/* Many aliases of one long string are few nodes but many bytes. */
static bool count_alias_bytes(struct composer *composer, size_t more,
                              struct text_position position)
{
    composer->byte_count += more;
    composer->alias_bytes += more;
    if (composer->alias_bytes <= FRONTMATTER_MAX_ALIAS_BYTES)
        return true;
    return diagnostics_add(
        composer->diagnostics, DIAGNOSTIC_FRONT_MATTER_TOO_LARGE, position.line,
        position.column, "use fewer aliases, or alias shorter values",
        "the aliases expand to more than %d bytes",
        FRONTMATTER_MAX_ALIAS_BYTES);
}

static bool check_depth(struct composer *composer, size_t depth,
                        struct text_position position)
{
    if (depth <= FRONTMATTER_MAX_DEPTH)
        return true;
    return diagnostics_add(
        composer->diagnostics, DIAGNOSTIC_FRONT_MATTER_TOO_DEEP, position.line,
        position.column, "flatten the data, or split it into several files",
        "lists and mappings are nested more than %d levels deep",
        FRONTMATTER_MAX_DEPTH);
}

static void push(struct composer *composer, struct composer_member member)
{
    if (composer->pending_count == composer->pending_capacity) {
        composer->pending_capacity = composer->pending_capacity == 0
                                         ? 64
                                         : composer->pending_capacity * 2;
        composer->pending =
            mem_grow(composer->pending, composer->pending_capacity,
                     sizeof(struct composer_member));
    }
    composer->pending[composer->pending_count++] = member;
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

/* A mapping, or a list of them. */
static void merge(struct composer *composer, const struct value *value,
                  struct text_position position)
{
    const struct value *objects = value;
    size_t count = 1;
    if (value_is_array(value)) {
        objects = value->as.items;
        count = value->size;
    }
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < objects[i].size; k++)
            push(composer, (struct composer_member){
                               .member = objects[i].as.members[k],
                               .key_position = position,
                               .is_merged = true,
                           });
}

/* Puts a whole value where it belongs: under the pending key, at the end of
 * the list, or at the root. */
static void attach(struct composer *composer, struct value value)
{
    struct composer_frame *frame = top_frame(composer);
    if (frame == NULL) {
        composer->root = value;
        return;
    }
    bool is_merge = frame->has_key && frame->is_merge;
    frame->has_key = false;
    if (is_merge && is_mergeable(&value)) {
        merge(composer, &value, frame->key_position);
        return;
    }
    if (is_merge)
        (void)diagnostics_add(
            composer->diagnostics, DIAGNOSTIC_YAML_KEY,
            frame->key_position.line, frame->key_position.column,
            "give it an alias of a mapping, such as <<: *name",
            "'<<' can merge mappings only, not %s; it is kept as an ordinary "
            "key",
            value_kind_name(&value));
    /* A list or mapping is reported at its key, not at the first line below
     * it. An item of a list has no key. */
    if ((value_is_array(&value) || value_is_object(&value)) &&
        frame->key_position.line > 0 && value.line > frame->key_position.line)
        value = placed(value, frame->key_position);
    value.key_distance = key_distance(frame, &value) & MAX_KEY_DISTANCE;
    push(composer,
         (struct composer_member){.member = {frame->key, value},
                                  .key_position = frame->key_position});
}

bool composer_add(struct composer *composer, struct value value,
                  struct slice anchor, struct text_position position)
{
    if (!count_nodes(composer, 1, position))
        return false;
    value = placed(value, position);
    composer->byte_count += value.kind == VALUE_STRING ? value.size : 0;
    if (anchor.data != NULL)
        remember_scalar(composer, anchor, value);
    attach(composer, value);
    return true;
}

bool composer_open(struct composer *composer, enum value_kind kind,
                   struct slice anchor, struct text_position position)
{
    if (!check_depth(composer, composer->depth + 1, position) ||
        !count_nodes(composer, 1, position))
        return false;
    composer->depth++;
    *top_frame(composer) = (struct composer_frame){
        .kind = kind,
        .position = position,
        .anchor = anchor,
        .first_pending = composer->pending_count,
        .nodes_before = composer->node_count - 1,
        .bytes_before = composer->byte_count,
        .deepest = composer->depth,
    };
    return true;
}

const struct value *composer_find_anchor(const struct composer *composer,
                                         struct slice name)
{
    const struct anchor *anchor = map_find(&composer->anchors, name);
    return anchor != NULL ? &anchor->value : NULL;
}

/* An alias inside the very value that it names cannot be expanded at all. */
static bool report_alias(struct composer *composer, struct slice name,
                         struct text_position position)
{
    for (size_t i = 0; i < composer->depth; i++)
        if (slice_equal(composer->frames[i].anchor, name) && name.size > 0)
            return diagnostics_add(
                composer->diagnostics, DIAGNOSTIC_YAML_UNKNOWN_ALIAS,
                position.line, position.column,
                "move the alias out of the value that it refers to",
                "the alias *%.*s is inside the value that it refers to",
                SLICE_FMT(name));
    return diagnostics_add(
        composer->diagnostics, DIAGNOSTIC_YAML_UNKNOWN_ALIAS, position.line,
        position.column,
        "put the value in quotes if the asterisk is part of it",
        "the alias *%.*s refers to an anchor that does not exist",
        SLICE_FMT(name));
}

bool composer_add_alias(struct composer *composer, struct slice name,
                        struct text_position position)
{
    const struct anchor *anchor = map_find(&composer->anchors, name);
    if (anchor == NULL)
        return report_alias(composer, name, position);
    size_t depth = composer->depth + anchor->height;
    if (!check_depth(composer, depth, position) ||
        !count_nodes(composer, anchor->node_count, position) ||
        !count_alias_bytes(composer, anchor->byte_count, position))
        return false;
    struct composer_frame *frame = top_frame(composer);
    if (frame != NULL && frame->deepest < depth)
        frame->deepest = depth;
    attach(composer, placed(anchor->value, position));
    return true;
}

static void report_duplicate(struct composer *composer,
                             const struct composer_member *first,
                             const struct composer_member *second)
{
    (void)diagnostics_add(
        composer->diagnostics, DIAGNOSTIC_YAML_DUPLICATE_KEY,
        second->key_position.line, second->key_position.column,
        "remove one of them",
        "the key '%.*s' is set on line %u and again on line %u; the last value "
        "is used",
        SLICE_FMT(utf8_truncate(first->member.key, SHOWN_KEY_BYTES)),
        first->key_position.line, second->key_position.line);
}

/* Two members with one key become one, in the place of the first. */
static void unite(struct composer *composer, struct composer_member *first,
                  const struct composer_member *second)
{
    if (second->is_merged)
        return;
    if (!first->is_merged)
        report_duplicate(composer, first, second);
    *first = *second;
}

/* The slot among those kept that has the same key, or NULL. */
static struct composer_member *find_kept(struct composer_member *kept,
                                         size_t count, const struct map *index,
                                         struct slice key)
{
    if (index->count > 0)
        return map_find(index, key);
    for (size_t i = 0; i < count; i++)
        if (slice_equal(kept[i].member.key, key))
            return &kept[i];
    return NULL;
}

/* Closes the gaps that united keys leave and returns how many are left. */
static size_t unite_keys(struct composer *composer,
                         struct composer_member *pending, size_t count)
{
    struct map index = {0};
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        struct slice key = pending[i].member.key;
        struct composer_member *first = find_kept(pending, kept, &index, key);
        if (first != NULL) {
            unite(composer, first, &pending[i]);
            continue;
        }
        pending[kept] = pending[i];
        if (count > FEW_KEYS)
            (void)map_put(&index, key, &pending[kept]);
        kept++;
    }
    map_release(&index);
    return kept;
}

static struct value close_object(struct composer *composer,
                                 struct composer_member *pending, size_t count)
{
    count = unite_keys(composer, pending, count);
    struct member *members =
        arena_alloc(composer->arena, count, sizeof(struct member));
    for (size_t i = 0; i < count; i++)
        members[i] = pending[i].member;
    return (struct value){
        .kind = VALUE_OBJECT, .as.members = members, .size = count};
}

static struct value close_array(struct composer *composer,
                                const struct composer_member *pending,
                                size_t count)
{
    struct value *items =
        arena_alloc(composer->arena, count, sizeof(struct value));
    for (size_t i = 0; i < count; i++)
        items[i] = pending[i].member.value;
    return (struct value){
        .kind = VALUE_ARRAY, .as.items = items, .size = count};
}

void composer_close(struct composer *composer)
{
    struct composer_frame frame = *top_frame(composer);
    size_t count = composer->pending_count - frame.first_pending;
    struct composer_member *pending =
        count > 0 ? &composer->pending[frame.first_pending] : NULL;
    struct value value = frame.kind == VALUE_OBJECT
                             ? close_object(composer, pending, count)
                             : close_array(composer, pending, count);
    value = placed(value, frame.position);
    composer->pending_count = frame.first_pending;
    composer->depth--;

    if (frame.anchor.data != NULL)
        remember(composer, frame.anchor,
                 &(struct anchor){
                     .value = value,
                     .node_count = composer->node_count - frame.nodes_before,
                     .byte_count = composer->byte_count - frame.bytes_before,
                     .height = frame.deepest - composer->depth,
                 });
    struct composer_frame *parent = top_frame(composer);
    if (parent != NULL && parent->deepest < frame.deepest)
        parent->deepest = frame.deepest;
    attach(composer, value);
}
