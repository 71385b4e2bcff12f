/* uri.h - addresses of schemas. Private to this room. */
#ifndef VALIDATE_URI_H
#define VALIDATE_URI_H

#include "base/arena.h"

/* What a reference leads to from `base` (RFC 3986, 5.2), without its fragment;
 * in the arena. */
struct slice uri_resolve(struct slice base, struct slice reference,
                         struct arena *arena);

/* The fragment of a reference, with "%25" decoded; SLICE_NONE if it has none.
 */
struct slice uri_fragment(struct slice reference, struct arena *arena);

/* The size of the scheme that it starts with, without the colon; 0 for none. */
size_t uri_scheme_size(struct slice uri);

#endif
