/* view.h - which rows of the index are documents of a snapshot. Private to this
 * room.
 *
 *     row        1   2   3   4   5
 *     document   7   -   2   -   9      of this snapshot; - of another one
 *
 * All that a query can find, count or suggest goes through it: a row that is no
 * document of the snapshot is as if it were not there. */
#ifndef SEARCH_VIEW_H
#define SEARCH_VIEW_H

#include "search/engine.h"
#include "search/search.h"

#include <pthread.h>

#define NO_DOCUMENT UINT32_MAX

/* The rows as they were at one moment. It never changes, but for the counts
 * that it keeps. */
struct coverage {
    unsigned reference_count;
    unsigned generation, era; /* of the index */
    uint32_t *documents;      /* of each row, by number; or NO_DOCUMENT */
    float *lengths; /* of each row, 1 is the average of the documents */
    uint32_t *title_lengths;
    size_t row_count;      /* row 0 is never used */
    size_t known, missing; /* documents with a row and without one */
    struct map counts;     /* of terms: how many documents have it */
    struct arena counts_arena;
    pthread_mutex_t counts_mutex;
};

/* Takes the current one, which coverage_give() ends. */
struct coverage *coverage_take(struct search_view *view);
void coverage_give(struct search_view *view, struct coverage *coverage);

/* The document of a row, or NO_DOCUMENT. */
uint32_t coverage_document(const struct coverage *coverage, uint32_t row);

size_t view_document_count(const struct search_view *view);
struct search *view_search(const struct search_view *view);
const struct entry *view_entry(const struct search_view *view, size_t number);
/* The language that the words of an entry are in: its own, else that of the
 * site, else the one that most documents seem to be in; or SLICE_NONE. */
struct slice view_language(struct search_view *view, const struct entry *entry);
/* The languages of its documents, the commonest first. */
const struct names *view_languages(struct search_view *view);

/* Calls visit() for each document that can be found, with its key, until it
 * returns false. */
void view_each(struct search_view *view,
               bool (*visit)(void *context, const struct entry *entry,
                             uint64_t key),
               void *context);
/* Whether one of its documents has that key. */
bool view_has(struct search_view *view, uint64_t key);

#endif
