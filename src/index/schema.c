/* schema.c - finds out which fields the documents of a list have.
 *
 *     root -- title          computed, text
 *          -- rating         number 30, text 1
 *          -- sections       list, object  -- type   text
 *                                          -- a.b    a literal dot in a key
 *
 * It takes one walk over all front matter, at the first query: a site that is
 * only read by slug never pays for it. Documents of a collection mostly have
 * the same keys in the same order, so each key remembers which one followed it
 * last time, and the map is consulted only if that guess is wrong. Computed
 * members are known in advance and are not walked.
 *
 * Threads that arrive before the schema is complete take the mutex; later ones
 * see the flag and read without it. No thread ever holds the mutexes of two
 * schemas: relations are followed when a path is looked up, not here. */
#include "index/fields.h"

#include "base/mem.h"
#include "base/nearest.h"

#include <stdlib.h>
#include <string.h>

#define TEXT_BIT 2 /* of FIELD_TEXT */

struct schema *schema_new(const struct snapshot *snapshot,
                          const struct list *list, unsigned kinds)
{
    struct schema *schema = mem_alloc(1, sizeof *schema);
    schema->snapshot = snapshot;
    schema->list = list;
    schema->kinds = kinds;
    (void)pthread_mutex_init(&schema->mutex, NULL);
    return schema;
}

static void field_release(struct field *field)
{
    for (size_t i = 0; i < field->child_count; i++)
        field_release(field->in_order[i]);
    map_release(&field->children);
}

void schema_free(struct schema *schema)
{
    field_release(&schema->root);
    (void)pthread_mutex_destroy(&schema->mutex);
    arena_release(&schema->arena);
    free(schema);
}

bool text_is_date(struct slice text, int64_t *ret_ms)
{
    bool has_more = false;
    for (size_t i = 0; i < text.size && !has_more; i++)
        has_more = text.data[i] < '0' || text.data[i] > '9';
    return has_more && date_parse_instant(text, ret_ms);
}

static struct field *add_child(struct schema *schema, struct field *field,
                               struct slice name)
{
    if (schema->field_count == SCHEMA_MAX_FIELDS) {
        if (schema->overflow == NULL)
            schema->overflow = schema->entry;
        return NULL;
    }
    struct field *child = arena_alloc(&schema->arena, 1, sizeof *child);
    child->name = name;
    child->has_only_dates = true;
    field->in_order =
        arena_grow(&schema->arena, field->in_order, field->child_count,
                   &field->child_capacity, sizeof(struct field *));
    field->in_order[field->child_count++] = child;
    map_put(&field->children, name, child);
    schema->field_count++;
    return child;
}

/* Returns NULL if the schema is full. */
static struct field *child_named(struct schema *schema, struct field *field,
                                 struct slice name)
{
    struct field *before = field->latest;
    struct field *guess = before != NULL ? before->follower : NULL;
    if (guess == NULL || !slice_equal(guess->name, name)) {
        guess = map_find(&field->children, name);
        if (guess == NULL)
            guess = add_child(schema, field, name);
        if (before != NULL)
            before->follower = guess;
    }
    field->latest = guess;
    return guess;
}

static void count_type(struct field *field, unsigned type, size_t document)
{
    field->types |= type;
    field->written.type_count[__builtin_ctz(type)]++;
    field->written.value_count++;
    if (field->last_document != document) {
        field->last_document = document;
        field->written.document_count++;
    }
}

static unsigned type_of(const struct value *value)
{
    switch ((enum value_kind)value->kind) {
    case VALUE_BOOLEAN:
        return FIELD_BOOLEAN;
    case VALUE_INTEGER:
    case VALUE_FLOAT:
        return FIELD_NUMBER;
    case VALUE_STRING:
        return FIELD_TEXT;
    case VALUE_OBJECT:
        return FIELD_OBJECT;
    case VALUE_NULL:
    case VALUE_ARRAY:
        break;
    }
    return 0;
}

static void add_value(struct schema *schema, struct field *field,
                      const struct value *value, size_t document, size_t depth);

/* `lists` is the number of lists that the value is in. */
static void add_items(struct schema *schema, struct field *field,
                      const struct value *value, size_t document, size_t depth,
                      unsigned lists)
{
    if (lists >= field->list_depth)
        field->list_depth = lists + 1;
    for (size_t i = 0; i < value->size; i++) {
        const struct value *item = &value->as.items[i];
        if (item->kind == VALUE_ARRAY)
            add_items(schema, field, item, document, depth, lists + 1);
        else
            add_value(schema, field, item, document, depth);
    }
}

static void add_value(struct schema *schema, struct field *field,
                      const struct value *value, size_t document, size_t depth)
{
    int64_t ignored;
    unsigned type = type_of(value);

    if (value->kind == VALUE_ARRAY)
        add_items(schema, field, value, document, depth, 0);
    if (type != 0)
        count_type(field, type, document);
    if (type == FIELD_TEXT && field->has_only_dates)
        field->has_only_dates = text_is_date(value_text(value), &ignored);
    if (type != FIELD_OBJECT || depth == SCHEMA_MAX_DEPTH)
        return;
    for (size_t i = 0; i < value->size; i++) {
        const struct member *member = &value->as.members[i];
        struct field *child = child_named(schema, field, member->key);
        if (child != NULL)
            add_value(schema, child, &member->value, document, depth + 1);
    }
}

static void add_written(struct schema *schema, unsigned kinds,
                        const struct member *member, size_t document)
{
    struct field *field = child_named(schema, &schema->root, member->key);
    if (field == NULL ||
        (field->computed != NULL && (field->computed->kinds & kinds) != 0))
        return;
    field->is_written = true;
    add_value(schema, field, &member->value, document, 1);
}

static void add_entry(struct schema *schema, const struct entry *entry,
                      size_t document)
{
    unsigned kinds = entry_kinds(entry);
    const struct value *root = entry_own_root(entry);
    if (root == NULL)
        return;
    schema->entry = entry;
    if (root->kind != VALUE_OBJECT) {
        const struct member whole = {SLICE("value"), *root};
        add_written(schema, kinds, &whole, document);
        return;
    }
    for (size_t i = 0; i < root->size; i++)
        add_written(schema, kinds, &root->as.members[i], document);
}

static void mark_dates(struct field *field)
{
    bool has_written_texts = field->written.type_count[TEXT_BIT] > 0;
    if (has_written_texts && field->has_only_dates)
        field->types |= FIELD_DATE;
    for (size_t i = 0; i < field->child_count; i++)
        mark_dates(field->in_order[i]);
}

/* Whether there are entries of these kinds: in this list, or, for kinds that
 * concern the whole site, on the site. */
static bool is_met(const struct schema *schema, unsigned kinds)
{
    if (kinds == KIND_PREVIEWED)
        return schema->snapshot->published != NULL;
    if (kinds == KIND_SPOKEN)
        return schema->snapshot->has_languages;
    return (kinds & schema->kinds) != 0;
}

static void make(struct schema *schema)
{
    struct field *root = &schema->root;
    for (size_t i = 0; i < COMPUTED_COUNT; i++) {
        const struct computed *row = &computed_fields[i];
        if (!is_met(schema, row->kinds))
            continue;
        struct field *field = add_child(schema, root, slice_of(row->name));
        field->computed = row;
        field->types = row->types;
        field->list_depth = row->shape == MANY ? 1 : 0;
    }
    for (size_t i = 0; i < schema->list->count; i++)
        add_entry(schema, schema->list->items[i], i + 1);
    mark_dates(root);
}

const struct schema *snapshot_schema(const struct snapshot *snapshot,
                                     const struct collection *collection)
{
    struct schema *schema =
        collection != NULL ? collection->schema : snapshot->schema;
    if (atomic_load_explicit(&schema->is_made, memory_order_acquire))
        return schema;
    (void)pthread_mutex_lock(&schema->mutex);
    if (!atomic_load_explicit(&schema->is_made, memory_order_relaxed)) {
        make(schema);
        atomic_store_explicit(&schema->is_made, true, memory_order_release);
    }
    (void)pthread_mutex_unlock(&schema->mutex);
    return schema;
}

const struct entry *schema_overflow(const struct schema *schema)
{
    return schema->overflow;
}
