/* vocabulary.h - the words of an index, for typing errors, for beginnings, and
 * for words with the same stem. Private to this room. Any thread may call these
 * functions.
 *
 * It has the words of all rows, drafts too, and of rows that are gone: whoever
 * shows a word has to find it in a document that may be seen. */
#ifndef SEARCH_VOCABULARY_H
#define SEARCH_VOCABULARY_H

#include "base/arena.h"

#define VOCABULARY_MAX_WORDS 2000000 /* further ones are not kept */
#define VOCABULARY_MAX_FORMS 200     /* of a stem; no others are looked for */

struct vocabulary;

struct vocabulary *vocabulary_new(void);
void vocabulary_free(struct vocabulary *vocabulary);
void vocabulary_clear(struct vocabulary *vocabulary);

/* Keeps a copy; false if it was known. */
bool vocabulary_add(struct vocabulary *vocabulary, struct slice word);

/* All words, sorted; nothing can be added before vocabulary_unlock(). */
const struct names *vocabulary_lock(struct vocabulary *vocabulary);
void vocabulary_unlock(struct vocabulary *vocabulary);

/* Makes vocabulary_lock() and vocabulary_forms() of that language quick. */
void vocabulary_prepare(struct vocabulary *vocabulary, struct slice lang);

/* The words, other than `stem` itself, of which it is the stem in a language.
 * An index need not keep the stems of words beside them: a query asks for all
 * of these. Which they are depends on the language that is asked for and on
 * each word by itself, so that those of documents that a client must not see
 * add nothing to others. The array and the words lie in `arena`. */
struct names vocabulary_forms(struct vocabulary *vocabulary, struct slice lang,
                              struct slice stem, struct arena *arena);

#endif
