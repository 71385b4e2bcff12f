/* json_scan.h - finds values in JSON that this program has written. Private to
 * this room.
 *
 *     {"slug":"a","tags":[{"slug":"go"},{"slug":"c"}]}
 *     tags.slug -> "go", "c"
 *
 * The text is valid and without spaces between tokens: it has just been made,
 * for an answer that is no JSON. So nothing is parsed, nothing is kept, and no
 * limit of depth or size applies beyond those of the answer itself. */
#ifndef REPRESENT_JSON_SCAN_H
#define REPRESENT_JSON_SCAN_H

#include "base/str.h"

/* Takes the next member off the inside of an object, or the next element off
 * that of an array; false at the end. Keys are escaped, without quotes. */
bool json_next_member(struct slice *rest, struct slice *ret_key,
                      struct slice *ret_value);
bool json_next_element(struct slice *rest, struct slice *ret_value);

/* What is between the brackets or braces of a value. */
struct slice json_inside(struct slice value);

bool json_is_object(struct slice value);
bool json_is_array(struct slice value);
bool json_is_string(struct slice value);

/* The member of that escaped key, or SLICE_NONE. */
struct slice json_find(struct slice object, struct slice key);

/* Calls visit for each value at that path, whose names are escaped and which
 * may be "" for the value itself. Arrays on the way are taken apart; a number
 * is the index of an element. A key that holds dots is found by a path.
 * Returns whether an array was taken apart, so that there may be several. */
bool json_each_at(struct slice value, struct slice path,
                  void (*visit)(void *context, struct slice value),
                  void *context);

#endif
