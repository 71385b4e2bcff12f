/* change.c - compares two states of a site, document by document.
 *
 * A document is known by its id; its rev says whether it is the same. Where one
 * is gone, a client that keeps it wants to know why: an address that has moved
 * can be followed, a draft may come back. */
#include "sync/change.h"

#include "base/array.h"

#include <string.h>

static const char *const reasons[] = {
    [GONE_DELETED] = "deleted",   [GONE_UNPUBLISHED] = "unpublished",
    [GONE_EXPIRED] = "expired",   [GONE_MOVED] = "moved",
    [GONE_FILTERED] = "filtered",
};

const char *gone_reason_name(enum gone_reason reason)
{
    return reasons[reason];
}

/* A collection is one folder, so its name has no slash. */
struct slice known_collection(const struct known *known)
{
    return slice_sub(known->id, 0, slice_find_char(known->id, 0, '/'));
}

struct known known_of(const struct entry *entry)
{
    struct known known = {.id = entry->id,
                          .slug = entry->slug,
                          .url = entry->url.size > 0 ? entry->url : SLICE_NONE};
    if (entry->source != NULL) {
        known.path = entry->source->path;
        known.hash = entry->source->file_hash;
    }
    if (entry->rev != NULL)
        memcpy(known.rev, entry->rev, sizeof known.rev);
    return known;
}

static struct known copy_of(const struct known *known, struct arena *arena)
{
    struct known copy = *known;
    copy.id = arena_copy(arena, known->id);
    copy.slug = arena_copy(arena, known->slug);
    copy.url = arena_copy(arena, known->url);
    copy.path = arena_copy(arena, known->path);
    return copy;
}

struct change change_copy(const struct change *change, struct arena *arena)
{
    struct change copy = *change;
    copy.document = copy_of(&change->document, arena);
    copy.moved_to = arena_copy(arena, change->moved_to);
    return copy;
}

struct comparison {
    const struct past *past;
    const struct snapshot *now;
    int64_t now_ms;
    struct arena *arena;
    struct change_list changes;
    struct map paths;    /* of all files now -> their entry, shown or not */
    struct map appeared; /* hash of a file -> the change that it is new by */
};

static struct change *add(struct comparison *c, enum change_kind kind,
                          const struct known *document)
{
    struct change_list *changes = &c->changes;
    changes->items = arena_grow(c->arena, changes->items, changes->count,
                                &changes->capacity, sizeof *changes->items);
    struct change *change = &changes->items[changes->count++];
    *change =
        (struct change){.kind = kind, .document = copy_of(document, c->arena)};
    return change;
}

static bool find_past(const struct past *past, const struct entry *entry,
                      struct known *ret_known)
{
    if (past->snapshot != NULL) {
        const struct entry *twin = snapshot_find_twin(past->snapshot, entry);
        if (twin == NULL || !twin->is_route)
            return false;
        *ret_known = known_of(twin);
        return true;
    }
    const struct known *known = map_find(past->known, entry->id);
    if (known != NULL)
        *ret_known = *known;
    return known != NULL;
}

static void compare_present(struct comparison *c)
{
    for (size_t i = 0; i < c->now->routes.count; i++) {
        const struct entry *entry = c->now->routes.items[i];
        struct known now = known_of(entry), before;
        if (!find_past(c->past, entry, &before))
            (void)add(c, CHANGE_APPEARED, &now);
        else if (strcmp(before.rev, now.rev) != 0)
            (void)add(c, CHANGE_EDITED, &now);
    }
}

static struct slice bytes_of(const uint64_t *hash)
{
    return (struct slice){(const char *)hash, sizeof *hash};
}

/* The maps by which a document that is gone may be found again. */
static void prepare_search(struct comparison *c)
{
    for (size_t i = 0; i < c->now->source_count; i++)
        (void)map_put(&c->paths, c->now->sources[i]->path, &c->now->entries[i]);
    for (size_t i = 0; i < c->now->routes.count; i++) {
        struct entry *entry = c->now->routes.items[i];
        struct known before;
        if (entry->source != NULL && !find_past(c->past, entry, &before))
            (void)map_add(&c->appeared, bytes_of(&entry->source->file_hash),
                          entry);
    }
}

/* Where its former address leads, by the aliases of another; else its own file,
 * which has a new name for it; else a new file with the same bytes. */
static const struct entry *find_moved(const struct comparison *c,
                                      const struct known *gone,
                                      const struct entry *same_file)
{
    const struct collection *collection =
        snapshot_find_collection(c->now, known_collection(gone));
    const struct entry *moved =
        collection != NULL ? map_find(&collection->aliases, gone->slug) : NULL;
    if (moved == NULL && gone->url.size > 0)
        moved = map_find(&c->now->aliases, gone->url);
    if (moved == NULL && same_file != NULL && same_file->is_route)
        moved = same_file;
    if (moved == NULL && gone->path.size > 0 && same_file == NULL)
        moved = map_find(&c->appeared, bytes_of(&gone->hash));
    return moved != NULL && moved->is_route ? moved : NULL;
}

/* `entry` is of its file, which may be shown no more. */
static enum gone_reason reason_of(const struct comparison *c,
                                  const struct entry *entry)
{
    if (entry == NULL)
        return GONE_DELETED;
    const struct meta *meta = c->now->metas[entry - c->now->entries];
    return meta_status(meta, &c->now->policy, c->now_ms) == STATUS_EXPIRED
               ? GONE_EXPIRED
               : GONE_UNPUBLISHED;
}

static void add_gone(struct comparison *c, const struct known *gone)
{
    if (c->paths.count == 0)
        prepare_search(c);
    struct change *change = add(c, CHANGE_GONE, gone);
    const struct entry *entry =
        gone->path.size > 0 ? map_find(&c->paths, gone->path) : NULL;
    const struct entry *moved = find_moved(c, gone, entry);
    change->reason = moved != NULL ? GONE_MOVED : reason_of(c, entry);
    if (moved != NULL)
        change->moved_to = arena_copy(c->arena, moved->id);
}

static bool is_present(const struct snapshot *now, const struct known *known)
{
    const struct entry *entry =
        snapshot_find_entry(now, known_collection(known), known->slug);
    return entry != NULL && entry->is_route;
}

static void compare_past(struct comparison *c)
{
    const struct snapshot *before = c->past->snapshot;
    for (size_t i = 0; before != NULL && i < before->routes.count; i++) {
        struct known known = known_of(before->routes.items[i]);
        if (!is_present(c->now, &known))
            add_gone(c, &known);
    }
    size_t cursor = 0;
    struct slice id;
    void *known;
    while (before == NULL && map_next(c->past->known, &cursor, &id, &known)) {
        if (!is_present(c->now, known))
            add_gone(c, known);
    }
}

struct change_list changes_between(const struct past *past,
                                   const struct snapshot *now, int64_t now_ms,
                                   struct arena *arena)
{
    struct comparison c = {
        .past = past, .now = now, .now_ms = now_ms, .arena = arena};
    compare_present(&c);
    compare_past(&c);
    map_release(&c.paths);
    map_release(&c.appeared);
    return c.changes;
}
