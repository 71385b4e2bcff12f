/* sieve.h - passes over the words of a text that cannot be meant. Private to
 * this room.
 *
 *     wanted: caching (cach)
 *     The Cache-Control header can tell ...
 *         ^             ^      ^
 *         only these are worth a look */
#ifndef SEARCH_SIEVE_H
#define SEARCH_SIEVE_H

#include "search/stem.h"

#include <stdint.h>

#define SIEVE_SIGNS 37 /* letters and digits of ASCII, and all else as one */

struct sieve {
    unsigned letters;             /* that count; 0: every word may be wanted */
    uint64_t second[SIEVE_SIGNS]; /* by the first sign of a word, the second
                                     ones, a bit each */
    uint64_t low[0x800 / 64];     /* first characters below U+0800 */
    uint64_t high[16];            /* the others, by their last ten bits */
};

/* For texts of a language, whose stems count as `language_kept_letters()`
 * says; NULL: there are no stems. */
void sieve_init(struct sieve *sieve, const struct language *language);

/* Wants words whose text or stem begins with this form. */
void sieve_add(struct sieve *sieve, struct slice form);

/* Where at or after `at` the next word begins that may be wanted, or a little
 * before it; text.size if there is none. `at` is not within a word, but may be
 * within a run of a script without spaces. */
size_t sieve_next(const struct sieve *sieve, struct slice text, size_t at);

#endif
