/* column.c - made by the first query that wants one.
 *
 * A walk over the list reads each document's values once; a table finds the
 * number of those that were there before: an entry by its address, so that a
 * relation hashes no text, anything else by its bytes. The columns of a schema
 * are a list that only grows at its front, as its postings are: readers follow
 * it without a lock. */
#include "index/column.h"

#include "base/mem.h"
#include "base/unicode.h"
#include "index/fields.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_CAPACITY 64
#define FREE           UINT32_MAX /* a slot that holds no value */

/* What callers see is the first member. */
struct kept_column {
    struct column column;
    struct kept_column *next;
    struct field_path path;
    struct arena arena;
    _Atomic(uint32_t *) ranks;
};

struct making {
    struct arena *arena;
    struct datum *values;
    size_t value_count, value_capacity;
    uint64_t *hashes; /* of the values */
    size_t hash_capacity;
    uint32_t *slots; /* numbers of values, or FREE */
    size_t slot_count;
    uint32_t *ids;
    size_t id_count, id_capacity;
    size_t document_start; /* in ids */
};

static struct slice text_of(const struct datum *datum)
{
    return datum->type == FIELD_DATE ? datum->as.date.as_text : datum->as.text;
}

static uint64_t hash_datum(const struct datum *datum)
{
    switch (datum->type) {
    case FIELD_RELATION:
        return hash_bytes((struct slice){(const char *)&datum->as.entry,
                                         sizeof datum->as.entry},
                          1);
    case FIELD_NUMBER:
        return hash_bytes((struct slice){(const char *)&datum->as.number,
                                         sizeof datum->as.number},
                          2);
    case FIELD_BOOLEAN:
        return datum->as.boolean ? 1 : 0;
    default:
        return hash_bytes(text_of(datum), 3);
    }
}

static bool is_same(const struct datum *a, const struct datum *b)
{
    if (a->type != b->type)
        return false;
    switch (a->type) {
    case FIELD_RELATION:
        return a->as.entry == b->as.entry;
    case FIELD_NUMBER:
        return a->as.number == b->as.number;
    case FIELD_BOOLEAN:
        return a->as.boolean == b->as.boolean;
    default:
        return slice_equal(text_of(a), text_of(b));
    }
}

/* The slot of that value, or the free one that is for it. */
static uint32_t *find_slot(const struct making *making,
                           const struct datum *datum, uint64_t hash)
{
    size_t mask = making->slot_count - 1, at = (size_t)hash & mask;
    while (making->slots[at] != FREE &&
           (making->hashes[making->slots[at]] != hash ||
            !is_same(&making->values[making->slots[at]], datum)))
        at = (at + 1) & mask;
    return &making->slots[at];
}

static void make_room(struct making *making)
{
    if (making->value_count * 4 < making->slot_count * 3)
        return;
    making->slot_count =
        making->slot_count > 0 ? making->slot_count * 2 : FIRST_CAPACITY;
    making->slots =
        mem_grow(making->slots, making->slot_count, sizeof *making->slots);
    memset(making->slots, 0xFF, making->slot_count * sizeof *making->slots);
    for (size_t i = 0; i < making->value_count; i++)
        *find_slot(making, &making->values[i], making->hashes[i]) = (uint32_t)i;
}

static uint32_t number_of(struct making *making, const struct datum *datum)
{
    make_room(making);
    uint64_t hash = hash_datum(datum);
    uint32_t *slot = find_slot(making, datum, hash);
    if (*slot != FREE)
        return *slot;
    size_t count = making->value_count++;
    making->values = arena_grow(making->arena, making->values, count,
                                &making->value_capacity, sizeof *datum);
    if (count == making->hash_capacity) {
        making->hash_capacity = making->value_capacity;
        making->hashes = mem_grow(making->hashes, making->hash_capacity,
                                  sizeof *making->hashes);
    }
    making->values[count] = *datum;
    making->hashes[count] = hash;
    return *slot = (uint32_t)count;
}

/* A value that stands twice in one document counts once. */
static bool add_datum(void *context, const struct datum *datum)
{
    struct making *making = context;
    struct datum kept = *datum;
    if (kept.type == FIELD_OBJECT ||
        (kept.type == FIELD_RELATION && kept.as.entry == NULL))
        return false;
    if (kept.type == FIELD_NUMBER)
        kept.as.number += 0.0; /* -0 is 0 */

    uint32_t id = number_of(making, &kept);
    for (size_t i = making->document_start; i < making->id_count; i++) {
        if (making->ids[i] == id)
            return false;
    }
    making->ids = arena_grow(making->arena, making->ids, making->id_count,
                             &making->id_capacity, sizeof *making->ids);
    making->ids[making->id_count++] = id;
    return false;
}

static void append_folded(struct str *out, struct slice text)
{
    unicode_append_casefold(out, text);
    str_append_char(out, '\0');
}

struct texts {
    struct str bytes;
    uint32_t *starts, *ids;
    size_t count;
};

static void add_text(struct texts *texts, size_t id, struct slice text)
{
    texts->starts[texts->count] = (uint32_t)texts->bytes.size;
    texts->ids[texts->count++] = (uint32_t)id;
    append_folded(&texts->bytes, text);
}

static void add_texts_of(struct texts *texts, size_t id,
                         const struct datum *datum)
{
    if (datum->type == FIELD_TEXT || datum->type == FIELD_DATE)
        add_text(texts, id, text_of(datum));
    if (datum->type != FIELD_RELATION)
        return;
    add_text(texts, id, datum->as.entry->name);
    add_text(texts, id, datum->as.entry->slug);
}

static void fold_texts(struct kept_column *kept)
{
    struct column *column = &kept->column;
    size_t most = 2 * column->value_count + 1;
    struct texts texts = {
        .starts = arena_alloc(&kept->arena, most, sizeof(uint32_t)),
        .ids = arena_alloc(&kept->arena, most, sizeof(uint32_t)),
    };
    for (size_t i = 0;
         i < column->value_count && texts.bytes.size <= COLUMN_MAX_TEXT_BYTES;
         i++)
        add_texts_of(&texts, i, &column->values[i]);
    texts.starts[texts.count] = (uint32_t)texts.bytes.size;
    if (texts.count > 0 && texts.bytes.size <= COLUMN_MAX_TEXT_BYTES) {
        column->folded = arena_copy(&kept->arena, str_slice(&texts.bytes)).data;
        column->folded_starts = texts.starts;
        column->folded_ids = texts.ids;
        column->text_count = texts.count;
        for (size_t i = 0; i < texts.bytes.size; i++)
            column->byte_counts[(unsigned char)texts.bytes.data[i]]++;
    }
    str_release(&texts.bytes);
}

static struct kept_column *make(const struct list *list,
                                const struct field_path *path)
{
    struct kept_column *kept = mem_alloc(1, sizeof *kept);
    struct making making = {.arena = &kept->arena};
    uint32_t *starts =
        arena_alloc(&kept->arena, list->count + 1, sizeof *starts);

    kept->path = *path;
    atomic_init(&kept->ranks, NULL);
    for (size_t i = 0; i < list->count; i++) {
        starts[i] = (uint32_t)making.id_count;
        making.document_start = making.id_count;
        (void)entry_any_datum(list->items[i], path, add_datum, &making);
    }
    starts[list->count] = (uint32_t)making.id_count;
    kept->column = (struct column){
        .values = making.values,
        .value_count = making.value_count,
        .starts = starts,
        .ids = making.ids,
    };
    free(making.slots);
    free(making.hashes);
    return kept;
}

struct column *column_new(const struct list *list,
                          const struct field_path *path)
{
    return &make(list, path)->column;
}

void column_free(struct column *column)
{
    struct kept_column *kept = (struct kept_column *)column;
    if (kept == NULL)
        return;
    free(atomic_load_explicit(&kept->ranks, memory_order_relaxed));
    arena_release(&kept->arena);
    free(kept);
}

void columns_free(struct kept_column *first)
{
    while (first != NULL) {
        struct kept_column *next = first->next;
        column_free(&first->column);
        first = next;
    }
}

static struct kept_column *find(const struct schema *schema,
                                const struct field_path *path)
{
    struct kept_column *kept =
        atomic_load_explicit(&schema->columns, memory_order_acquire);
    while (kept != NULL && !field_path_is_same(&kept->path, path))
        kept = kept->next;
    return kept;
}

const struct column *collection_column(const struct collection *collection,
                                       const struct field_path *path)
{
    struct schema *schema = collection->schema;
    if (!field_path_is_whole(path) || (path->uses & USE_COMPARE) == 0)
        return NULL;
    struct kept_column *kept = find(schema, path);
    if (kept != NULL)
        return &kept->column;

    (void)pthread_mutex_lock(&schema->mutex);
    kept = find(schema, path);
    if (kept == NULL && schema->column_count < COLUMN_MAX_FIELDS) {
        kept = make(schema->list, path);
        fold_texts(kept);
        kept->next =
            atomic_load_explicit(&schema->columns, memory_order_relaxed);
        atomic_store_explicit(&schema->columns, kept, memory_order_release);
        schema->column_count++;
    }
    (void)pthread_mutex_unlock(&schema->mutex);
    return kept != NULL ? &kept->column : NULL;
}

const uint32_t *column_ranks(const struct column *column)
{
    const struct kept_column *kept = (const struct kept_column *)column;
    return atomic_load_explicit(&kept->ranks, memory_order_acquire);
}

const uint32_t *column_set_ranks(const struct column *column, uint32_t *ranks)
{
    struct kept_column *kept = (struct kept_column *)column;
    uint32_t *before = NULL;
    if (atomic_compare_exchange_strong_explicit(&kept->ranks, &before, ranks,
                                                memory_order_acq_rel,
                                                memory_order_acquire))
        return ranks;
    free(ranks);
    return before;
}
