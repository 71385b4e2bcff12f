/* journal.h - how the content came to be as it is.
 *
 *     rev a --changes--> rev b --changes--> rev c = now
 *       |                  |
 *       '- since=a         '- since=b: what a client that was there lacks
 *
 * A state of a site is known by its rev, a hash of what it has published, so
 * it has the same one on every server that has passed through it. A journal
 * goes back as far as its memory reaches; with a file it outlives a restart,
 * and then has what was edited meanwhile as one step.
 *
 * One thread follows the content; any thread may read. */
#ifndef SYNC_JOURNAL_H
#define SYNC_JOURNAL_H

#include "base/err.h"
#include "sync/change.h"

#define JOURNAL_MAX_STEPS 100000
#define JOURNAL_NOTHING   "0" /* in place of a rev: of a client without any */

struct journal; /* opaque, see journal.c */

struct journal_options {
    const char *file; /* kept open; NULL: in memory only. Must outlive it. */
    size_t max_bytes; /* of memory for changes; the oldest are forgotten */
    /* Is called for what an operator should know; or NULL. */
    void (*report)(const char *message);
};

/* Reads the file, if there is one. A file that cannot be opened, or that is
 * another server's, is an error; one that holds nothing to read begins anew. */
bool journal_open(const struct journal_options *options,
                  struct journal **ret_journal, struct err *err) MUST_USE;
void journal_close(struct journal *journal); /* NULL is accepted */

/* Adds what has changed from `before` (NULL: from what the file ends with) to
 * `next`, which is about to be published and refers to the journal from then
 * on; so does its preview. */
void journal_follow(struct journal *journal, const struct snapshot *before,
                    struct snapshot *next, int64_t now_ms);

/* What a client lacks that has seen the site at `since` (JOURNAL_NOTHING:
 * never) and is to have it as it was at `until`, the snapshot's own rev or an
 * earlier one: one change of a document at most, in the order of their ids; in
 * the arena. What is newer than `until` is not among them: it is told to
 * whoever asks since then. False if the journal does not know one of the revs.
 * Without a journal only the snapshot's own is known. */
bool journal_read(const struct snapshot *snapshot, struct slice since,
                  struct slice until, struct arena *arena,
                  struct change_list *ret_changes) MUST_USE;

#endif
