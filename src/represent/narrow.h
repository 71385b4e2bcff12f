/* narrow.h - fields=author.name: a part of what would be shown. Private to
 * this room. */
#ifndef REPRESENT_NARROW_H
#define REPRESENT_NARROW_H

#include "query/query.h"

/* The name among these, or the one that dots lead to from them: a key "a.b" is
 * found in fields=a.b. NULL if there is none. */
const struct name_tree *name_tree_find(const struct name_tree *names,
                                       struct slice key);

/* Whether one of these names is a number, which in a list is an element. */
bool names_elements(const struct name_tree *names);

/* Whether the JSON can have parts: an object, a list, or null. */
bool has_parts(struct slice json);

/* Appends the JSON with only these names in its objects, or without them where
 * `leaves_out`. In a list they are those of its elements, and a number is the
 * element at that place, from 0; elements that have no parts are left out with
 * the names that are not asked for. `json` is what represent has written: no
 * blanks between tokens. */
void narrow(struct str *out, struct slice json, const struct name_tree *names,
            bool leaves_out);

#endif
