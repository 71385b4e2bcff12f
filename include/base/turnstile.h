/* turnstile.h - work that takes long, a few at a time.
 *
 * Who enters while all places are taken waits for one; if many wait already,
 * they are turned away at once. Any thread may call these functions. */
#ifndef BASE_TURNSTILE_H
#define BASE_TURNSTILE_H

#include "base/err.h"

struct turnstile; /* opaque, see turnstile.c */

struct turnstile *turnstile_new(unsigned places, unsigned most_waiting);
void turnstile_free(struct turnstile *turnstile); /* nobody may be in it */

/* False for who is turned away; else call turnstile_leave() at the end. */
bool turnstile_enter(struct turnstile *turnstile) MUST_USE;
void turnstile_leave(struct turnstile *turnstile);

/* From now on everybody is turned away, those who wait as well. */
void turnstile_close(struct turnstile *turnstile);

#endif
