/* backlinks.c - the documents that link to a document.
 *
 *     posts/a.md  [x](../pages/b.md)      pages/b: a, c
 *     posts/c.md  posts: [pages/b.md]
 *
 * Links are resolved one document after another, so what links to the same
 * target twice in its body stands at the end of that target's list and is not
 * added again; front matter is read later and may add it once more, which the
 * sorting brings to light. Only targets that have backlinks pay for them. */
#include "store/backlinks.h"

#include "store/ahead.h"

#include <stdlib.h>

void backlink_add(struct snapshot *snapshot, struct entry *from,
                  struct entry *to)
{
    struct list *list = &to->backlinks;
    if (!from->is_listed || !entry_is_document(from) || from == to ||
        (list->count > 0 && list->items[list->count - 1] == from))
        return;
    list_add(list, &snapshot->arena, from);
}

/* By collection, in each as it is listed. */
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

void settle_backlinks(struct snapshot *snapshot)
{
    for (size_t c = 0; c < snapshot->collection_count; c++) {
        const struct list *all = &snapshot->collections[c]->all;
        for (size_t i = 0; i < all->count; i++) {
            look_ahead_in(all, i);
            settle(&all->items[i]->backlinks);
        }
    }
}
