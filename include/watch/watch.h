/* watch.h - notices that something in a tree of folders may have changed.
 *
 *     folders that were read --inotify--> paths --debounce--> struct changes
 *     now and then ------------poll-----> "everything" --------'
 *
 * It promises to miss nothing, not to be exact: what it names may be as it
 * was. Whoever reads the tree names each folder right before reading it, so
 * that no change falls between the look and the watch.
 *
 * One thread uses a watch; only watch_poke() and watch_stop() may be called
 * from any. */
#ifndef WATCH_WATCH_H
#define WATCH_WATCH_H

#include "base/arena.h"
#include "base/err.h"

#include <stdint.h>

#define WATCH_TICK_MS    1000 /* watch_wait() returns at least this often */
#define WATCH_POLL_MS    1000 /* between two looks where there is no news */
#define WATCH_QUIET_MS   50   /* nothing has happened for so long */
#define WATCH_MOST_MS    500  /* nobody waits longer for things to be quiet */
#define WATCH_MAX_PATHS  4096 /* with more of them it is "everything" */
#define WATCH_LOOK_SHARE 20   /* looks take at most this part of the time */
#define WATCH_NEVER      INT64_MAX

enum watch_mode { WATCH_INOTIFY, WATCH_POLL, WATCH_OFF };

struct watch; /* opaque, see watch.c */

struct watch_options {
    const char *folder; /* the root, as it was named: it may be a link */
    enum watch_mode mode;
    /* Told once, in one sentence, why it polls though it was not asked to. */
    void (*tell)(const char *text);
};

struct changes {
    struct arena arena;
    struct slice *paths; /* below a folder that was named; of folders with "/"
                            at the end */
    size_t count, capacity;
    bool is_everything; /* then `paths` are only some of them */
    bool is_over;       /* watch_stop() was called */
};

/* False where the system lacks what it takes. */
bool watch_open(const struct watch_options *options, struct watch **ret_watch,
                struct err *err) MUST_USE;
void watch_close(struct watch *watch); /* NULL is accepted */

/* A look at the whole tree: start, each folder right before it is read, end;
 * folders that it did not name are watched no more. `relative` is the folder's
 * name in the changes to come. What watch_wait() calls "everything" wants such
 * a look, or watch_look_again(). */
void watch_start_look(struct watch *watch);
void watch_folder(struct watch *watch, const char *path, struct slice relative);
void watch_end_look(struct watch *watch);

/* The look failed or came too early: there is an "everything" after so long. */
void watch_look_again(struct watch *watch, int64_t after_ms);

/* Waits until there are changes and their writers have paused, until the
 * clock says `until_ms`, or for a tick. changes_release() ends the result. */
void watch_wait(struct watch *watch, int64_t until_ms,
                struct changes *ret_changes);
void changes_release(struct changes *changes);

void watch_poke(struct watch *watch); /* everything may have changed */
void watch_stop(struct watch *watch);

#endif
