/* match.h - where the terms of a query are in a text. Private to this room. */
#ifndef SEARCH_MATCH_H
#define SEARCH_MATCH_H

#include "search/ask.h"

#define MATCH_MAX_HITS 1000 /* of a text; what comes after is not looked at */
/* So much of a text is enough if it has a hit. */
#define MATCH_ENOUGH_BYTES (64 * 1024)

struct stemmers;

struct hit {
    size_t start, end;  /* in the text */
    unsigned term;      /* of the query */
    size_t first, last; /* in characters: for window.c, which counts them */
};

/* Finds the hits of the terms that may be in `part`, ordered by their start;
 * those of one term do not overlap, but for phrases. Returns how many, at most
 * MATCH_MAX_HITS. */
size_t match_find(struct slice text, struct slice lang, const struct ask *ask,
                  unsigned part, struct stemmers *stemmers,
                  struct hit ret_hits[MATCH_MAX_HITS]);

#endif
