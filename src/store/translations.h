/* translations.h - links the translations of a document. Private to this
 * room. */
#ifndef STORE_TRANSLATIONS_H
#define STORE_TRANSLATIONS_H

#include "layout/languages.h"
#include "store/snapshot.h"

/* Sets the language and the translations of each entry. */
void join_translations(const struct languages *languages,
                       struct snapshot *snapshot);

#endif
