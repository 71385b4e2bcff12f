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

struct merged {
    struct change change; /* the last one */
    bool was_there;       /* before the first one */
};

static void merge(struct map *merged, const struct change *change,
                  struct arena *arena)
{
    struct merged *known = map_find(merged, change->document.id);
    struct change copy = change_copy(change, arena);
    if (known == NULL) {
        known = arena_alloc(arena, 1, sizeof *known);
        known->was_there = change->kind != CHANGE_APPEARED;
        (void)map_put(merged, copy.document.id, known);
    }
    known->change = copy;
}

static enum change_kind kind_of(const struct merged *merged)
{
    bool is_gone = merged->change.kind == CHANGE_GONE;
    if (merged->was_there)
        return is_gone ? CHANGE_GONE : CHANGE_EDITED;
    return is_gone ? CHANGE_NONE : CHANGE_APPEARED;
}

static int by_id(const void *left, const void *right)
{
    const struct change *a = left, *b = right;
    return slice_compare(a->document.id, b->document.id);
}

static struct change_list sorted(const struct map *all, struct arena *arena)
{
    struct change_list changes = {
        .items = arena_alloc(arena, all->count + 1, sizeof *changes.items)};
    size_t cursor = 0;
    struct slice id;
    void *merged;
    while (map_next(all, &cursor, &id, &merged)) {
        struct change change = ((struct merged *)merged)->change;
        change.kind = kind_of(merged);
        if (change.kind != CHANGE_NONE)
            changes.items[changes.count++] = change;
    }
    qsort(changes.items, changes.count, sizeof *changes.items, by_id);
    return changes;
}

/* How many steps there were when the snapshot was published. */
static size_t steps_of(const struct journal *journal,
                       const struct snapshot *snapshot)
{
    size_t later = (size_t)(journal->end - snapshot->journal_end);
    return journal->count > later ? journal->count - later : 0;
}

static bool read_steps(const struct snapshot *snapshot, struct slice since,
                       struct slice until, struct arena *arena,
                       struct change_list *ret_changes)
{
    struct journal *journal = snapshot->journal;
    struct map all = {0};
    size_t first = 0, end = 0;
    (void)pthread_mutex_lock(&journal->lock);
    bool is_known =
        find_rev(journal, until, steps_of(journal, snapshot), &end) &&
        find_rev(journal, since, end, &first);
    for (size_t s = first; is_known && s < end; s++) {
        const struct change_list *changes = &journal->steps[s].changes;
        for (size_t i = 0; i < changes->count; i++)
            merge(&all, &changes->items[i], arena);
    }
    (void)pthread_mutex_unlock(&journal->lock);
    *ret_changes = sorted(&all, arena);
    map_release(&all);
    return is_known;
}

/* A client that has nothing lacks everything but what is newer than `until`,
 * of which `newer` tells. */
static struct change_list everything(const struct snapshot *snapshot,
                                     const struct change_list *newer,
                                     struct arena *arena)
{
    const struct list *routes = &snapshot->routes;
    struct change_list all = {
        .items = arena_alloc(arena, routes->count + 1, sizeof *all.items)};
    for (size_t i = 0; i < routes->count; i++) {
        const struct change change = {.kind = CHANGE_APPEARED,
                                      .document = known_of(routes->items[i])};
        const struct change *later =
            newer->count > 0 ? bsearch(&change, newer->items, newer->count,
                                       sizeof *newer->items, by_id)
                             : NULL;
        if (later == NULL || later->kind != CHANGE_APPEARED)
            all.items[all.count++] = change;
    }
    qsort(all.items, all.count, sizeof *all.items, by_id);
    return all;
}

bool journal_read(const struct snapshot *snapshot, struct slice since,
                  struct slice until, struct arena *arena,
                  struct change_list *ret_changes)
{
    bool has_nothing = slice_is(since, JOURNAL_NOTHING);
    struct slice from = has_nothing ? until : since;
    struct slice to = has_nothing ? slice_of(snapshot->rev) : until;
    bool is_known = slice_equal(from, to) && slice_is(to, snapshot->rev);
    *ret_changes = (struct change_list){0};
    if (!is_known && snapshot->journal != NULL)
        is_known = read_steps(snapshot, from, to, arena, ret_changes);
    if (is_known && has_nothing)
        *ret_changes = everything(snapshot, ret_changes, arena);
    return is_known;
}
