/* pending.c - one save is many events; this waits until they are over.
 *
 *     event  |  || |   |            a save: seven events in ten milliseconds
 *            '--------------|----'  due after a pause of 50 ms
 *
 *     event  | | | | | | | | | | |  a checkout: no pause
 *            '--------------------' due 500 ms after the first event
 *
 * Editors truncate a file before they fill it. So while a file has been written
 * to and not closed, a pause does not count, only the longest wait. */
#include "watch/pending.h"

#include <stdlib.h>

#define QUIET_US (WATCH_QUIET_MS * INT64_C(1000))
#define MAX_US   (WATCH_MAX_MS * INT64_C(1000))

struct note {
    bool is_open;
};

void changes_release(struct changes *changes)
{
    arena_release(&changes->arena);
    *changes = (struct changes){0};
}

void pending_release(struct pending *pending)
{
    map_release(&pending->notes);
    changes_release(&pending->changes);
    *pending = (struct pending){0};
}

static void note_time(struct pending *pending, int64_t now_us)
{
    if (!pending->is_any)
        pending->first_us = now_us;
    pending->last_us = now_us;
    pending->is_any = true;
}

void pending_note_everything(struct pending *pending, int64_t now_us)
{
    note_time(pending, now_us);
    pending->changes.is_everything = true;
}

static struct note *add_note(struct pending *pending, struct slice path)
{
    struct changes *changes = &pending->changes;
    struct note *note = arena_alloc(&changes->arena, 1, sizeof *note);
    path = arena_copy(&changes->arena, path);
    changes->paths = arena_grow(&changes->arena, changes->paths, changes->count,
                                &changes->capacity, sizeof path);
    changes->paths[changes->count++] = path;
    map_put(&pending->notes, path, note);
    return note;
}

void pending_note(struct pending *pending, struct slice path, bool is_open,
                  int64_t now_us)
{
    struct note *note = map_find(&pending->notes, path);
    note_time(pending, now_us);
    if (note == NULL && pending->changes.count == WATCH_MAX_PATHS) {
        pending->changes.is_everything = true;
        return;
    }
    if (note == NULL)
        note = add_note(pending, path);
    pending->open_count += is_open ? 1 : 0;
    pending->open_count -= note->is_open ? 1 : 0;
    note->is_open = is_open;
}

int64_t pending_due_us(const struct pending *pending)
{
    if (!pending->is_any)
        return WATCH_NEVER;
    int64_t quiet = pending->last_us + QUIET_US;
    int64_t latest = pending->first_us + MAX_US;
    return pending->open_count > 0 || quiet > latest ? latest : quiet;
}

void pending_take(struct pending *pending, struct changes *ret_changes)
{
    *ret_changes = pending->changes; /* with the arena */
    map_release(&pending->notes);
    *pending = (struct pending){0};
}
