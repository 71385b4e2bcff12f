/* ahead.c - asks for memory before it is needed.
 *
 *     i       the source that is looked at
 *     i + 3   the texts of its authors and terms are on their way,
 *     i + 6   the lists and dates that point to those,
 *     i + 8   and the source that points to them
 *
 * Ten thousand documents lie scattered over hundreds of megabytes, and of each
 * a step reads a few bytes. So it waits for memory more than it works, and a
 * snapshot is made a sixth sooner if it does not. That these are no more than
 * hints keeps them out of the compiler's sight: a function of its own file,
 * since gcc drops one that it sees to do nothing else. */
#include "store/ahead.h"

#include "base/parallel.h"

#define AHEAD_TEXTS  3
#define AHEAD_PARTS  6
#define AHEAD_SOURCE 8

void look_ahead_to_notes(struct source *const *sources, size_t count, size_t i)
{
    give_way(i);
    if (i + AHEAD_SOURCE >= count)
        return;
    const struct source *source = sources[i + AHEAD_SOURCE];
    __builtin_prefetch(source);
    __builtin_prefetch(&source->notes);
}

void look_ahead(struct source *const *sources, size_t count, size_t i)
{
    look_ahead_to_notes(sources, count, i);
    if (i + AHEAD_SOURCE >= count)
        return;

    const struct source *source = sources[i + AHEAD_SOURCE];
    __builtin_prefetch(&source->date);
    __builtin_prefetch(&source->category_slugs);

    source = sources[i + AHEAD_PARTS];
    __builtin_prefetch(source->date);
    __builtin_prefetch(source->authors);
    __builtin_prefetch(source->tags.items);
    __builtin_prefetch(source->tag_slugs.items);
    __builtin_prefetch(source->categories.items);
    __builtin_prefetch(source->category_slugs.items);

    source = sources[i + AHEAD_TEXTS];
    __builtin_prefetch(source->path.data);
    if (source->authors != NULL)
        __builtin_prefetch(source->authors->as.text);
    if (source->tag_slugs.count > 0)
        __builtin_prefetch(source->tag_slugs.items[0].data);
}

/* To the sort keys and to the links of the entry. */
void look_ahead_in(const struct list *list, size_t i)
{
    give_way(i);
    if (i + AHEAD_SOURCE >= list->count)
        return;
    const struct entry *entry = list->items[i + AHEAD_SOURCE];
    __builtin_prefetch(entry);
    __builtin_prefetch(&entry->slug);
    __builtin_prefetch(&entry->path_in_collection);
}
