/* language_tag.h - words that are languages. Private to this room. */
#ifndef LAYOUT_LANGUAGE_TAG_H
#define LAYOUT_LANGUAGE_TAG_H

#include "base/arena.h"

/* "fr", "pt-BR", "zh-Hant" of any spelling ("pt_br"); SLICE_NONE for what is
 * no language that has a code of two letters (ISO 639-1). */
struct slice language_tag(struct slice text, struct arena *arena);

struct slice language_primary(struct slice tag); /* "pt-BR" -> "pt" */

#endif
