/* journal.c - a queue of steps from one rev to the next.
 *
 *     start: rev a   [ -> b ][ -> c ][ -> d ]   number of the next step: n
 *                      n-3     n-2     n-1
 *
 * A snapshot keeps the number of the step after its own, so a request sees the
 * journal as it was when its snapshot was published. The same rev can come
 * again, where an edit was undone; what counts is the last time.
 *
 * Steps are copied out under the lock, which is held for no longer than that
 * takes; they are few for a client that asks often. */
#include "sync/journal.h"

#include "base/mem.h"
#include "sync/journal_state.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define EVICTED_AT_ONCE 4 /* a quarter, so that it is rarely done */

static void forget(struct journal *journal, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        journal->bytes -= step_bytes(&journal->steps[i]);
        memcpy(journal->start, journal->steps[i].rev, sizeof journal->start);
        step_release(&journal->steps[i]);
    }
    journal->count -= count;
    memmove(journal->steps, journal->steps + count,
            journal->count * sizeof *journal->steps);
}

/* A step that is larger than the whole journal may be leaves nothing. */
static void keep_within(struct journal *journal)
{
    size_t most = journal->options.max_bytes;
    while (journal->count > 0 &&
           (journal->bytes > most || journal->count > JOURNAL_MAX_STEPS)) {
        size_t some = journal->count / EVICTED_AT_ONCE;
        forget(journal, some > 0 ? some : 1);
    }
}

static void add_step(struct journal *journal, const struct step *step)
{
    if (journal->count == journal->capacity) {
        journal->capacity = journal->capacity > 0 ? journal->capacity * 2 : 16;
        journal->steps =
            mem_grow(journal->steps, journal->capacity, sizeof *journal->steps);
    }
    journal->steps[journal->count++] = *step;
    journal->bytes += step_bytes(step);
    journal->end++;
    keep_within(journal);
}

bool journal_open(const struct journal_options *options,
                  struct journal **ret_journal, struct err *err)
{
    struct journal *journal = mem_alloc(1, sizeof *journal);
    journal->options = *options;
    (void)pthread_mutex_init(&journal->lock, NULL);
    if (options->file != NULL &&
        !journal_file_open(options->file, &journal->file, err)) {
        journal_close(journal);
        return false;
    }
    struct step step;
    while (journal->file != NULL && journal_file_read(journal->file, &step)) {
        if (journal->count == 0 && journal->end == 0)
            memcpy(journal->start, step.from, sizeof journal->start);
        add_step(journal, &step);
    }
    *ret_journal = journal;
    return true;
}

void journal_close(struct journal *journal)
{
    if (journal == NULL)
        return;
    for (size_t i = 0; i < journal->count; i++)
        step_release(&journal->steps[i]);
    free(journal->steps);
    journal_file_close(journal->file);
    (void)pthread_mutex_destroy(&journal->lock);
    free(journal);
}

static void report(const struct journal *journal, const char *what)
{
    struct str text = {0};
    str_appendf(&text,
                "cannot write %s: %s; clients that were behind when the "
                "server stops will have to get everything again",
                journal->options.file, what);
    if (journal->options.report != NULL)
        journal->options.report(text.data);
    str_release(&text);
}

static void check_written(const struct journal *journal, bool ok)
{
    if (!ok)
        report(journal, strerror(errno));
}

/* Where the file has grown to twice what the memory may hold, it is written
 * anew. */
static bool is_file_long(const struct journal *journal)
{
    return journal->file != NULL &&
           journal_file_grown(journal->file) > 2 * journal->options.max_bytes;
}

/* Makes the step that leads from the past to the snapshot; false if it leads
 * nowhere. */
static bool make_step(const struct past *past, const char *rev,
                      const struct snapshot *next, int64_t now_ms,
                      struct step *ret_step)
{
    *ret_step = (struct step){0};
    if (strcmp(rev, next->rev) == 0)
        return false;
    memcpy(ret_step->from, rev, sizeof ret_step->from);
    memcpy(ret_step->rev, next->rev, sizeof ret_step->rev);
    ret_step->changes = changes_between(past, next, now_ms, &ret_step->arena);
    return true;
}

/* What there was before the first snapshot: what the file ends with. */
static const char *find_past(const struct journal *journal,
                             const struct snapshot *before,
                             struct past *ret_past)
{
    const char *rev = NULL;
    *ret_past = (struct past){.snapshot = before};
    if (before != NULL)
        return before->rev;
    if (journal->file != NULL)
        ret_past->known = journal_file_known(journal->file, &rev);
    return ret_past->known != NULL ? rev : NULL;
}

void journal_follow(struct journal *journal, const struct snapshot *before,
                    struct snapshot *next, int64_t now_ms)
{
    struct past past;
    struct step step;
    const char *rev = find_past(journal, before, &past);
    bool has_step = rev != NULL && make_step(&past, rev, next, now_ms, &step);
    bool is_new = before == NULL || is_file_long(journal);
    if (has_step && journal->file != NULL && !is_new)
        check_written(journal, journal_file_append(journal->file, &step));
    (void)pthread_mutex_lock(&journal->lock);
    if (journal->start[0] == '\0')
        memcpy(journal->start, rev != NULL ? rev : next->rev,
               sizeof journal->start);
    if (has_step)
        add_step(journal, &step);
    next->journal = journal;
    next->journal_end = journal->end;
    (void)pthread_mutex_unlock(&journal->lock);
    if (journal->file != NULL && is_new)
        check_written(journal,
                      journal_file_rewrite(journal->file, journal->steps,
                                           journal->count, next));
}
