/* postings.c - indexes that are made by the first query that wants one.
 *
 * Which fields a front end filters by is not known before it asks, and an
 * index of every field would cost each rebuild what most sites never use. So
 * the first question pays one walk over the collection, and every later one on
 * that snapshot finds its answer as an array, whole and in order.
 *
 * The indexes of a schema are a list that only grows at its front: readers
 * follow it without a lock, and the mutex is for those who add. */
#include "index/postings.h"

#include "base/mem.h"
#include "index/fields.h"

#include <stdlib.h>
#include <string.h>

struct postings {
    struct postings *next;
    struct field_path path;
    struct arena arena;
    struct map texts, numbers, slugs, names; /* value -> struct posting */
    struct posting *booleans[2];
};

void postings_free(struct postings *first)
{
    while (first != NULL) {
        struct postings *next = first->next;
        map_release(&first->texts);
        map_release(&first->numbers);
        map_release(&first->slugs);
        map_release(&first->names);
        arena_release(&first->arena);
        free(first);
        first = next;
    }
}

struct making {
    struct postings *postings;
    struct entry *entry;
};

/* A value that stands twice in one document counts once. */
static void add(struct making *making, struct posting *posting)
{
    struct list *list = &posting->list;
    if (list->count == 0 || list->items[list->count - 1] != making->entry)
        list_add(list, &making->postings->arena, making->entry);
}

/* -0 is 0; the bytes are the key. */
static struct slice number_key(const double *number)
{
    return (struct slice){(const char *)number, sizeof *number};
}

static struct posting *posting_at(struct postings *postings, struct map *map,
                                  struct slice key, bool is_lasting)
{
    struct posting *posting = map_find(map, key);
    if (posting != NULL)
        return posting;
    posting = arena_alloc(&postings->arena, 1, sizeof *posting);
    map_put(map, is_lasting ? key : arena_copy(&postings->arena, key), posting);
    return posting;
}

/* Found by slug and by folded name; of people with the same name one leads to
 * the next. */
static struct posting *posting_of_entry(struct postings *postings,
                                        const struct entry *entry)
{
    struct posting *posting = map_find(&postings->slugs, entry->slug);
    if (posting != NULL)
        return posting;
    posting = posting_at(postings, &postings->slugs, entry->slug, true);
    posting->of_same_name =
        map_put(&postings->names, entry->sort_name, posting);
    return posting;
}

static bool add_datum(void *context, const struct datum *datum)
{
    struct making *making = context;
    struct postings *postings = making->postings;
    double number;

    switch (datum->type) {
    case FIELD_BOOLEAN:
        if (postings->booleans[datum->as.boolean] == NULL)
            postings->booleans[datum->as.boolean] =
                arena_alloc(&postings->arena, 1, sizeof(struct posting));
        add(making, postings->booleans[datum->as.boolean]);
        break;
    case FIELD_NUMBER:
        number = datum->as.number + 0.0;
        add(making, posting_at(postings, &postings->numbers,
                               number_key(&number), false));
        break;
    case FIELD_TEXT:
        add(making,
            posting_at(postings, &postings->texts, datum->as.text, true));
        break;
    case FIELD_RELATION:
        if (datum->as.entry != NULL)
            add(making, posting_of_entry(postings, datum->as.entry));
        break;
    case FIELD_DATE:
    case FIELD_OBJECT:
        break;
    }
    return false;
}

static struct postings *make(const struct schema *schema,
                             const struct field_path *path)
{
    struct postings *postings = mem_alloc(1, sizeof *postings);
    struct making making = {.postings = postings};
    postings->path = *path;
    for (size_t i = 0; i < schema->list->count; i++) {
        making.entry = schema->list->items[i];
        (void)entry_any_datum(making.entry, path, add_datum, &making);
    }
    return postings;
}

static struct postings *find(const struct schema *schema,
                             const struct field_path *path)
{
    struct postings *postings =
        atomic_load_explicit(&schema->postings, memory_order_acquire);
    while (postings != NULL && !field_path_is_same(&postings->path, path))
        postings = postings->next;
    return postings;
}

static bool is_indexable(const struct field_path *path)
{
    return (path->types & FIELD_DATE) == 0 && (path->uses & USE_COMPARE) != 0 &&
           field_path_is_whole(path);
}

const struct postings *snapshot_postings(const struct snapshot *snapshot,
                                         const struct collection *collection,
                                         const struct field_path *path)
{
    struct schema *schema =
        collection != NULL ? collection->schema : snapshot->schema;
    if (!is_indexable(path))
        return NULL;
    struct postings *postings = find(schema, path);
    if (postings != NULL)
        return postings;

    (void)pthread_mutex_lock(&schema->mutex);
    postings = find(schema, path);
    if (postings == NULL && schema->postings_count < POSTINGS_MAX_FIELDS) {
        postings = make(schema, path);
        postings->next =
            atomic_load_explicit(&schema->postings, memory_order_relaxed);
        atomic_store_explicit(&schema->postings, postings,
                              memory_order_release);
        schema->postings_count++;
    }
    (void)pthread_mutex_unlock(&schema->mutex);
    return postings;
}

const struct posting *postings_of_boolean(const struct postings *postings,
                                          bool boolean)
{
    return postings->booleans[boolean];
}

const struct posting *postings_of_number(const struct postings *postings,
                                         double number)
{
    number += 0.0;
    return map_find(&postings->numbers, number_key(&number));
}

const struct posting *postings_of_text(const struct postings *postings,
                                       struct slice text)
{
    return map_find(&postings->texts, text);
}

const struct posting *postings_of_slug(const struct postings *postings,
                                       struct slice slug)
{
    return map_find(&postings->slugs, slug);
}

const struct posting *postings_of_name(const struct postings *postings,
                                       struct slice folded)
{
    return map_find(&postings->names, folded);
}
