/* index.c - prepares a snapshot for queries.
 *
 * Orders are made for every snapshot, because every list needs one. Schemas and
 * columns are made when they are first asked for: a site that is only read by
 * slug never pays for them. */
#include "index/index.h"

#include "index/fields.h"
#include "index/kind.h"
#include "index/lazy_types.h"
#include "index/orders.h"

#include <stdlib.h>

/* Collects every listed document that has a file, collection by collection. */
static void list_everything(struct snapshot *snapshot)
{
    for (size_t c = 0; c < snapshot->collection_count; c++) {
        const struct list *list = &snapshot->collections[c]->by[ORDER_DEFAULT];
        for (size_t i = 0; i < list->count; i++) {
            if (list->items[i]->source != NULL)
                list_add(&snapshot->everything, &snapshot->arena,
                         list->items[i]);
        }
    }
}

/* The same with the documents that no other list has. */
static void list_routes(struct snapshot *snapshot)
{
    for (size_t c = 0; c < snapshot->collection_count; c++)
        orders_list_routes(snapshot->collections[c], &snapshot->routes,
                           &snapshot->arena);
}

static void list_posts(struct snapshot *snapshot)
{
    const struct collection *posts =
        snapshot_find_collection(snapshot, SLICE("posts"));
    if (posts == NULL)
        return;
    const struct list *in_order = &posts->by[ORDER_DEFAULT];
    for (size_t i = 0; i < in_order->count; i++) {
        struct entry *post = in_order->items[i];
        for (size_t k = 0; k < post->author_count; k++) {
            if (post->authors[k].person != NULL)
                list_add(&post->authors[k].person->posts, &snapshot->arena,
                         post);
        }
        for (size_t k = 0; k < post->tags.count; k++)
            list_add(&post->tags.items[k]->posts, &snapshot->arena, post);
        for (size_t k = 0; k < post->categories.count; k++)
            list_add(&post->categories.items[k]->posts, &snapshot->arena, post);
    }
}

static void list_other_documents(struct snapshot *snapshot)
{
    for (size_t i = 0; i < snapshot->everything.count; i++) {
        struct entry *entry = snapshot->everything.items[i];
        if (slice_is(entry->collection->name, "posts"))
            continue;
        for (size_t k = 0; k < entry->tags.count; k++)
            list_add(&entry->tags.items[k]->other_documents, &snapshot->arena,
                     entry);
        for (size_t k = 0; k < entry->categories.count; k++)
            list_add(&entry->categories.items[k]->other_documents,
                     &snapshot->arena, entry);
    }
}

/* Sorts by collection, and within each by its default order. */
static int by_default_order(const void *left, const void *right)
{
    const struct entry *a = *(const struct entry *const *)left;
    const struct entry *b = *(const struct entry *const *)right;
    if (a->collection != b->collection)
        return slice_compare(a->collection->name, b->collection->name);
    uint32_t i = a->ranks[ORDER_DEFAULT], j = b->ranks[ORDER_DEFAULT];
    return (i > j) - (i < j);
}

static void settle(struct list *list)
{
    size_t kept = 0;
    if (list->count < 2)
        return;
    qsort(list->items, list->count, sizeof *list->items, by_default_order);
    for (size_t i = 0; i < list->count; i++) {
        if (kept == 0 || list->items[kept - 1] != list->items[i])
            list->items[kept++] = list->items[i];
    }
    list->count = kept;
}

static void settle_backlinks(struct snapshot *snapshot)
{
    for (size_t c = 0; c < snapshot->collection_count; c++) {
        const struct list *all = &snapshot->collections[c]->all;
        for (size_t i = 0; i < all->count; i++) {
            settle(&all->items[i]->backlinks);
        }
    }
}

/* The kinds of entries have to be known without a schema. */
static void add_schemas(struct snapshot *snapshot)
{
    for (size_t i = 0; i < snapshot->collection_count; i++) {
        struct collection *collection = snapshot->collections[i];
        collection->kinds = list_kinds(&collection->all, collection->kind);
        collection->schema = schema_new(
            snapshot, &collection->by[ORDER_DEFAULT], collection->kinds);
    }
    /* A query for everything cannot know in advance what kinds it will find. */
    snapshot->kinds = list_kinds(&snapshot->routes, COLLECTION_DOCUMENTS) |
                      KIND_DOCUMENT | KIND_DATA | KIND_FILE;
    snapshot->schema = schema_new(snapshot, &snapshot->routes, snapshot->kinds);
}

static void free_schema(struct schema *schema)
{
    columns_free(schema);
    schema_free(schema);
}

static void free_index(struct snapshot *snapshot)
{
    for (size_t i = 0; i < snapshot->collection_count; i++)
        free_schema(snapshot->collections[i]->schema);
    free_schema(snapshot->schema);
    types_free(snapshot->types);
}

void index_build(struct snapshot *snapshot, const struct policy *policy)
{
    for (size_t i = 0; i < snapshot->collection_count; i++) {
        struct collection *collection = snapshot->collections[i];
        orders_make(collection,
                    policy_find_collection(policy, collection->name),
                    &snapshot->arena);
        orders_follow_menu(snapshot, collection);
    }
    list_everything(snapshot);
    list_routes(snapshot);
    list_posts(snapshot);
    list_other_documents(snapshot);
    settle_backlinks(snapshot);
    add_schemas(snapshot);
    snapshot->types = types_new(snapshot);
    snapshot->free_index = free_index;
}
