/* dump.h - jansson's trees as text. Private to this room.
 *
 * What is small and made for one answer is built with jansson. */
#ifndef REPRESENT_DUMP_H
#define REPRESENT_DUMP_H

#include "base/arena.h"

#include <jansson.h>

/* The tree as compact JSON in `arena`; takes over the reference. */
struct slice dump_json(json_t *tree, struct arena *arena);

/* A string of any bytes; SLICE_NONE gives null. */
json_t *text_node(struct slice text);

#endif
