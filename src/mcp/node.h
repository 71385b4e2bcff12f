/* node.h - jansson's trees, with slices for strings. Private to this room.
 *
 * Messages and what the API answers are small enough to be read as trees. A
 * tree belongs to one thread. */
#ifndef MCP_NODE_H
#define MCP_NODE_H

#include "base/str.h"

#include <jansson.h>

#define NODE_MAX_DEPTH 64 /* of a message */

enum node_fault {
    NODE_IS_WHOLE,
    NODE_IS_NO_JSON,
    NODE_IS_TOO_DEEP,
    NODE_HAS_TWO_KEYS, /* that are equal: which of them counts? */
};

/* Reads a text of a stranger. Returns NULL after setting *ret_fault, and
 * *ret_what to jansson's own words, which the caller releases. */
json_t *node_parse(struct slice text, enum node_fault *ret_fault,
                   struct str *ret_what);

/* Reads what the API has written; NULL if it is no JSON. */
json_t *node_load(struct slice text);

/* A string of any bytes that are UTF-8, or null for SLICE_NONE. */
json_t *node_of_text(struct slice text);

/* The string, SLICE_NONE for everything else. */
struct slice node_text(const json_t *node);
struct slice node_text_at(const json_t *object, const char *key);

/* Sets a string; leaves SLICE_NONE out. */
void node_set_text(json_t *object, const char *key, struct slice text);

/* Takes the member out of the object and drops it. */
void node_remove(json_t *object, const char *key);

/* Appends the tree as one line of JSON. */
void node_write(const json_t *node, struct str *out);

#endif
