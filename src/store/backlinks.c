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

void backlink_add(struct snapshot *snapshot, struct entry *from,
                  struct entry *to)
{
    struct list *list = &to->backlinks;
    if (!from->is_listed || !entry_is_document(from) || from == to ||
        (list->count > 0 && list->items[list->count - 1] == from))
        return;
    list_add(list, &snapshot->arena, from);
}
