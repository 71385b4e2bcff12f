/* ranges.h - a part of a file, if a client asks for one. Private to this
 * room. */
#ifndef API_RANGES_H
#define API_RANGES_H

#include "api/exchange.h"

#define RANGES_MAX 16 /* in one request; of more, none is given */

enum ranges_verdict {
    RANGES_NONE,         /* nothing usable is asked for: the whole */
    RANGES_ONE,          /* a part */
    RANGES_OUT_OF_BOUNDS /* nothing that there is */
};

struct byte_range {
    int64_t first, last; /* both included */
};

/* Reads a Range field (RFC 9110, 14.1 and 14.2) for something of that size.
 * Several ranges that meet are one; others give RANGES_NONE. */
enum ranges_verdict ranges_read(struct slice field, int64_t size,
                                struct byte_range *ret_range);

/* Makes the answer of a file a part of it, if the request says so, and says
 * that parts can be had. Anything else stays as it is. False if the request is
 * for a part that does not exist. */
bool ranges_apply(struct exchange *x) MUST_USE;

#endif
