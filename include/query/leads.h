/* leads.h - the addresses with a query that an answer leads to, where answers
 * are kept as files.
 *
 *     /posts?page=2              as a server is asked for it
 *     /posts@page=2.json         the file that has this answer
 *
 * What serves files reads no query: the first address would be the first page
 * again, and a client that follows `links.next` would never arrive. So such an
 * address is written as that of a file, and noted, so that the file is made.
 *
 * In the name of the file the query stands as it was sent. In an address the
 * "%" and "?" of it are therefore encoded once more. */
#ifndef QUERY_LEADS_H
#define QUERY_LEADS_H

#include "base/arena.h"

#define LEADS_MARK '@' /* in place of the "?" */

/* `struct leads l = {.arena = arena}` holds none. */
struct leads {
    struct arena *arena;
    struct slice *items; /* as a server is asked: "/posts?page=2" */
    size_t count, capacity;
};

/* Where the address has a query: notes it, and writes that of the file in its
 * place, which ends with `ending`, ".json". With NULL it stays as it is. */
void leads_settle(struct leads *leads, const char *ending, struct str *href);

/* The end of a path that names a form, ".rss", in the path; ".json" of any
 * other. */
const char *leads_ending(bool has_form, struct slice path);

#endif
