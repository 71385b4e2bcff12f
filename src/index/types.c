/* types.c - looks at every value of the content once.
 *
 *     object -- colors    type   texts "colors-a", "colors-b"
 *            -- sections  type   items -- type   blocks -- CtaSection
 *                                                       -- HeroSection
 *
 * A type grows with each value that is added to it and never shrinks, so the
 * order of the documents does not matter to what comes out, except for which
 * texts an example is taken from: they come by path. As in schema.c, each
 * member remembers which one followed it in an earlier object. */
#include "index/lazy_types.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/mem.h"
#include "index/computed.h"
#include "index/text_forms.h"

#include <stdlib.h>
#include <string.h>

/* Where content says which of several objects one is: the first of these whose
 * value is a name. They are what Stackbit, Decap CMS and Contentful's exports,
 * Sanity, TinaCMS, Strapi, Payload, Storyblok and Keystatic write. */
static const char *const block_keys[] = {
    "type",      "_type",     "_template",    "__component",
    "blockType", "component", "discriminant",
};

#define CHOICE_MAX_BYTES 32

struct maker {
    struct arena *arena;
    struct content_types *types;
    struct map blocks; /* "key=name" -> object_type */
    size_t block_capacity;
    size_t count; /* of types */
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

static void add_text(struct type *type, struct slice text)
{
    if (type->text_forms != 0)
        type->text_forms = text_forms_of(text, type->text_forms);
    for (size_t i = 0; i < type->text_count; i++) {
        if (slice_equal(type->texts[i], text))
            return;
    }
    if (text.size > TYPES_MAX_TEXT_BYTES || type->text_count == TYPES_MAX_TEXTS)
        type->has_more_texts = true;
    else
        type->texts[type->text_count++] = text;
}

/* Returns NULL if there are too many types. */
static struct member_type *
member_named(struct maker *maker, struct object_type *object, struct slice name)
{
    struct member_type *before = object->latest;
    struct member_type *guess = before != NULL ? before->follower : NULL;
    if (guess == NULL || !slice_equal(guess->name, name))
        guess = map_find(&object->by_name, name);
    if (guess == NULL) {
        struct type *type = type_new(maker);
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
            memchr("-_.:/", text.data[i], 5) == NULL)
            return false;
    }
    return true;
}

/* Returns the block that the object is one of, or NULL. */
static struct object_type *block_of(struct maker *maker,
                                    const struct value *value)
{
    struct slice name = SLICE_NONE;
    const char *key = NULL;
    for (size_t i = 0; i < ARRAY_COUNT(block_keys) && key == NULL; i++) {
        name = value_text(value_find(value, block_keys[i]));
        if (is_name(name))
            key = block_keys[i];
    }
    if (key == NULL)
        return NULL;

    struct content_types *types = maker->types;
    struct slice known_as =
        arena_printf(maker->arena, "%s=%.*s", key, SLICE_FMT(name));
    struct object_type *block = map_find(&maker->blocks, known_as);
    if (block != NULL || types->block_count == TYPES_MAX_BLOCKS)
        return block;
    block = arena_alloc(maker->arena, 1, sizeof *block);
    block->key = slice_of(key);
    block->name = name;
    types->blocks =
        arena_grow(maker->arena, types->blocks, types->block_count,
                   &maker->block_capacity, sizeof(struct object_type *));
    types->blocks[types->block_count++] = block;
    map_put(&maker->blocks, known_as, block);
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

static void add_value(struct maker *maker, struct type *type,
                      const struct value *value, size_t depth);

static void add_member(struct maker *maker, struct object_type *object,
                       const struct member *member, size_t depth)
{
    struct member_type *known = member_named(maker, object, member->key);
    if (known == NULL)
        return;
    known->count++;
    add_value(maker, known->type, &member->value, depth);
}

static void add_object(struct maker *maker, struct type *type,
                       const struct value *value, size_t depth)
{
    struct object_type *object = block_of(maker, value);
    if (object != NULL) {
        add_block(maker, type, object);
    } else {
        if (type->object == NULL)
            type->object = arena_alloc(maker->arena, 1, sizeof *type->object);
        object = type->object;
    }
    object->count++;
    object->latest = NULL;
    for (size_t i = 0; i < value->size; i++)
        add_member(maker, object, &value->as.members[i], depth + 1);
}

static void add_items(struct maker *maker, struct type *type,
                      const struct value *value, size_t depth)
{
    if (value->size > 0 && type->items == NULL)
        type->items = type_new(maker);
    for (size_t i = 0; i < value->size && type->items != NULL; i++)
        add_value(maker, type->items, &value->as.items[i], depth + 1);
}

/* Recursion is as deep as TYPES_MAX_DEPTH. */
static void add_value(struct maker *maker, struct type *type,
                      const struct value *value, size_t depth)
{
    type->counts[value->kind]++;
    if (value->kind == VALUE_STRING)
        add_text(type, value_text(value));
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

static const struct computed *computed_named(struct slice key)
{
    for (size_t i = 0; i < COMPUTED_COUNT; i++) {
        if (slice_is(key, computed_fields[i].name))
            return &computed_fields[i];
    }
    return NULL;
}

/* Adds a key of a document, unless a computed member is shown in its place. */
static void add_key(struct maker *maker, struct object_type *own,
                    const struct member *member, unsigned hidden_by)
{
    struct member_type *known = member_named(maker, own, member->key);
    if (known == NULL)
        return;
    if (known->count == 0 && known->computed == NULL)
        known->computed = computed_named(member->key);
    if (known->computed != NULL && (known->computed->kinds & hidden_by) != 0)
        return;
    known->count++;
    add_value(maker, known->type, &member->value, 0);
}

static void add_root(struct maker *maker, struct object_type *own,
                     const struct value *root, unsigned hidden_by)
{
    own->count++;
    own->latest = NULL;
    if (root->kind != VALUE_OBJECT) {
        const struct member whole = {SLICE("value"), *root};
        add_key(maker, own, &whole, hidden_by);
        return;
    }
    for (size_t i = 0; i < root->size; i++)
        add_key(maker, own, &root->as.members[i], hidden_by);
}

static void add_entry(struct maker *maker, struct collection_type *into,
                      const struct entry *entry, enum types_of of)
{
    const struct value *root = entry_own_root(entry);
    unsigned kinds = entry_kinds(entry);
    into->some_kinds |= kinds;
    into->all_kinds &= kinds;
    if (into->example == NULL)
        into->example = entry;
    if (of == TYPES_WRITTEN)
        root = entry->source != NULL ? &entry->meta->written : NULL;
    if (root != NULL && root->kind != VALUE_NULL)
        add_root(maker, &into->own, root, of == TYPES_WRITTEN ? 0 : kinds);
    else if (of == TYPES_SHOWN)
        into->own.count++; /* it has none of the keys */
}

static int by_name(const void *left, const void *right)
{
    const struct member_type *a = *(const struct member_type *const *)left;
    const struct member_type *b = *(const struct member_type *const *)right;
    return slice_compare(a->name, b->name);
}

static int by_block_name(const void *left, const void *right)
{
    const struct object_type *a = *(const struct object_type *const *)left;
    const struct object_type *b = *(const struct object_type *const *)right;
    int order = slice_compare(a->name, b->name);
    return order != 0 ? order : slice_compare(a->key, b->key);
}

static int by_bytes(const void *left, const void *right)
{
    return slice_compare(*(const struct slice *)left,
                         *(const struct slice *)right);
}

static void settle_object(struct object_type *object);

static void settle_type(struct type *type)
{
    qsort(type->texts, type->text_count, sizeof *type->texts, by_bytes);
    if (type->block_count > 0)
        qsort(type->blocks, type->block_count, sizeof *type->blocks,
              by_block_name);
    if (type->object != NULL)
        settle_object(type->object);
    if (type->items != NULL)
        settle_type(type->items);
}

/* Of keys that computed members hide everywhere, nothing was added. */
static void drop_hidden(struct object_type *object)
{
    size_t kept = 0;
    for (size_t i = 0; i < object->member_count; i++) {
        if (object->members[i]->count > 0)
            object->members[kept++] = object->members[i];
    }
    object->member_count = kept;
}

/* Recursion ends at blocks, which are settled by themselves. */
static void settle_object(struct object_type *object)
{
    map_release(&object->by_name);
    drop_hidden(object);
    if (object->member_count > 0)
        qsort(object->members, object->member_count, sizeof *object->members,
              by_name);
    for (size_t i = 0; i < object->member_count; i++)
        settle_type(object->members[i]->type);
}

static void settle(struct content_types *types)
{
    for (size_t i = 0; i < types->collection_count; i++) {
        struct collection_type *type = &types->collections[i];
        settle_object(&type->own);
        if (type->some_kinds == 0)
            type->some_kinds = type->all_kinds = type->collection->kinds;
    }
    for (size_t i = 0; i < types->block_count; i++)
        settle_object(types->blocks[i]);
    if (types->block_count > 0)
        qsort(types->blocks, types->block_count, sizeof *types->blocks,
              by_block_name);
}

static struct collection_type *type_of(struct content_types *types,
                                       const struct collection *collection)
{
    size_t i = 0;
    while (types->collections[i].collection != collection)
        i++;
    return &types->collections[i];
}

/* Files come by path, and then whoever is only named. */
static void add_entries(struct maker *maker, const struct snapshot *snapshot,
                        enum types_of of)
{
    struct content_types *types = maker->types;
    for (size_t i = 0; i < snapshot->source_count; i++) {
        const struct entry *entry = &snapshot->entries[i];
        if (entry->collection != NULL && entry->is_listed)
            add_entry(maker, type_of(types, entry->collection), entry, of);
    }
    for (size_t c = 0; c < snapshot->collection_count; c++) {
        const struct list *list = &snapshot->collections[c]->by[ORDER_DEFAULT];
        for (size_t i = 0; i < list->count; i++) {
            if (list->items[i]->source == NULL)
                add_entry(maker, &types->collections[c], list->items[i], of);
        }
    }
}

static void make(struct content_types *types, const struct snapshot *snapshot,
                 enum types_of of, struct arena *arena)
{
    struct maker maker = {.arena = arena, .types = types};
    types->collection_count = snapshot->collection_count;
    types->collections = arena_alloc(arena, snapshot->collection_count,
                                     sizeof *types->collections);
    for (size_t i = 0; i < snapshot->collection_count; i++) {
        types->collections[i].collection = snapshot->collections[i];
        types->collections[i].all_kinds = ~0U;
    }
    add_entries(&maker, snapshot, of);
    settle(types);
    map_release(&maker.blocks);
}

struct lazy_types *types_new(const struct snapshot *snapshot)
{
    struct lazy_types *lazy = mem_alloc(1, sizeof *lazy);
    lazy->snapshot = snapshot;
    for (size_t i = 0; i < TYPES_OF_COUNT; i++)
        (void)pthread_mutex_init(&lazy->of[i].mutex, NULL);
    return lazy;
}

void types_free(struct lazy_types *lazy)
{
    for (size_t i = 0; i < TYPES_OF_COUNT; i++) {
        (void)pthread_mutex_destroy(&lazy->of[i].mutex);
        arena_release(&lazy->of[i].arena);
    }
    free(lazy);
}

const struct content_types *snapshot_types(const struct snapshot *snapshot,
                                           enum types_of of)
{
    struct made_types *made = &snapshot->types->of[of];
    (void)pthread_mutex_lock(&made->mutex);
    if (!made->is_made)
        make(&made->types, snapshot, of, &made->arena);
    made->is_made = true;
    (void)pthread_mutex_unlock(&made->mutex);
    return &made->types;
}

/* Paths, addresses and sentences are no choices, even if they are repeated. */
static bool is_word(struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (memchr("/.:@\n", text.data[i], 5) != NULL)
            return false;
    }
    return text.size > 0 && text.size <= CHOICE_MAX_BYTES;
}

/* A field with as many texts as documents is no choice, however few there
 * are. */
bool type_is_choice(const struct type *type)
{
    for (size_t i = 0; i < type->text_count; i++) {
        if (!is_word(type->texts[i]))
            return false;
    }
    return type->text_count > 0 && !type->has_more_texts &&
           type->text_count * 2 <= type->counts[VALUE_STRING];
}
