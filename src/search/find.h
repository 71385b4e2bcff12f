/* find.h - a query that is being answered. Private to this room. */
#ifndef SEARCH_FIND_H
#define SEARCH_FIND_H

#include "search/index.h"
#include "search/view.h"

struct finding {
    struct search *search;
    struct search_view *view;
    const struct engine_ops *engine;
    struct desk *desk;         /* with a reader */
    struct coverage *coverage; /* a reference */
    struct arena *arena;
    enum engine_fault fault;
    struct err err;
};

/* On SEARCH_READY finding_end() ends it, which says how it went. */
enum search_state finding_begin(struct finding *finding,
                                const struct snapshot *snapshot,
                                struct arena *arena);
enum search_state finding_end(struct finding *finding);

/* The options with the languages of the site, if they name none. */
struct ask_options finding_options(struct finding *finding,
                                   const struct ask_options *options);

/* How many documents of the snapshot have the term. */
size_t finding_count(struct finding *finding, const struct ask_term *term);
/* The same of those that are in lists: who does not know of another must not
 * learn its words. */
size_t finding_count_listed(struct finding *finding,
                            const struct ask_term *term);

/* Finds the documents that meet found->ask. */
void finding_carry_out(struct finding *finding, struct search_found *found);

/* How many meet all of it. */
size_t finding_count_all(struct finding *finding, const struct ask *ask);

/* Takes words for similar ones with which something is found (correct.c); true
 * if found->corrected has been set and found->ask is to be carried out. */
bool finding_correct(struct finding *finding, struct slice text,
                     const struct ask_options *options,
                     struct search_found *found);

#endif
