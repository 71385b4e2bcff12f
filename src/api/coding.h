/* coding.h - which content coding a client is answered in (RFC 9110, 8.4 and
 * 12.5.3). Private to this room. */
#ifndef API_CODING_H
#define API_CODING_H

#include "api/response.h"

/* The coding that the value of Accept-Encoding prefers, of those that there
 * are; SLICE_NONE is none. */
enum coding coding_choose(struct slice accept_encoding);

/* As in Content-Encoding; identity has none, SLICE_NONE. */
struct slice coding_name(enum coding coding);

/* The entity tag of the coded form; `etag` is that of the identity. */
struct slice coding_etag(enum coding coding, struct slice etag,
                         struct arena *arena);

#endif
