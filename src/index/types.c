/* types.c - looks at every value of the content once.
 *
 * A type grows with each value that is added to it and never shrinks, so the
 * order of the documents does not matter to what comes out, except for which
 * texts an example is taken from: they come by path. */
#include "index/lazy_types.h"

#include "base/mem.h"
#include "index/computed.h"
#include "index/type_maker.h"

#include <stdlib.h>
#include <string.h>

#define CHOICE_MAX_BYTES 32
#define OTHER_MARKS      "/.:@\n" /* of paths, addresses and sentences */

static const struct computed *computed_named(struct slice key)
{
    for (size_t i = 0; i < COMPUTED_COUNT; i++) {
        if (slice_is(key, computed_fields[i].name))
            return &computed_fields[i];
    }
    return NULL;
}

/* The mark of a document in no list is not a key that its writer chose. */
static struct member_type *
member_of_root(struct maker *maker, struct object_type *own, struct slice key)
{
    bool only_widens = maker->only_widens;
    maker->only_widens = only_widens && !slice_is(key, "unlisted");
    struct member_type *member = maker_member(maker, own, key);
    maker->only_widens = only_widens;
    return member;
}

/* Adds a key of a document, unless a computed member is shown in its place. */
static void add_key(struct maker *maker, struct object_type *own,
                    const struct member *member, unsigned hidden_by)
{
    struct member_type *known = member_of_root(maker, own, member->key);
    if (known == NULL)
        return;
    if (known->count == 0 && known->computed == NULL)
        known->computed = computed_named(member->key);
    if (known->computed != NULL && (known->computed->kinds & hidden_by) != 0)
        return;
    known->count++;
    maker_add_value(maker, known->type, &member->value, 0);
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
    maker_add_section(maker, own, root);
}

static void add_entry(struct maker *maker, struct collection_type *into,
                      const struct entry *entry, enum types_of of)
{
    const struct value *root = entry_own_root(entry);
    unsigned kinds = entry_kinds(entry);
    into->some_kinds |= kinds;
    into->all_kinds &= kinds;
    if (into->example == NULL && entry->is_listed)
        into->example = entry;
    if (of == TYPES_WRITTEN)
        root = entry->source != NULL ? &entry->meta->written : NULL;
    bool is_empty =
        root == NULL || (root->kind == VALUE_NULL && (kinds & KIND_DATA) == 0);
    if (!is_empty)
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

/* Rules are rows of one table. */
static int by_rule(const void *left, const void *right)
{
    const struct section_rule *a = *(const struct section_rule *const *)left;
    const struct section_rule *b = *(const struct section_rule *const *)right;
    return (a > b) - (a < b);
}

static int by_collection_name(const void *left, const void *right)
{
    const struct collection *a = *(const struct collection *const *)left;
    const struct collection *b = *(const struct collection *const *)right;
    return slice_compare(a->name, b->name);
}

static void settle_object(struct object_type *object);

static void settle_type(struct type *type)
{
    if (type->target_count > 0)
        qsort(type->targets, type->target_count, sizeof *type->targets,
              by_collection_name);
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
    if (object->gained_count > 0)
        qsort(object->gained, object->gained_count, sizeof *object->gained,
              by_rule);
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
    types_settle_sections(types);
}

static struct collection_type *type_of(struct content_types *types,
                                       const struct collection *collection)
{
    size_t i = 0;
    while (types->collections[i].collection != collection)
        i++;
    return &types->collections[i];
}

/* Files come by path, those in no list last, so that all that is known by then
 * is of the others; then people and terms without a file. */
static void add_entries(struct maker *maker, const struct snapshot *snapshot,
                        enum types_of of)
{
    struct content_types *types = maker->types;
    for (unsigned pass = 0; pass < 2; pass++) {
        maker->only_widens = pass > 0;
        for (size_t i = 0; i < snapshot->source_count; i++) {
            const struct entry *entry = &snapshot->entries[i];
            if (entry->collection != NULL &&
                entry->is_listed != maker->only_widens)
                add_entry(maker, type_of(types, entry->collection), entry, of);
        }
    }
    maker->only_widens = false;
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
    struct maker maker = {
        .arena = arena,
        .types = types,
        .snapshot = of == TYPES_SHOWN ? snapshot : NULL,
    };
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
        if (memchr(OTHER_MARKS, text.data[i], sizeof OTHER_MARKS - 1) != NULL)
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
