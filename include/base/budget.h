/* budget.h - memory that many threads share out among themselves.
 *
 *     [ 7 MB | 2 MB | 7 MB |           free            ]
 *        '------'------'--- shares, one for each holder
 *
 * Who wants more than is free waits for a moment and is then refused, so that
 * what all hold together stays within the maximum. Any thread may call these
 * functions, but only one at a time for the same share. */
#ifndef BASE_BUDGET_H
#define BASE_BUDGET_H

#include "base/err.h"

#include <stddef.h>

struct budget; /* opaque, see budget.c */

/* `struct share s = {0}` holds nothing. */
struct share {
    struct budget *budget;
    size_t bytes;
};

/* At most `max_shares` holders at a time; `max_waiting` may wait for bytes or
 * for a share, for `wait_ms` each. */
struct budget *budget_new(size_t max_bytes, unsigned max_shares,
                          unsigned max_waiting, unsigned wait_ms);
void budget_free(struct budget *budget); /* no share may be held */

/* Makes the share hold `bytes`, more or fewer than before. May block. False if
 * that is refused: the share then holds what it held. A share that is the only
 * one is never refused for its size, so the largest answer is possible. */
bool share_set(struct share *share, struct budget *budget,
               size_t bytes) MUST_USE;
void share_release(struct share *share);

struct budget_stats {
    size_t max_bytes, bytes; /* may be held, and are */
    unsigned max_shares, shares, waiting;
};

struct budget_stats budget_stats(struct budget *budget);

/* Whether more than three quarters of the bytes or of the shares are held. */
bool budget_is_tight(struct budget *budget);

#endif
