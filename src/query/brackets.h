/* brackets.h - names with brackets: "tags[in][0]". Private to this room. */
#ifndef QUERY_BRACKETS_H
#define QUERY_BRACKETS_H

#include "base/err.h"
#include "base/str.h"

#define BRACKETS_MAX_KEYS 16

/* "tags[in][0]" */
struct bracketed {
    struct slice base;                    /* "tags" */
    struct slice keys[BRACKETS_MAX_KEYS]; /* "in", "0" */
    size_t count;
};

bool has_brackets(struct slice name);

/* False if the brackets do not match, if there are more than anybody needs, or
 * if nothing precedes them. */
bool brackets_split(struct slice name, struct bracketed *ret_parts) MUST_USE;

/* "" or "0": an element of an array. */
bool key_is_index(struct slice key);

#endif
