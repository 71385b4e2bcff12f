/* spelling.h - how a word of the index is written. Private to this room. */
#ifndef SEARCH_SPELLING_H
#define SEARCH_SPELLING_H

#include "search/find.h"

/* The term that is that very word, without its stems. Its word lies in
 * `ret_word`. */
struct ask_term spelling_term(struct slice word, struct ask_word *ret_word);

/* The word as a document of the snapshot writes it, in the arena: "Häuser" of
 * "hauser"; SLICE_NONE if none has it. */
struct slice spelling_of(struct finding *finding, struct slice word);

#endif
