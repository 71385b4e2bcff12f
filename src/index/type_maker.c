/* type_maker.c - adds values to types.
 *
 *     object -- colors    type   texts "colors-a", "colors-b"
 *            -- sections  type   items -- type   blocks -- CtaSection
 *                                                       -- HeroSection
 *
 * As in schema.c, each member remembers which one followed it in an earlier
 * object. */
#include "index/type_maker.h"

#include "base/array.h"
#include "base/ascii.h"
#include "index/text_forms.h"

#include <string.h>

#define WORD_MARKS "-_.:/" /* what separates words in the name of a type */

/* Where content says which of several objects one is: the first of these whose
 * value is a name. They are what Stackbit, Decap CMS and Contentful's exports,
 * Sanity, TinaCMS, Strapi, Payload, Storyblok and Keystatic write. */
static const char *const block_keys[] = {
    "type",      "_type",     "_template",    "__component",
    "blockType", "component", "discriminant",
};

static struct type *type_new(struct maker *maker)
{
    if (maker->count == TYPES_MAX_COUNT)
        return NULL;
    maker->count++;
    struct type *type = arena_alloc(maker->arena, 1, sizeof *type);
    type->text_forms = TEXT_DAY | TEXT_INSTANT | TEXT_LINK;
    return type;
}

static void add_text(const struct maker *maker, struct type *type,
                     struct slice text)
{
    if (type->text_forms != 0)
        type->text_forms = text_forms_of(text, type->text_forms);
    for (size_t i = 0; i < type->text_count; i++) {
        if (slice_equal(type->texts[i], text))
            return;
    }
    if (maker->only_widens || text.size > TYPES_MAX_TEXT_BYTES ||
        type->text_count == TYPES_MAX_TEXTS)
        type->has_more_texts = true;
    else
        type->texts[type->text_count++] = text;
}

struct member_type *maker_member(struct maker *maker,
                                 struct object_type *object, struct slice name)
{
    struct member_type *before = object->latest;
    struct member_type *guess = before != NULL ? before->follower : NULL;
    if (guess == NULL || !slice_equal(guess->name, name))
        guess = map_find(&object->by_name, name);
    if (guess == NULL) {
        struct type *type = maker->only_widens ? NULL : type_new(maker);
        if (type == NULL)
            return NULL;
        guess = arena_alloc(maker->arena, 1, sizeof *guess);
        guess->name = name;
        guess->type = type;
        object->members =
            arena_grow(maker->arena, object->members, object->member_count,
                       &object->member_capacity, sizeof *object->members);
        object->members[object->member_count++] = guess;
        map_put(&object->by_name, name, guess);
    }
    if (before != NULL)
        before->follower = guess;
    object->latest = guess;
    return guess;
}

/* What can be the name of a type in most languages, with what separates words
 * there: "blocks.hero", "cta-section". */
static bool is_name(struct slice text)
{
    if (text.size == 0 || text.size > TYPES_MAX_TEXT_BYTES ||
        !ascii_is_letter(text.data[0]))
        return false;
    for (size_t i = 1; i < text.size; i++) {
        if (!ascii_is_letter_or_digit(text.data[i]) &&
            memchr(WORD_MARKS, text.data[i], sizeof WORD_MARKS - 1) == NULL)
            return false;
    }
    return true;
}

/* "type=Hero", in the buffer: a block is looked up for each of its objects. */
static struct slice name_of_block(struct slice key, struct slice name,
                                  char *buffer)
{
    memcpy(buffer, key.data, key.size);
    buffer[key.size] = '=';
    memcpy(buffer + key.size + 1, name.data, name.size);
    return (struct slice){buffer, key.size + 1 + name.size};
}

struct slice block_name(const struct value *object, struct slice *ret_key)
{
    for (size_t i = 0; i < ARRAY_COUNT(block_keys); i++) {
        struct slice name = value_text(value_find(object, block_keys[i]));
        *ret_key = slice_of(block_keys[i]);
        if (is_name(name))
            return name;
    }
    return SLICE_NONE;
}

/* Returns the block that the object is one of, or NULL. */
static struct object_type *block_of(struct maker *maker,
                                    const struct value *value)
{
    struct slice key, name = block_name(value, &key);
    if (name.data == NULL)
        return NULL;

    struct content_types *types = maker->types;
    char buffer[TYPES_MAX_TEXT_BYTES + 32];
    struct slice known_as = name_of_block(key, name, buffer);
    struct object_type *block = map_find(&maker->blocks, known_as);
    if (block != NULL || maker->only_widens ||
        types->block_count == TYPES_MAX_BLOCKS)
        return block;
    block = arena_alloc(maker->arena, 1, sizeof *block);
    block->key = key;
    block->name = name;
    types->blocks =
        arena_grow(maker->arena, types->blocks, types->block_count,
                   &maker->block_capacity, sizeof(struct object_type *));
    types->blocks[types->block_count++] = block;
    map_put(&maker->blocks, arena_copy(maker->arena, known_as), block);
    return block;
}

static void add_block(struct maker *maker, struct type *type,
                      struct object_type *block)
{
    for (size_t i = 0; i < type->block_count; i++) {
        if (type->blocks[i] == block)
            return;
    }
    type->blocks = arena_grow(maker->arena, type->blocks, type->block_count,
                              &type->block_capacity, sizeof *type->blocks);
    type->blocks[type->block_count++] = block;
}

static void add_member(struct maker *maker, struct object_type *object,
                       const struct member *member, size_t depth)
{
    struct member_type *known = maker_member(maker, object, member->key);
    if (known == NULL)
        return;
    known->count++;
    maker_add_value(maker, known->type, &member->value, depth);
}

static void add_object(struct maker *maker, struct type *type,
                       const struct value *value, size_t depth)
{
    struct object_type *object = block_of(maker, value);
    if (object != NULL) {
        add_block(maker, type, object);
    } else if (maker->only_widens && type->object == NULL) {
        type->is_cut = true;
        return;
    } else {
        if (type->object == NULL)
            type->object = arena_alloc(maker->arena, 1, sizeof *type->object);
        object = type->object;
    }
    object->count++;
    object->latest = NULL;
    for (size_t i = 0; i < value->size; i++)
        add_member(maker, object, &value->as.members[i], depth + 1);
    maker_add_section(maker, object, value);
}

static void add_items(struct maker *maker, struct type *type,
                      const struct value *value, size_t depth)
{
    if (value->size > 0 && type->items == NULL && maker->only_widens)
        type->is_cut = true;
    else if (value->size > 0 && type->items == NULL)
        type->items = type_new(maker);
    for (size_t i = 0; i < value->size && type->items != NULL; i++)
        maker_add_value(maker, type->items, &value->as.items[i], depth + 1);
}

/* Recursion is as deep as TYPES_MAX_DEPTH. */
void maker_add_value(struct maker *maker, struct type *type,
                     const struct value *value, size_t depth)
{
    type->counts[value->kind]++;
    if (value->kind == VALUE_STRING)
        add_text(maker, type, value_text(value));
    if (value->kind != VALUE_ARRAY && value->kind != VALUE_OBJECT)
        return;
    type->is_cut = type->is_cut || depth == TYPES_MAX_DEPTH ||
                   maker->count == TYPES_MAX_COUNT;
    if (depth == TYPES_MAX_DEPTH)
        return;
    if (value->kind == VALUE_ARRAY)
        add_items(maker, type, value, depth);
    else
        add_object(maker, type, value, depth);
}
