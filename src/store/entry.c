/* entry.c - what an entry is, and lists of them. */
#include "store/entry.h"

#include "store/collection.h"

uint64_t entry_date_number(const struct date *date)
{
    return date != NULL ? (uint64_t)date->instant_ms ^ UINT64_C(1) << 63
                        : ENTRY_UNDATED;
}

void list_add(struct list *list, struct arena *arena, struct entry *entry)
{
    list->items = arena_grow(arena, list->items, list->count, &list->capacity,
                             sizeof *list->items);
    list->items[list->count++] = entry;
}

bool entry_is_document(const struct entry *entry)
{
    return entry->is_document;
}

bool entry_is_person(const struct entry *entry)
{
    return entry->collection->kind == COLLECTION_PEOPLE;
}

bool entry_is_term(const struct entry *entry)
{
    return entry->collection->kind == COLLECTION_TERMS;
}

const struct value *entry_own_root(const struct entry *entry)
{
    return entry->source != NULL ? &entry->meta->front_matter
                                 : entry->as_written;
}

const struct value *entry_shown_root(const struct entry *entry)
{
    return entry->shown_root != NULL ? entry->shown_root
                                     : entry_own_root(entry);
}

struct entry *collection_find(const struct collection *collection,
                              struct slice slug)
{
    struct entry *entry = map_find(&collection->slugs, slug);
    return entry != NULL ? entry : map_find(&collection->path_forms, slug);
}

bool collection_is_by_date(const struct collection *collection)
{
    return !collection->has_weights && collection->sort_count == 0;
}
