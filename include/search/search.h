/* search.h - full text: documents by their words, the best first.
 *
 *     site --search_attach--> snapshot --its thread--> index
 *                                |                       |
 *     api  -------------- search_find() ----------> scores of entries
 *
 * An index belongs to a site, not to a snapshot: it has one row for each
 * document that has words of its own, under a hash of these. A query sees just
 * the rows of its snapshot. The index follows a publication by itself, with a
 * thread of its own. */
#ifndef SEARCH_SEARCH_H
#define SEARCH_SEARCH_H

#include "base/err.h"
#include "search/ask.h"
#include "search/snippet.h"
#include "store/snapshot.h"

struct search;      /* the index of a site; opaque, see index.c */
struct search_view; /* what of it a snapshot shows; opaque, see view.c */

/* Words for engines; anything else is the address of a database. */
#define SEARCH_ENGINE_SQLITE "sqlite"
#define SEARCH_ENGINE_OFF    "off"

/* What the operator decides. Strings must outlive the index. */
struct search_options {
    struct slice cache;  /* the folder of the index; SLICE_NONE: in memory */
    struct slice site;   /* what the index is of: an absolute path,
                            or a name that other servers use, too */
    struct slice engine; /* "sqlite", or the address of a PostgreSQL database */
    float weights[SEARCH_PART_COUNT]; /* of the parts */
    bool is_waiting; /* a query waits until the index is whole, and before the
                        first one nothing is indexed */
    /* Is called for what an operator should know, by any thread; or NULL. */
    void (*report)(const char *message);
};

extern const float search_default_weights[SEARCH_PART_COUNT];

/* Reads "title=8": the index of the part, and a weight from 0 to 100. */
bool search_weight_read(struct slice text, unsigned *ret_part,
                        float *ret_weight);

/* Makes the folder, and those around it, which may be there already. */
bool search_make_cache(struct slice folder, struct err *err) MUST_USE;

/* Never fails for a cache that cannot be used: it then reports why and goes on
 * in memory. */
bool search_open(const struct search_options *options,
                 struct search **ret_search, struct err *err) MUST_USE;
/* Stops the thread. A snapshot with a view of it may still be asked, but the
 * index follows no more. */
void search_close(struct search *search); /* NULL is accepted */

/* Gives a snapshot, and its preview, a view of the index; before it is
 * published. */
void search_attach(struct search *search, struct snapshot *snapshot);
/* The snapshot is current from now on: the index follows. */
void search_follow(struct search *search, struct snapshot *snapshot);

/* Whether there is one for this snapshot, whatever its state. */
bool search_is_on(const struct snapshot *snapshot);

enum search_state {
    SEARCH_OFF,      /* there is no index */
    SEARCH_BUILDING, /* the first index is not whole yet */
    SEARCH_READY,
    SEARCH_BROKEN, /* the engine cannot be reached */
};

struct search_progress {
    enum search_state state;
    size_t done, total; /* documents of the snapshot */
    size_t rows;        /* in the index, with those of gone documents */
    uint64_t bytes;     /* that it takes; 0 if that is unknown */
    struct slice why;   /* of SEARCH_BROKEN; lies in the arena */
};

/* How far the index is with this snapshot. */
void search_look(const struct snapshot *snapshot, struct arena *arena,
                 struct search_progress *ret_progress);

struct search_found {
    struct ask ask;         /* what was searched, for snippets */
    const float *scores;    /* by search_number(); 0: not found */
    size_t count;           /* documents that were found */
    struct slice corrected; /* what was searched in place of the text; or
                               SLICE_NONE */
    size_t behind;          /* documents whose words are not known yet */
};

/* The place of an entry in the scores. */
size_t search_number(const struct snapshot *snapshot,
                     const struct entry *entry);
/* Its score; 0: it was not found. */
float search_score(const struct search_found *found,
                   const struct snapshot *snapshot, const struct entry *entry);

/* Finds all documents of the snapshot. With `corrects` a word that no document
 * has is taken for a similar one. Everything lies in `arena`. On anything but
 * SEARCH_READY nothing is found. */
enum search_state search_find(const struct snapshot *snapshot,
                              struct slice text,
                              const struct ask_options *options, bool corrects,
                              struct arena *arena,
                              struct search_found *ret_found);

/* What a result shows of where the words are. */
struct search_hit {
    float score;
    struct slice title; /* marked, or SLICE_NONE: there is nothing to mark */
    struct snippet snippets[SNIPPET_MAX_COUNT];
    size_t snippet_count;
};

void search_show(const struct snapshot *snapshot, const struct entry *entry,
                 const struct search_found *found, struct arena *arena,
                 struct search_hit *ret_hit);

#define SEARCH_MAX_SUGGESTIONS 20

enum suggestion_kind { SUGGEST_TITLE, SUGGEST_TERM, SUGGEST_WORD };

struct suggestion {
    enum suggestion_kind kind;
    struct slice text;
    const struct entry *entry; /* of a title or term; NULL for a word */
    size_t count;              /* documents that have it */
};

/* What a text may become that is being typed: at most `limit`, each kind in
 * order of use. */
enum search_state search_suggest(const struct snapshot *snapshot,
                                 struct slice text,
                                 const struct ask_options *options,
                                 size_t limit, struct arena *arena,
                                 struct suggestion *ret_suggestions,
                                 size_t *ret_count);

#endif
