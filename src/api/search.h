/* search.h - full text in the answers of lists. Private to this room. */
#ifndef API_SEARCH_H
#define API_SEARCH_H

#include "api/exchange.h"
#include "search/search.h"

/* What the query says of languages and of the last word. Lies in x->arena. */
struct ask_options exchange_ask_options(struct exchange *x);

/* What looking for the query's text costs, in the units of plan_effort(). */
size_t search_effort(const struct exchange *x);

/* Writes "search":{...} into an open object; nothing if the query has no text.
 * `total` is the length of the list. */
void search_write_meta(struct str *out, const struct exchange *x, size_t total);

/* "search":{...} of a text, with what is not SLICE_NONE, NULL or 0. */
void search_write_facts(struct str *out, struct slice text,
                        struct slice corrected, const size_t *total,
                        size_t behind);

/* Answers 503: the index is not ready, or 404 where there is none. */
void search_answer_state(struct exchange *x, enum search_state state);

#endif
