/* column.c - a column is built by the first query that needs it.
 *
 * Nobody knows in advance which fields a front end will ask for, and indexing
 * every field would slow down each rebuild for nothing on most sites. So the
 * first query pays for one walk over the list, which reads the values of each
 * document once. A map finds the number of a value that was seen before: an
 * entry by its pointer, so that relations need no hashing of strings, any other
 * value by its bytes.
 *
 * The columns of a schema are a list that only grows at its front: readers walk
 * it without a lock, and writers hold the mutex. */
#include "index/column.h"

#include "base/map.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "index/fields.h"

#include <stdlib.h>
#include <string.h>

/* Values of a kind, by their bytes. */
enum lookup {
    BY_TEXT,
    BY_DATE, /* as it is written */
    BY_NUMBER,
    BY_BOOLEAN,
    BY_ENTRY, /* its address */
    BY_SLUG,
    BY_NAME, /* folded */
    LOOKUPS
};

/* Callers see the first member only. */
struct kept_column {
    struct column column;
    struct kept_column *next;
    struct field_path path;
    struct arena arena;
    struct map lookups[LOOKUPS]; /* to numbers of values; by slug and name to
                                    their first posting */
    atomic_bool is_folded;
    _Atomic(uint32_t *) ranks;
};

struct making {
    struct kept_column *kept;
    struct datum *values;
    size_t value_count, value_capacity;
    uint32_t *ids;
    size_t id_count, id_capacity;
    size_t document_start; /* in ids */
};

static struct slice text_of(const struct datum *datum)
{
    return datum->type == FIELD_DATE ? datum->as.date.as_text : datum->as.text;
}

/* The bytes lie in the datum, except for those of strings. */
static struct slice key_of(const struct datum *datum, enum lookup *ret_lookup)
{
    static const enum lookup lookups[] = {
        [FIELD_TEXT] = BY_TEXT,      [FIELD_DATE] = BY_DATE,
        [FIELD_NUMBER] = BY_NUMBER,  [FIELD_BOOLEAN] = BY_BOOLEAN,
        [FIELD_RELATION] = BY_ENTRY,
    };
    *ret_lookup = lookups[datum->type];
    switch (datum->type) {
    case FIELD_RELATION:
        return (struct slice){(const char *)&datum->as.entry,
                              sizeof datum->as.entry};
    case FIELD_NUMBER:
        return (struct slice){(const char *)&datum->as.number,
                              sizeof datum->as.number};
    case FIELD_BOOLEAN:
        return (struct slice){(const char *)&datum->as.boolean,
                              sizeof datum->as.boolean};
    default:
        return text_of(datum);
    }
}

static uint32_t number_of(struct making *making, const struct datum *datum)
{
    struct arena *arena = &making->kept->arena;
    enum lookup lookup;
    struct slice key = key_of(datum, &lookup);
    struct map *map = &making->kept->lookups[lookup];
    const uint32_t *known = map_find(map, key);
    if (known != NULL)
        return *known;
    size_t number = making->value_count++;
    uint32_t *kept = arena_alloc(arena, 1, sizeof *kept);
    *kept = (uint32_t)number;
    making->values = arena_grow(arena, making->values, number,
                                &making->value_capacity, sizeof *datum);
    making->values[number] = *datum;
    if (lookup != BY_TEXT && lookup != BY_DATE) /* those last as they are */
        key = arena_copy(arena, key);
    map_put(map, key, kept);
    return *kept;
}

/* A value that is twice in one document counts once. */
static bool add_datum(void *context, const struct datum *datum)
{
    struct making *making = context;
    struct datum kept = *datum;
    if (kept.type == FIELD_OBJECT ||
        (kept.type == FIELD_RELATION && kept.as.entry == NULL))
        return false;
    if (kept.type == FIELD_TEXT && !unicode_is_ascii(kept.as.text))
        kept.as.text = unicode_nfc(&making->kept->arena, kept.as.text);

    uint32_t id = number_of(making, &kept);
    for (size_t i = making->document_start; i < making->id_count; i++) {
        if (making->ids[i] == id)
            return false;
    }
    making->ids =
        arena_grow(&making->kept->arena, making->ids, making->id_count,
                   &making->id_capacity, sizeof *making->ids);
    making->ids[making->id_count++] = id;
    return false;
}

static void append_folded(struct str *out, struct slice text)
{
    unicode_append_search(out, text);
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

/* The entries with each value: the lists are stored one after the other. */
static void add_postings(struct kept_column *kept, const struct list *list)
{
    struct column *column = &kept->column;
    size_t count = column->value_count, total = column->starts[list->count];
    struct posting *postings =
        arena_alloc(&kept->arena, count, sizeof *postings);
    struct entry **entries =
        arena_alloc(&kept->arena, total, sizeof(struct entry *));
    for (size_t i = 0; i < total; i++)
        postings[column->ids[i]].list.capacity++;
    for (size_t i = 0; i < count; i++) {
        postings[i].list.items = entries;
        entries += postings[i].list.capacity;
    }
    for (size_t i = 0; i < list->count; i++) {
        for (uint32_t k = column->starts[i]; k < column->starts[i + 1]; k++) {
            struct list *of_value = &postings[column->ids[k]].list;
            of_value->items[of_value->count++] = list->items[i];
        }
    }
    /* Postings with the same key are chained: each leads to the one before. */
    for (size_t i = 0; i < count; i++) {
        const struct datum *datum = &column->values[i];
        if (datum->type != FIELD_RELATION)
            continue;
        postings[i].same_slug = map_put(&kept->lookups[BY_SLUG],
                                        datum->as.entry->slug, &postings[i]);
        postings[i].same_name = map_put(
            &kept->lookups[BY_NAME], datum->as.entry->sort_name, &postings[i]);
    }
    column->postings = postings;
}

static struct kept_column *make(const struct list *list,
                                const struct field_path *path)
{
    struct kept_column *kept = mem_alloc(1, sizeof *kept);
    struct making making = {.kept = kept};
    uint32_t *starts =
        arena_alloc(&kept->arena, list->count + 1, sizeof *starts);

    kept->path = *path;
    atomic_init(&kept->is_folded, false);
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
    add_postings(kept, list);
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
    for (size_t i = 0; i < LOOKUPS; i++)
        map_release(&kept->lookups[i]);
    free(atomic_load_explicit(&kept->ranks, memory_order_relaxed));
    arena_release(&kept->arena);
    free(kept);
}

void columns_free(struct schema *schema)
{
    struct kept_column *first =
        atomic_load_explicit(&schema->columns, memory_order_acquire);
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

/* The schema's mutex must be held. Returns NULL if there are too many. */
static struct kept_column *find_or_make(struct schema *schema,
                                        const struct field_path *path)
{
    struct kept_column *kept = find(schema, path);
    if (kept != NULL || schema->column_count == COLUMN_MAX_FIELDS)
        return kept;
    kept = make(schema->list, path);
    kept->next = atomic_load_explicit(&schema->columns, memory_order_relaxed);
    atomic_store_explicit(&schema->columns, kept, memory_order_release);
    schema->column_count++;
    return kept;
}

static bool is_folded(struct kept_column *kept)
{
    return atomic_load_explicit(&kept->is_folded, memory_order_acquire);
}

const struct column *collection_column(const struct collection *collection,
                                       const struct field_path *path)
{
    struct schema *schema = collection->schema;
    if (!field_path_is_whole(path) || (path->uses & USE_COMPARE) == 0)
        return NULL;
    struct kept_column *kept = find(schema, path);
    if (kept != NULL && is_folded(kept))
        return &kept->column;

    (void)pthread_mutex_lock(&schema->mutex);
    kept = find_or_make(schema, path);
    if (kept != NULL && !is_folded(kept)) {
        fold_texts(kept);
        atomic_store_explicit(&kept->is_folded, true, memory_order_release);
    }
    (void)pthread_mutex_unlock(&schema->mutex);
    return kept != NULL ? &kept->column : NULL;
}

const struct column *snapshot_postings(const struct snapshot *snapshot,
                                       const struct collection *collection,
                                       const struct field_path *path)
{
    struct schema *schema =
        collection != NULL ? collection->schema : snapshot->schema;
    if ((path->types & FIELD_DATE) != 0 || (path->uses & USE_COMPARE) == 0 ||
        !field_path_is_whole(path))
        return NULL;
    struct kept_column *kept = find(schema, path);
    if (kept == NULL) {
        (void)pthread_mutex_lock(&schema->mutex);
        kept = find_or_make(schema, path);
        (void)pthread_mutex_unlock(&schema->mutex);
    }
    return kept != NULL ? &kept->column : NULL;
}

static const struct posting *find_value(const struct column *column,
                                        const struct datum *datum)
{
    const struct kept_column *kept = (const struct kept_column *)column;
    enum lookup lookup;
    struct slice key = key_of(datum, &lookup);
    const uint32_t *known = map_find(&kept->lookups[lookup], key);
    return known != NULL ? &column->postings[*known] : NULL;
}

const struct posting *column_find_boolean(const struct column *column,
                                          bool boolean)
{
    return find_value(
        column, &(struct datum){.type = FIELD_BOOLEAN, .as.boolean = boolean});
}

const struct posting *column_find_number(const struct column *column,
                                         struct number number)
{
    return find_value(
        column, &(struct datum){.type = FIELD_NUMBER, .as.number = number});
}

const struct posting *column_find_text(const struct column *column,
                                       struct slice text)
{
    return find_value(column,
                      &(struct datum){.type = FIELD_TEXT, .as.text = text});
}

const struct posting *column_find_slug(const struct column *column,
                                       struct slice slug)
{
    const struct kept_column *kept = (const struct kept_column *)column;
    return map_find(&kept->lookups[BY_SLUG], slug);
}

const struct posting *column_find_name(const struct column *column,
                                       struct slice folded)
{
    const struct kept_column *kept = (const struct kept_column *)column;
    return map_find(&kept->lookups[BY_NAME], folded);
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
