/* translations.h - documents that say the same in several languages. Private to
 * this room. */
#ifndef STORE_TRANSLATIONS_H
#define STORE_TRANSLATIONS_H

#include "layout/languages.h"
#include "store/snapshot.h"

/* Sets the language of each entry, and what it is a translation of. */
void join_translations(const struct languages *languages,
                       struct snapshot *snapshot);

#endif
