/* javascript_items.h - lists and objects of a program in JavaScript. Private to
 * this room. */
#ifndef LAYOUT_JAVASCRIPT_ITEMS_H
#define LAYOUT_JAVASCRIPT_ITEMS_H

#include "base/str.h"

/* Takes the next item of the list or object whose bracket is before *at; false,
 * with *at at the bracket that closes it, after the last. */
bool script_next_item(struct slice text, size_t *at, struct slice *ret_item);

/* Divides an item of an object: "a: b", "'a': b". Without a colon the key is
 * SLICE_NONE and the value the whole item. */
void script_split_member(struct slice item, struct slice *ret_key,
                         struct slice *ret_value);

/* Returns what the value is if it is one string, and nothing in it is computed
 * or escaped; SLICE_NONE otherwise. */
struct slice script_whole_string(struct slice value);

#endif
