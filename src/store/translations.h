/* translations.h - links the translations of a document. Private to this
 * room. */
#ifndef STORE_TRANSLATIONS_H
#define STORE_TRANSLATIONS_H

#include "store/builder.h"

/* Sets the language and the translations of each entry of the root. */
void join_translations(const struct builder *builder,
                       const struct built_root *root);

#endif
