/* arguments.h - the query string of a URL, split and decoded once.
 *
 *     tags=go&title=a%20b&%ZZ     tags: "go"   title: "a b"   malformed: "%ZZ"
 *
 * Which names mean something is for query_parse() to say; see query.h. */
#ifndef QUERY_ARGUMENTS_H
#define QUERY_ARGUMENTS_H

#include "base/arena.h"

struct argument {
    struct slice name, value; /* decoded; the name is trimmed */
    bool is_malformed;        /* then the name is as sent, but valid UTF-8 */
};

struct arguments {
    const struct argument *items; /* in the order of the query string */
    size_t count;
};

/* Splits what follows the "?" of a target (SLICE_NONE for nothing). The result
 * lies in `arena`. */
struct arguments arguments_split(struct slice text, struct arena *arena);

#endif
