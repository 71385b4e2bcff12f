/* index.h - the index of a site, as the rest of this room sees it. */
#ifndef SEARCH_INDEX_H
#define SEARCH_INDEX_H

#include "search/engine.h"
#include "search/search.h"

/* What the index knows of the row with that key; false if there is none. Only
 * between search_lock() and search_unlock(). */
void search_lock(struct search *search);
void search_unlock(struct search *search);
bool search_find_row(struct search *search, uint64_t key,
                     struct engine_row *ret_row);
uint32_t search_last_row(const struct search *search);
/* Changes with every row that is added or removed, and every era. */
unsigned search_generation(struct search *search);
/* Changes when all rows are forgotten, as their numbers may be used anew. */
unsigned search_era(struct search *search);

struct search *search_ref(struct search *search);
void search_unref(struct search *search);

/* Whether queries can be answered. Where the index waits for the first query,
 * begins it and waits until it is whole. */
enum search_state search_await(struct search *search);
void search_describe(struct search *search, struct arena *arena,
                     struct search_progress *progress);

/* What one thread needs to answer a query. */
struct desk {
    struct engine_reader *reader; /* NULL: it has not been needed */
    struct stemmers *stemmers;
    unsigned era; /* of what the reader reads */
    struct desk *next;
};

/* Waits while too many are in use. With `reads` it has a reader; NULL if the
 * engine cannot be reached. */
struct desk *search_take_desk(struct search *search, bool reads,
                              struct err *err);
/* With ENGINE_FINE it is kept for others; else the index is told. */
void search_give_desk(struct search *search, struct desk *desk,
                      enum engine_fault fault, const struct err *err);

const struct engine_ops *search_engine(struct search *search);

/* The words of the index. */
struct vocabulary *search_vocabulary(struct search *search);

#endif
