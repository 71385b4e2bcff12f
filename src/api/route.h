/* route.h - the one table of addresses. Private to this room, and read by the
 * test that compares it with the description in openapi/. */
#ifndef API_ROUTE_H
#define API_ROUTE_H

#include "api/exchange.h"

struct route {
    const char *first;    /* first segment; "" for "/"; NULL for any other */
    bool takes_rest;      /* something may follow the first segment */
    const char *template; /* as the description names it */
    void (*respond)(struct exchange *x);
};

extern const struct route routes[];
extern const size_t route_count;

/* Never NULL: the last route takes whatever is left. */
const struct route *route_find(struct slice first, struct slice rest);

#endif
