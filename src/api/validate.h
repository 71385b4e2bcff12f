/* validate.h - entity tags. Private to this room. */
#ifndef API_VALIDATE_H
#define API_VALIDATE_H

#include "api/response.h"

#include <stdint.h>

/* Whether an If-None-Match field names this entity tag, or is "*": lists and
 * weak comparison as RFC 9110, 13.1.2 and 8.8.3.2 have it. */
bool etag_matches(struct slice if_none_match, struct slice etag);

/* A strong entity tag made of a hash of what the answer is made of. */
struct slice etag_of_hash(uint64_t hash, struct arena *arena);

/* A strong entity tag, quotes included, for the body as it stands. */
struct slice etag_of_body(const struct response *response, struct arena *arena);

#endif
