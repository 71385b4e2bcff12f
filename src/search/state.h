/* state.h - the index of a site. Private to this room.
 *
 *     index.c         opened and closed
 *       follow.c        the thread that keeps it up to date
 *         heal.c          what it does about a fault
 *         view.c          which rows are documents of a snapshot
 *           desks.c         readers and stemmers of the threads that answer
 *             rows.c          the rows that queries know of
 *               state.c         the lock
 */
#ifndef SEARCH_STATE_H
#define SEARCH_STATE_H

#include "search/index.h"
#include "search/place.h"
#include "search/vocabulary.h"

#include <pthread.h>
#include <stdatomic.h>

#define MAX_PREVIOUS 4
#define MAX_REASON   512

struct search {
    struct search_options options;
    struct vocabulary *vocabulary; /* has a lock of its own */
    atomic_uint generation;        /* changes with every row and era */
    atomic_uint era;               /* changes when everything is forgotten */

    pthread_mutex_t mutex; /* of what follows */
    pthread_cond_t changed;
    unsigned reference_count;
    struct snapshot *pending; /* a reference, or NULL */
    bool is_stopping;
    bool is_wanted;          /* the thread may begin */
    bool is_whole;           /* all documents of a snapshot have been in it */
    bool is_away;            /* the engine cannot be reached */
    enum engine_fault doubt; /* that a reader has met; ENGINE_FINE for none */
    char why[MAX_REASON];    /* nothing can be written or read; or "" */
    struct engine *engine;
    unsigned opening_count; /* readers of it that are being opened */
    struct map rows;        /* bytes of a key -> struct engine_row */
    struct arena rows_arena;
    size_t row_count, gone_count; /* in the map; the latter with row 0 */
    uint32_t last_row;
    struct desk *desks; /* that nobody uses */
    unsigned desk_count, max_desks;

    /* Of the thread alone: */
    pthread_t thread;
    struct file_place place; /* of the file */
    bool is_started;
    unsigned damage_count; /* since the index was last whole */
    unsigned retry_ms;
    struct snapshot *current;                /* a reference, or NULL */
    struct snapshot *previous[MAX_PREVIOUS]; /* whose rows may still be there */
    size_t previous_count;
    struct engine_row *fresh; /* added, and not committed yet */
    size_t fresh_count, fresh_capacity;
    int64_t next_keep_us;      /* when to say again which rows are wanted */
    char reported[MAX_REASON]; /* what was said last, to say it once */
};

/* Follows the snapshots until the index, which it is given, is closed. */
void *search_run(void *argument);

/* The file of the index, if it can have one; else reports why not. */
void search_find_place(struct search *search);
#define SEARCH_RETRY_MS 2000

/* Does what can be done about a fault; true if what failed is to be tried again
 * at once, else after search->retry_ms. */
bool search_meet_fault(struct search *search, enum engine_fault fault,
                       const struct err *err);
/* Looks whether the file is still there: whoever has removed the folder may
 * have let another process begin an index where this one was. */
void search_keep_place(struct search *search);
/* Of a command that may never ask for words: only now is a file made. */
void search_begin_in_place(struct search *search);

/* Says what an operator should know, once. */
void search_report(struct search *search, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void search_close_desks(struct search *search); /* locked */

/* Take over what an engine gives, for its visitor. */
struct engine_visitor search_visitor(struct search *search);
/* Whether the rows that queries know of are among those that the engine has
 * just given, all under the same numbers. */
bool search_rows_agree(const struct search *search);
/* Lets queries know of the rows that were committed. */
void search_publish_rows(struct search *search);
/* Forgets one that was removed; or everything, and what was opened for it. */
void search_forget_rows(struct search *search, const uint64_t *keys,
                        size_t count);
void search_forget_all(struct search *search);
/* What readers have read is of no use from now on; locked. */
void search_begin_era(struct search *search);

#endif
