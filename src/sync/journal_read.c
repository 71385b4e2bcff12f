/* journal_read.c - what a client lacks: all steps since its rev, as one.
 *
 *     a   appeared, edited   ->  appeared        b   edited, gone  ->  gone
 *     c   gone, appeared     ->  edited          d   appeared, gone -> nothing
 */
#include "sync/journal_state.h"

#include <stdlib.h>

/* The step after the last time that the site was at that rev, of those before
 * `end`; `end` if it is there now. */
static bool find_rev(const struct journal *journal, struct slice rev,
                     size_t end, size_t *ret_first)
{
    for (size_t i = end; i > 0; i--) {
        *ret_first = i;
        if (slice_is(rev, journal->steps[i - 1].rev))
            return true;
    }
    *ret_first = 0;
    return slice_is(rev, journal->start);
}

static void merge(struct map *by_id, const struct change *change,
                  struct arena *arena)
{
    struct change copy = change_copy(change, arena);
    struct change *known = map_find(by_id, change->document.id);
    if (known == NULL) {
        known = arena_alloc(arena, 1, sizeof *known);
        *known = copy;
        (void)map_put(by_id, copy.document.id, known);
        return;
    }
    bool was_there = known->kind != CHANGE_APPEARED;
    *known = copy;
    if (!was_there && copy.kind != CHANGE_GONE)
        known->kind = CHANGE_APPEARED;
    else if (was_there && copy.kind == CHANGE_APPEARED)
        known->kind = CHANGE_EDITED;
    else if (!was_there)
        known->kind = CHANGE_NONE;
}

static int by_id(const void *left, const void *right)
{
    const struct change *a = left, *b = right;
    return slice_compare(a->document.id, b->document.id);
}

static struct change_list sorted(const struct map *merged, struct arena *arena)
{
    struct change_list changes = {
        .items = arena_alloc(arena, merged->count + 1, sizeof *changes.items)};
    size_t cursor = 0;
    struct slice id;
    void *change;
    while (map_next(merged, &cursor, &id, &change)) {
        if (((struct change *)change)->kind != CHANGE_NONE)
            changes.items[changes.count++] = *(struct change *)change;
    }
    qsort(changes.items, changes.count, sizeof *changes.items, by_id);
    return changes;
}

/* A client that has nothing lacks everything. */
static struct change_list everything(const struct snapshot *snapshot,
                                     struct arena *arena)
{
    const struct list *routes = &snapshot->routes;
    struct change_list changes = {
        .items = arena_alloc(arena, routes->count + 1, sizeof *changes.items),
        .count = routes->count};
    for (size_t i = 0; i < routes->count; i++) {
        changes.items[i].kind = CHANGE_APPEARED;
        changes.items[i].document = known_of(routes->items[i]);
    }
    qsort(changes.items, changes.count, sizeof *changes.items, by_id);
    return changes;
}

bool journal_read(const struct snapshot *snapshot, struct slice since,
                  struct arena *arena, struct change_list *ret_changes)
{
    struct journal *journal = snapshot->journal;
    struct map merged = {0};
    size_t first = 0;
    *ret_changes = slice_is(since, JOURNAL_NOTHING)
                       ? everything(snapshot, arena)
                       : (struct change_list){0};
    if (slice_is(since, JOURNAL_NOTHING))
        return true;
    if (slice_is(since, snapshot->rev) || journal == NULL)
        return slice_is(since, snapshot->rev);
    (void)pthread_mutex_lock(&journal->lock);
    size_t later = (size_t)(journal->end - snapshot->journal_end);
    size_t end = journal->count > later ? journal->count - later : 0;
    bool is_known = find_rev(journal, since, end, &first);
    for (size_t s = first; is_known && s < end; s++) {
        const struct change_list *changes = &journal->steps[s].changes;
        for (size_t i = 0; i < changes->count; i++)
            merge(&merged, &changes->items[i], arena);
    }
    (void)pthread_mutex_unlock(&journal->lock);
    *ret_changes = sorted(&merged, arena);
    map_release(&merged);
    return is_known;
}

struct journal_stats journal_stats(struct journal *journal)
{
    struct journal_stats stats = {0};
    (void)pthread_mutex_lock(&journal->lock);
    stats.steps = journal->count;
    stats.bytes = journal->bytes;
    for (size_t i = 0; i < journal->count; i++)
        stats.changes += journal->steps[i].changes.count;
    (void)pthread_mutex_unlock(&journal->lock);
    return stats;
}
