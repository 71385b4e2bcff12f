/* stem.h - languages: their stemmers, and what is known of words already met.
 * Private to this room.
 *
 * stem.c is the only user of libstemmer. */
#ifndef SEARCH_STEM_H
#define SEARCH_STEM_H

#include "search/words.h"

/* One of struct stemmers, with which it ends. */
struct language;

/* Of a tag, "de" or "pt-BR"; for languages without a stemmer, and for
 * SLICE_NONE, one that has none. */
struct language *stemmers_find(struct stemmers *stemmers, struct slice tag);

bool language_has_stemmer(const struct language *language);

/* How many letters at its start every word has in common with its stem, 0 to
 * 2; "y" and "i" count as one: "dying" and "die". */
unsigned language_kept_letters(const struct language *language);

/* Whether the small "I" has no dot. */
bool language_is_turkish(const struct language *language);

/* The stem of a word whose case is folded and which has its accents; with
 * accents, too. Valid until the next call. */
struct slice language_stem(struct language *language, struct slice word);

/* The forms of a word, as struct word has them. */
struct word_forms {
    struct slice text, stem;
};

/* What language_remember() was told of the same key, if it has not been pushed
 * out since. The forms are valid until the next language_remember(). */
bool language_recall(struct language *language, struct slice key,
                     struct word_forms *ret_forms);
void language_remember(struct language *language, struct slice key,
                       const struct word_forms *forms);

#endif
