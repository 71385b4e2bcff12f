/* pending.h - collects changes until their writers pause. Private to this
 * room. */
#ifndef WATCH_PENDING_H
#define WATCH_PENDING_H

#include "base/map.h"
#include "watch/watch.h"

struct pending {
    struct changes changes;
    struct map notes;  /* path -> note */
    size_t open_count; /* files that were written to and not closed yet */
    int64_t first_us, last_us;
    bool is_any;
};

void pending_release(struct pending *pending);

/* `is_open`: it is still being written. */
void pending_note(struct pending *pending, struct slice path, bool is_open,
                  int64_t now_us);
void pending_note_everything(struct pending *pending, int64_t now_us);

/* When to take them; WATCH_NEVER if there are none. */
int64_t pending_due_us(const struct pending *pending);

/* Moves them to *ret_changes, which the caller releases. */
void pending_take(struct pending *pending, struct changes *ret_changes);

#endif
