/* validate.h - entity tags. Private to this room. */
#ifndef API_VALIDATE_H
#define API_VALIDATE_H

#include "api/response.h"

#include <stdint.h>

/* Whether an If-None-Match field has this entity tag or is "*". Lists and weak
 * comparison follow RFC 9110, 13.1.2 and 8.8.3.2. */
bool etag_matches(struct slice if_none_match, struct slice etag);

/* A strong entity tag from a hash of everything that determines the answer. */
struct slice etag_of_hash(uint64_t hash, struct arena *arena);

/* A strong entity tag, including quotes, for the present body. */
struct slice etag_of_body(const struct response *response, struct arena *arena);

#endif
