/* backlinks.c - the documents that link to a document.
 *
 *     posts/a.md  [x](../pages/b.md)      pages/b: a, c
 *     posts/c.md  posts: [pages/b.md]
 *
 * Links are resolved one document after another, so a document that links to
 * the same target twice in its body is already at the end of the target's list
 * and is not added again. Front matter is read later and may add it once more;
 * such duplicates are found when the list is sorted. Only targets that have
 * backlinks pay for them. */
#include "store/backlinks.h"

void backlink_add(struct snapshot *snapshot, struct entry *from,
                  struct entry *to)
{
    struct list *list = &to->backlinks;
    if (!from->is_listed || !entry_is_document(from) || from == to ||
        (list->count > 0 && list->items[list->count - 1] == from))
        return;
    list_add(list, &snapshot->arena, from);
}
