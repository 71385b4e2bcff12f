/* text_forms.h - which formats of JSON Schema a text has. Private to this
 * room. */
#ifndef INDEX_TEXT_FORMS_H
#define INDEX_TEXT_FORMS_H

#include "base/str.h"

/* Returns those of `candidates` (enum text_form of types.h, or-ed) that the
 * text has. */
unsigned text_forms_of(struct slice text, unsigned candidates);

#endif
