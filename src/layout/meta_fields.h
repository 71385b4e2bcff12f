/* meta_fields.h - reading the fields of a document. Private to this room. */
#ifndef LAYOUT_META_FIELDS_H
#define LAYOUT_META_FIELDS_H

#include "layout/meta.h"

/* Fills everything from `name` to `categories`, and adds warnings; the source,
 * the path and the front matter must be set. */
void meta_fill_fields(struct meta *meta);

/* Null, and strings of nothing but spaces. */
bool value_is_blank(const struct value *value);

#endif
