/* window.h - which part of a text is shown. Private to this room. */
#ifndef SEARCH_WINDOW_H
#define SEARCH_WINDOW_H

#include "search/match.h"

/* Hits that are shown together, and the text around them. */
struct window {
    size_t first, end;                /* hits, [first, end) */
    size_t text_start, text_end;      /* of the text */
    bool is_cut_before, is_cut_after; /* in the middle of a block */
};

/* Counts the characters up to the hits, which window_find() needs. */
void window_measure(struct slice text, struct hit *hits, size_t count);

/* Chooses the best hits that fit into `max_characters`, and as much of the text
 * around them as fits; outside of the text of `taken`, which may be all zero.
 * Best are most terms that are not in `taken`, then most terms, phrases, hits,
 * and of equals the first. False if there are none. */
bool window_find(struct slice text, const struct hit *hits, size_t count,
                 const struct ask *ask, const struct window *taken,
                 size_t max_characters, struct window *ret_window);

#endif
