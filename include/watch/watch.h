/* watch.h - notices that something in a tree of folders may have changed.
 *
 *     folders that were read --inotify--> paths --debounce--> struct changes
 *     now and then ------------poll-----> "everything" --------'
 *
 * It misses nothing but is not exact: a file that it names may be unchanged.
 * The reader of the tree names each folder right before reading it, so that no
 * change falls between the look and the watch.
 *
 * For one thread; only watch_poke() and watch_stop() may be called from any. */
#ifndef WATCH_WATCH_H
#define WATCH_WATCH_H

#include "base/arena.h"
#include "base/err.h"

#include <stdint.h>

#define WATCH_TICK_MS    1000 /* watch_wait() returns at least this often */
#define WATCH_POLL_MS    1000 /* between two looks when polling */
#define WATCH_QUIET_MS   50   /* changes are reported after such a pause */
#define WATCH_MAX_MS     500  /* or at the latest after so long */
#define WATCH_MAX_PATHS  4096 /* more of them are "everything" */
#define WATCH_LOOK_SHARE 20   /* polling takes at most 1/20 of the time */
#define WATCH_NEVER      INT64_MAX

enum watch_mode { WATCH_INOTIFY, WATCH_POLL, WATCH_OFF };

struct watch; /* opaque, see watch.c */

struct watch_options {
    const char *folder;              /* the root; it may be a symbolic link */
    const char *const *more_folders; /* the other roots, likewise */
    size_t more_count;
    enum watch_mode mode;
    /* A file in it that is none of its content, whose changes are not reported:
     * a relative path, or SLICE_NONE. It must last. */
    struct slice except;
    /* Is called once with a sentence if it has to poll instead; or NULL. */
    void (*report)(const char *text);
};

struct changes {
    struct arena arena;
    struct slice *paths; /* relative, with "/" at the end of folders */
    size_t count, capacity;
    bool is_everything; /* then `paths` are only some of them */
    bool is_over;       /* watch_stop() was called */
};

/* Fails if the system lacks resources. */
bool watch_open(const struct watch_options *options, struct watch **ret_watch,
                struct err *err) MUST_USE;
void watch_close(struct watch *watch); /* NULL is accepted */

/* A look at the whole tree: start, each folder right before it is read, end.
 * Folders that it did not name are no longer watched. `relative` is the
 * folder's path in later changes. If watch_wait() reports "everything", do such
 * a look, or call watch_look_again(). */
void watch_start_look(struct watch *watch);
void watch_folder(struct watch *watch, const char *path, struct slice relative);
void watch_end_look(struct watch *watch);

/* The look failed or came too early: reports "everything" after so long. */
void watch_look_again(struct watch *watch, int64_t after_ms);

/* Waits until there are changes and their writers have paused, until the time
 * `until_ms`, or for a tick. changes_release() ends the result. */
void watch_wait(struct watch *watch, int64_t until_ms,
                struct changes *ret_changes);
void changes_release(struct changes *changes);

void watch_poke(struct watch *watch); /* everything may have changed */
void watch_stop(struct watch *watch);

#endif
