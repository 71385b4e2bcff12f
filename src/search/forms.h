/* forms.h - what else a word that is asked for may stand as. Private to this
 * room. */
#ifndef SEARCH_FORMS_H
#define SEARCH_FORMS_H

#include "search/ask.h"

/* Sets the stems and forms of a word in the languages of the query, from how it
 * was typed; word->text is set. They lie in `arena`. */
void forms_find(const struct ask_options *options, struct stemmers *stemmers,
                struct slice typed, struct arena *arena, struct ask_word *word);

#endif
