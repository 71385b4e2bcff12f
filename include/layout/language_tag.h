/* language_tag.h - recognises language tags. Private to this room. */
#ifndef LAYOUT_LANGUAGE_TAG_H
#define LAYOUT_LANGUAGE_TAG_H

#include "base/arena.h"

/* "fr", "pt-BR", "zh-Hant" from any spelling ("pt_br"). SLICE_NONE for anything
 * but a language with a two-letter code (ISO 639-1). */
struct slice language_tag(struct slice text, struct arena *arena);

struct slice language_primary(struct slice tag); /* "pt-BR" -> "pt" */

#endif
