/* vocabulary.h - the words of an index, for typing errors and beginnings.
 * Private to this room. Any thread may call these functions.
 *
 * It has the words of all rows, drafts too, and of rows that are gone: whoever
 * shows a word has to find it in a document that may be seen. */
#ifndef SEARCH_VOCABULARY_H
#define SEARCH_VOCABULARY_H

#include "base/str.h"

#define VOCABULARY_MAX_WORDS 2000000 /* further ones are not kept */

struct vocabulary;

struct vocabulary *vocabulary_new(void);
void vocabulary_free(struct vocabulary *vocabulary);
void vocabulary_clear(struct vocabulary *vocabulary);

/* Keeps a copy; false if it was known. */
bool vocabulary_add(struct vocabulary *vocabulary, struct slice word);

/* All words, sorted; nothing can be added before vocabulary_unlock(). */
const struct names *vocabulary_lock(struct vocabulary *vocabulary);
void vocabulary_unlock(struct vocabulary *vocabulary);

#endif
