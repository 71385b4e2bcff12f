/* dump.h - jansson's trees as strings. Private to this room.
 *
 * Documents that are small and made for one answer are built with jansson. */
#ifndef REPRESENT_DUMP_H
#define REPRESENT_DUMP_H

#include "base/arena.h"

#include <jansson.h>

/* The tree as compact JSON in `arena`. Takes over the reference. */
struct slice dump_json(json_t *tree, struct arena *arena);

/* A string of any bytes, or null for SLICE_NONE. */
json_t *text_node(struct slice text);

#endif
