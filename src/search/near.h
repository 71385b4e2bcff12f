/* near.h - the words that somebody may have meant. Private to this room. */
#ifndef SEARCH_NEAR_H
#define SEARCH_NEAR_H

#include "base/arena.h"

#define NEAR_MAX_WORDS 1000

struct near_word {
    struct slice word; /* of the vocabulary */
    unsigned distance; /* 0: it is the word itself */
};

/* So many letters a word has, or the one that is meant, for one edit and for
 * two. */
#define NEAR_MIN_LETTERS 5
#define NEAR_MIN_FOR_TWO 9

/* How many edits away a word may be of that length: one from four characters
 * on, since one may be missing, two from seven on. Numbers are never meant to
 * be others: 0 for a word with more digits than letters. */
unsigned near_tolerance(struct slice word);

/* Finds the words at most `max_distance` edits away; returns how many. An edit
 * inserts, removes or replaces a character, or swaps two neighbours.
 * `vocabulary` is sorted and all of it folded. Of more than NEAR_MAX_WORDS the
 * farther ones are left out. The array lies in `arena`, in the order of the
 * vocabulary or not. */
size_t near_find(struct slice word, const struct names *vocabulary,
                 unsigned max_distance, struct arena *arena,
                 struct near_word **ret_words);

#endif
