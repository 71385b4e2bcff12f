/* follow.c - the thread that keeps the index up to date.
 *
 *     search_follow(snapshot) --> pending
 *                                    |
 *                                    v
 *     start --> add what is missing, batch by batch --> remove what is gone
 *       ^             |                                      |
 *       '---- a fault: wait, or throw the index away         '--> wait
 *
 * A newer snapshot is taken up between two batches. The one before is kept
 * until its rows are removed, for which its texts are needed. A request that
 * still reads it may then miss a document, in the moment after an edit. */
#include "base/clock.h"
#include "base/mem.h"
#include "base/parallel.h"
#include "search/row.h"
#include "search/state.h"
#include "search/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define BATCH_BYTES (8 * 1024 * 1024) /* of text, in one transaction */
#define REFRESH_MS  1000              /* where others add rows, too */
#define KEEP_US     (INT64_C(24) * 3600 * 1000 * 1000) /* likewise */
#define MIN_FOREIGN 1000 /* rows that are no documents, which may stay */
#define PAUSE_MS    2    /* in which queries come in between two batches */

static bool has_news(struct search *search)
{
    search_lock(search);
    bool has = search->pending != NULL || search->is_stopping ||
               search->doubt != ENGINE_FINE;
    search_unlock(search);
    return has;
}

static bool find_row(struct search *search, uint64_t key,
                     struct engine_row *ret_row)
{
    search_lock(search);
    bool is_there = search_find_row(search, key, ret_row);
    search_unlock(search);
    return is_there;
}

/* A change of the index, in transactions. */
struct work {
    struct search *search;
    const struct snapshot *snapshot;
    struct engine_visitor visitor;
    bool is_open;   /* a transaction */
    size_t bytes;   /* of text in it */
    uint64_t *keys; /* of the rows that it removes */
    size_t key_count, key_capacity;
    bool is_interrupted;
    enum engine_fault fault;
    struct err err;
};

/* What others have added must be known before anything is. */
static bool open_work(struct work *work)
{
    struct search *search = work->search;
    if (work->is_open)
        return true;
    work->fault =
        search->engine->ops->begin(search->engine, &work->visitor, &work->err);
    work->is_open = work->fault == ENGINE_FINE;
    if (work->is_open)
        search_publish_rows(search);
    return work->is_open;
}

static bool close_work(struct work *work)
{
    struct search *search = work->search;
    if (!work->is_open || work->fault != ENGINE_FINE)
        return work->fault == ENGINE_FINE;
    work->is_open = false;
    work->bytes = 0;
    /* First: a query that misses them then knows that it does. */
    if (work->key_count > 0)
        search_forget_rows(search, work->keys, work->key_count);
    work->key_count = 0;
    work->fault = search->engine->ops->commit(search->engine, &work->err);
    if (work->fault == ENGINE_FINE)
        search_publish_rows(search);
    return work->fault == ENGINE_FINE;
}

static bool is_stopping(struct search *search)
{
    search_lock(search);
    bool is_it = search->is_stopping;
    search_unlock(search);
    return is_it;
}

static void count_bytes(struct work *work, const struct row_text *text)
{
    struct search *search = work->search;
    size_t limit = search->engine->batch_bytes;
    for (size_t i = 0; i < SEARCH_PART_COUNT; i++)
        work->bytes += text->parts[i].size;
    if (work->bytes < (limit > 0 ? limit : BATCH_BYTES) && !is_stopping(search))
        return;
    if (close_work(work))
        work->is_interrupted = has_news(search);
    if (limit > 0)
        (void)usleep(PAUSE_MS * 1000);
}

static bool add_document(void *context, const struct entry *entry, uint64_t key)
{
    struct work *work = context;
    struct search *search = work->search;
    struct engine_row row;
    struct arena arena = {0};
    struct row_text text;

    if (find_row(search, key, &row) || !open_work(work) ||
        find_row(search, key, &row))
        return work->fault == ENGINE_FINE;
    row_read(entry, key, view_language(work->snapshot->search, entry), &arena,
             &text);
    work->fault = search->engine->ops->add(search->engine, &text,
                                           &work->visitor, &work->err);
    if (work->fault == ENGINE_FINE)
        count_bytes(work, &text);
    arena_release(&arena);
    return work->fault == ENGINE_FINE && !work->is_interrupted;
}

static void note_key(struct work *work, uint64_t key)
{
    if (work->key_count == work->key_capacity) {
        work->key_capacity = 2 * work->key_capacity + 16;
        work->keys =
            mem_grow(work->keys, work->key_capacity, sizeof *work->keys);
    }
    work->keys[work->key_count++] = key;
}

static bool has_key(const struct snapshot *snapshot, uint64_t key)
{
    return view_has(snapshot->search, key) ||
           (snapshot->preview != NULL &&
            view_has(snapshot->preview->search, key));
}

/* Some programs save a file by removing it and making it anew: the document is
 * in the next snapshot again. */
static bool is_current(struct search *search, uint64_t key)
{
    if (has_key(search->current, key))
        return true;
    search_lock(search);
    struct snapshot *next =
        search->pending != NULL ? snapshot_ref(search->pending) : NULL;
    search_unlock(search);
    bool is_there = next != NULL && has_key(next, key);
    snapshot_unref(next);
    return is_there;
}

static bool remove_document(void *context, const struct entry *entry,
                            uint64_t key)
{
    struct work *work = context;
    struct search *search = work->search;
    struct engine_row row;
    struct arena arena = {0};
    struct row_text text;

    if (is_current(search, key) || !find_row(search, key, &row))
        return true;
    if (!open_work(work))
        return false;
    row_read(entry, key, view_language(work->snapshot->search, entry), &arena,
             &text);
    work->fault =
        search->engine->ops->remove(search->engine, row.row, &text, &work->err);
    note_key(work, key);
    if (work->fault == ENGINE_FINE)
        count_bytes(work, &text);
    arena_release(&arena);
    return work->fault == ENGINE_FINE && !work->is_interrupted;
}

/* Visits the documents of a snapshot and of its preview. Rows are committed in
 * between, since both have most documents in common. */
static bool each_document(struct work *work, const struct snapshot *snapshot,
                          bool (*visit)(void *context,
                                        const struct entry *entry,
                                        uint64_t key))
{
    for (; snapshot != NULL && work->fault == ENGINE_FINE &&
           !work->is_interrupted;
         snapshot = snapshot->preview) {
        work->snapshot = snapshot;
        view_each(snapshot->search, visit, work);
        (void)close_work(work);
    }
    return work->fault == ENGINE_FINE && !work->is_interrupted;
}

/* Removes what earlier snapshots had and the current one has not. */
static void remove_previous(struct search *search, struct work *work)
{
    while (search->previous_count > 0) {
        struct snapshot *snapshot =
            search->previous[search->previous_count - 1];
        if (search->engine->ops->remove != NULL &&
            !each_document(work, snapshot, remove_document))
            return;
        search->previous_count--;
        snapshot_unref(snapshot);
    }
}

/* Rows of documents that changed while nobody looked: their words cannot be
 * removed one by one any more. */
static bool is_mostly_foreign(const struct search *search)
{
    size_t known = 0; /* a preview has all that is published as well */
    for (const struct snapshot *snapshot = search->current; snapshot != NULL;
         snapshot = snapshot->preview) {
        struct coverage *coverage = coverage_take(snapshot->search);
        if (coverage->known > known)
            known = coverage->known;
        coverage_give(snapshot->search, coverage);
    }
    return search->engine->ops->remove != NULL &&
           search->row_count > MIN_FOREIGN + known + known / 4;
}

/* The words as well are those that the engine has: what was taken back with a
 * transaction is not there. */
static void start_engine(struct search *search, struct work *work)
{
    search->fresh_count = 0;
    vocabulary_clear(search->vocabulary);
    work->fault =
        search->engine->ops->start(search->engine, &work->visitor, &work->err);
}

static bool start(struct search *search, struct work *work)
{
    if (search->is_started)
        return true;
    search_keep_place(search);
    start_engine(search, work);
    if (work->fault == ENGINE_FINE && !search_rows_agree(search)) {
        search_forget_all(search);
        start_engine(search, work);
    }
    if (work->fault != ENGINE_FINE)
        return false;
    search_publish_rows(search);
    search->is_started = true;
    if (!is_mostly_foreign(search))
        return true;
    work->fault = ENGINE_DAMAGED;
    return err_set(&work->err, ERR_INVALID,
                   "most of it is of documents that are gone");
}

/* Else the first query after each change would wait for it. */
static void prepare_vocabulary(struct search *search)
{
    const struct names *languages = view_languages(search->current->search);
    for (size_t i = 0; i < languages->count && i < ASK_MAX_LANGUAGES; i++)
        vocabulary_prepare(search->vocabulary, languages->items[i]);
}

/* Brings the index up to the current snapshot, or to a point where there is a
 * newer one; false after a fault. */
static bool catch_up(struct search *search, struct work *work)
{
    if (!start(search, work))
        return false;
    bool is_whole = each_document(work, search->current, add_document);
    if (is_whole)
        remove_previous(search, work);
    if (work->fault != ENGINE_FINE)
        return false;
    if (!is_whole)
        return true;
    prepare_vocabulary(search);
    search->reported[0] = '\0';
    search->damage_count = 0;
    search->retry_ms = SEARCH_RETRY_MS;
    search_lock(search);
    bool was_whole = search->is_whole;
    search->is_whole = true;
    search->is_away = false;
    search->why[0] = '\0';
    (void)pthread_cond_broadcast(&search->changed);
    search_unlock(search);
    if (!was_whole)
        mem_trim(); /* the first index took much more than what follows */
    return true;
}

/* The rows of the documents, which others cannot know. */
static bool keep_rows(struct search *search, struct work *work)
{
    uint32_t *rows = mem_alloc(search->row_count + 1, 2 * sizeof *rows);
    size_t count = 0;
    for (const struct snapshot *snapshot = search->current; snapshot != NULL;
         snapshot = snapshot->preview) {
        struct coverage *coverage = coverage_take(snapshot->search);
        for (uint32_t row = 1; row < coverage->row_count; row++) {
            if (coverage_document(coverage, row) != NO_DOCUMENT)
                rows[count++] = row;
        }
        coverage_give(snapshot->search, coverage);
    }
    work->fault =
        search->engine->ops->keep(search->engine, rows, count, &work->err);
    free(rows);
    return work->fault == ENGINE_FINE;
}

static bool refresh(struct search *search, struct work *work)
{
    int64_t now_us = clock_monotonic_us();
    if (!search->is_started)
        return true;
    work->fault = search->engine->ops->refresh(search->engine, &work->visitor,
                                               &work->err);
    if (work->fault != ENGINE_FINE)
        return false;
    search_publish_rows(search);
    if (search->engine->ops->keep == NULL || !search->is_whole ||
        now_us < search->next_keep_us)
        return true;
    search->next_keep_us = now_us + KEEP_US;
    return keep_rows(search, work);
}

/* Returns a snapshot that is one too many, or NULL. It may own what is the last
 * reference to the index but one, and is given back without the lock. */
static struct snapshot *take_pending(struct search *search)
{
    struct snapshot *dropped = NULL;
    if (search->pending == NULL)
        return NULL;
    if (search->current != NULL && search->previous_count < MAX_PREVIOUS)
        search->previous[search->previous_count++] = search->current;
    else
        dropped = search->current;
    search->current = search->pending;
    search->pending = NULL;
    return dropped;
}

enum task { TASK_NONE, TASK_STOP, TASK_CATCH_UP, TASK_REFRESH };

/* Waits for something to do, at most so long unless that is 0. */
static enum task wait(struct search *search, unsigned ms, bool is_behind,
                      enum engine_fault *ret_doubt)
{
    struct timespec until = clock_moment_in(ms);
    struct snapshot *dropped = NULL;
    bool is_over = false; /* the time */
    search_lock(search);
    while (!is_over && !search->is_stopping && search->doubt == ENGINE_FINE &&
           (search->pending == NULL || !search->is_wanted)) {
        if (ms == 0)
            (void)pthread_cond_wait(&search->changed, &search->mutex);
        else
            is_over = pthread_cond_timedwait(&search->changed, &search->mutex,
                                             &until) != 0;
    }
    bool has_pending = search->is_wanted && search->pending != NULL;
    *ret_doubt = search->doubt;
    search->doubt = ENGINE_FINE;
    enum task task = search->is_stopping ? TASK_STOP : TASK_REFRESH;
    if (search->is_wanted)
        dropped = take_pending(search);
    if (task != TASK_STOP && search->current == NULL)
        task = TASK_NONE;
    else if (task != TASK_STOP &&
             (has_pending || is_behind || *ret_doubt != ENGINE_FINE))
        task = TASK_CATCH_UP;
    search_unlock(search);
    snapshot_unref(dropped);
    return task;
}

/* What a query met, which was told that the log says it. */
static void report_doubt(struct search *search)
{
    char why[MAX_REASON];
    search_lock(search);
    (void)snprintf(why, sizeof why, "%s", search->why);
    search_unlock(search);
    search_report(search,
                  "search: a query failed, and the index is opened "
                  "again: %s",
                  why);
}

/* Whether nothing is left to be done for now. */
static bool carry_out(struct search *search, enum task task,
                      enum engine_fault doubt)
{
    struct work work = {.search = search, .visitor = search_visitor(search)};
    if (doubt != ENGINE_FINE) {
        (void)err_set(&work.err, ERR_IO, "a query found it damaged");
        search->is_started = false;
        if (doubt == ENGINE_DAMAGED)
            (void)search_meet_fault(search, doubt, &work.err);
        else
            report_doubt(search);
    }
    for (;;) {
        bool ok = task == TASK_REFRESH ? refresh(search, &work)
                                       : catch_up(search, &work);
        free(work.keys);
        if (ok)
            return true;
        if (!search_meet_fault(search, work.fault, &work.err))
            return false;
        task = TASK_CATCH_UP;
        work = (struct work){.search = search, .visitor = work.visitor};
    }
}

void *search_run(void *argument)
{
    struct search *search = argument;
    bool is_behind = false;
    bool has_begun = !search->options.is_waiting;
    search->retry_ms = SEARCH_RETRY_MS;
    parallel_lower_priority(); /* a request is waited for, this is not */
    for (;;) {
        enum engine_fault doubt;
        unsigned idle_ms =
            search->engine->ops->refresh != NULL ? REFRESH_MS : 0;
        enum task task = wait(search, is_behind ? search->retry_ms : idle_ms,
                              is_behind, &doubt);
        if (task == TASK_STOP)
            return NULL;
        if (task == TASK_NONE)
            continue;
        if (!has_begun)
            search_begin_in_place(search);
        has_begun = true;
        is_behind = !carry_out(search, task, doubt);
    }
}
