/* route.h - the one table of addresses. Private to this room, and read by the
 * test that compares it with the description in openapi/. */
#ifndef API_ROUTE_H
#define API_ROUTE_H

#include "api/exchange.h"

enum route_kind {
    ROUTE_SINGLE,
    ROUTE_LIST,   /* may have the suffix of a list */
    ROUTE_PREFIX, /* more may follow the first segment */
};

struct route {
    const char *first; /* first segment; "" for "/"; NULL for any other */
    enum route_kind kind;
    enum route_template template;        /* as the description names it */
    bool (*respond)(struct exchange *x); /* see endpoints.h */
    bool is_for_operators;               /* is at their address as well */
};

extern const struct route routes[];
extern const size_t route_count;

/* Never NULL: the last route matches every address. `*ret_suffix` is the suffix
 * of a ROUTE_LIST, or NULL. */
const struct route *route_find(struct slice first, struct slice rest,
                               const struct suffix **ret_suffix);

#endif
