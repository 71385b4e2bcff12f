/* percent.h - paths as they stand in addresses. */
#ifndef BASE_PERCENT_H
#define BASE_PERCENT_H

#include "base/arena.h"

/* Percent-encodes all but unreserved characters and "/" (RFC 3986, 2.3).
 * Returns the path itself where there are no others. */
struct slice percent_encode(struct slice path, struct arena *arena);
void percent_append(struct str *out, struct slice path);

#endif
