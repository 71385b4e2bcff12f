/* entries.c - collections, the entries in them, and the slugs that tell them
 * apart.
 *
 *     guides/a/setup.md       guides/a/setup     by path (layout/place.h)
 *     posts/2024/hello.md     posts/hello        a dated post, by name
 *
 * Slugs are permanent. A path is never taken by another document; of documents
 * with one name, the oldest keeps it, whatever is added later, and the others
 * use their paths as slugs. A document is also found by its path and, while no
 * other document of the collection has it, by the bare name of its file. */
#include "store/entries.h"

#include "base/mem.h"
#include "base/percent.h"
#include "base/radix.h"
#include "base/unicode.h"

#include <stdlib.h>
#include <string.h>

static enum collection_kind kind_of(struct slice name)
{
    if (slice_is(name, "authors"))
        return COLLECTION_PEOPLE;
    if (slice_is(name, "tags") || slice_is(name, "categories"))
        return COLLECTION_TERMS;
    return COLLECTION_DOCUMENTS;
}

struct collection *collection_named(struct snapshot *snapshot,
                                    struct slice name)
{
    struct collection *collection = snapshot_find_collection(snapshot, name);
    if (collection != NULL)
        return collection;

    collection = arena_alloc(&snapshot->arena, 1, sizeof *collection);
    collection->name = arena_copy(&snapshot->arena, name);
    collection->kind = kind_of(name);
    snapshot->collections = arena_grow(
        &snapshot->arena, snapshot->collections, snapshot->collection_count,
        &snapshot->collection_capacity, sizeof *snapshot->collections);
    snapshot->collections[snapshot->collection_count++] = collection;
    return collection;
}

void put_path(struct snapshot *snapshot, struct slice path, struct entry *entry)
{
    if (unicode_is_ascii(path)) {
        map_put(&snapshot->paths, path, entry);
        return;
    }
    struct slice composed = unicode_nfc(&snapshot->arena, path);
    if (slice_equal(composed, path))
        map_put(&snapshot->paths, composed, entry);
    else
        (void)map_add(&snapshot->paths, composed, entry);
}

static char *copy(char *end, struct slice text)
{
    return text.size > 0 ? mempcpy(end, text.data, text.size) : end;
}

/* The id is the last part of the address, unescaped. */
static void set_slug(struct snapshot *snapshot, struct entry *entry,
                     struct slice slug)
{
    struct slice base = snapshot->policy.base_path;
    struct slice collection = entry->collection->name;
    size_t size = base.size + collection.size + slug.size + 2;
    char *address = arena_bytes(&snapshot->arena, size + 1);
    char *end = copy(address, base);
    *end++ = '/';
    end = copy(end, collection);
    *end++ = '/';
    end = copy(end, slug);
    *end = '\0';
    entry->slug = slug;
    entry->id = slice_from((struct slice){address, size}, base.size + 1);
    entry->href =
        percent_encode((struct slice){address, size}, &snapshot->arena);
}

struct entry *entry_new(struct snapshot *snapshot,
                        struct collection *collection, struct slice slug)
{
    struct entry *entry = arena_alloc(&snapshot->arena, 1, sizeof *entry);
    entry->collection = collection;
    entry->sort_date = ENTRY_UNDATED;
    set_slug(snapshot, entry, slug);
    map_put(&collection->slugs, slug, entry);
    list_add(&collection->all, &snapshot->arena, entry);
    return entry;
}

/* Returns the path form, with a number if even that is taken ("a.md" and
 * "a.mdx"). Slugs are only added, so the search for a number goes on where it
 * ended for the path before: `numbers` maps it to the last one, an unsigned. */
static struct slice free_slug(struct snapshot *snapshot,
                              const struct entry *entry, struct map *numbers)
{
    struct slice path = entry->path_in_collection;
    if (map_find(&entry->collection->slugs, path) == NULL)
        return path;
    unsigned *number = map_find(numbers, path);
    struct str slug = {0};
    if (number == NULL) {
        number = arena_alloc(&snapshot->arena, 1, sizeof *number);
        *number = 1;
        map_put(numbers, path, number);
    }
    do {
        str_clear(&slug);
        str_append(&slug, path);
        str_appendf(&slug, "-%u", ++*number);
    } while (map_find(&entry->collection->slugs, str_slice(&slug)) != NULL);
    struct slice kept = arena_copy(&snapshot->arena, str_slice(&slug));
    str_release(&slug);
    return kept;
}

/* One notice for a collection, of the first: *noted is its index from 1, or 0.
 * Posts of different years may have one name; only the API needs another. */
static void note_taken(struct snapshot *snapshot, const struct entry *entry,
                       struct slice wish, const struct entry *holder,
                       size_t *noted)
{
    struct diagnostics *found = &snapshot->diagnostics;
    if (*noted > 0) {
        found->items[*noted - 1].more++;
        return;
    }
    found->path = entry->source->path;
    diagnostics_add(found, DIAGNOSTIC_SLUG_TAKEN, 0, 0,
                    "give one of them a different `slug`, if the API should "
                    "have another",
                    "the slug '%.*s' is already taken by %.*s; "
                    "this document is served as '%.*s'",
                    SLICE_FMT(wish), SLICE_FMT(holder->source->path),
                    SLICE_FMT(entry->slug));
    *noted = found->count;
}

static void assign_slug(struct snapshot *snapshot, struct entry *entry,
                        struct map *numbers, size_t *noted)
{
    struct map *slugs = &entry->collection->slugs;
    struct slice wish = entry->slug;
    const struct entry *holder = map_add(slugs, wish, entry);
    if (holder == NULL) {
        set_slug(snapshot, entry, wish);
        return;
    }
    set_slug(snapshot, entry, free_slug(snapshot, entry, numbers));
    map_put(slugs, entry->slug, entry);
    note_taken(snapshot, entry, wish, holder, noted);
}

/* Sorts the oldest first and undated entries last; equal dates stay in the
 * order of the list, which is by path. */
static void sort_by_seniority(struct list *all)
{
    struct numbered *numbers = mem_alloc(2 * all->count + 1, sizeof *numbers);
    struct entry **sorted = mem_alloc(all->count + 1, sizeof *sorted);
    for (size_t i = 0; i < all->count; i++)
        numbers[i] = (struct numbered){all->items[i]->sort_date, (uint32_t)i};
    radix_sort(numbers, numbers + all->count, all->count);
    for (size_t i = 0; i < all->count; i++)
        sorted[i] = all->items[numbers[i].index];
    for (size_t i = 0; i < all->count; i++)
        all->items[i] = sorted[i];
    free(sorted);
    free(numbers);
}

/* Published documents have the same address in a preview. */
static void put_published_first(struct list *all)
{
    struct entry **others = mem_alloc(all->count + 1, sizeof *others);
    size_t published = 0, other = 0;
    for (size_t i = 0; i < all->count; i++) {
        struct entry *entry = all->items[i];
        if (entry->status <= STATUS_PUBLISHED)
            all->items[published++] = entry;
        else
            others[other++] = entry;
    }
    for (size_t i = 0; i < other; i++)
        all->items[published++] = others[i];
    free(others);
}

/* An entry is also found by its path, unless that is the slug of another. */
static void add_path_form(struct entry *entry)
{
    if (!slice_equal(entry->path_in_collection, entry->slug))
        (void)map_add(&entry->collection->path_forms, entry->path_in_collection,
                      entry);
}

/* In the place of the owner of a name that has several. */
static struct entry several;

/* A slug that is the name itself is found first, whoever else has the name. A
 * draft does not take a name away from a published document. */
static void count_short_slug(struct map *owners, const struct entry *entry)
{
    struct slice name = entry->short_slug;
    if (name.data == NULL || slice_equal(name, entry->slug))
        return;
    const struct entry *owner = map_find(owners, name);
    if (owner == NULL)
        map_put(owners, name, (void *)entry);
    else if (entry->status <= STATUS_PUBLISHED ||
             owner->status > STATUS_PUBLISHED)
        map_put(owners, name, &several);
}

/* Slugs and paths come first. */
static void add_short_slugs(struct collection *collection)
{
    const struct list *all = &collection->all;
    struct map owners = {0};
    for (size_t i = 0; i < all->count; i++)
        count_short_slug(&owners, all->items[i]);
    struct slice name;
    void *owner;
    for (size_t cursor = 0; map_next(&owners, &cursor, &name, &owner);) {
        if (owner != &several && collection_find(collection, name) == NULL)
            map_put(&collection->path_forms, name, owner);
    }
    map_release(&owners);
}

void assign_slugs(struct snapshot *snapshot)
{
    for (size_t c = 0; c < snapshot->collection_count; c++) {
        struct collection *collection = snapshot->collections[c];
        struct list *all = &collection->all;
        sort_by_seniority(all);
        put_published_first(all);
        size_t noted = 0;
        struct map numbers = {0};
        map_reserve(&collection->slugs, all->count);
        for (size_t i = 0; i < all->count; i++) {
            assign_slug(snapshot, all->items[i], &numbers, &noted);
            add_path_form(all->items[i]);
        }
        map_release(&numbers);
        add_short_slugs(collection);
    }
}
