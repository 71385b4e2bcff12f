/* datum.h - one value of a field as JSON. Private to this room. */
#ifndef REPRESENT_DATUM_H
#define REPRESENT_DATUM_H

#include "index/schema.h"

/* A relation is its slug. */
void datum_write(struct str *out, const struct datum *datum);

/* The string of a text or date. */
struct slice datum_text(const struct datum *datum);

#endif
