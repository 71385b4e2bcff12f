/* streams.h - lists as .ndjson: all of them, a document a line. Private to
 * this room. */
#ifndef API_STREAMS_H
#define API_STREAMS_H

#include "api/exchange.h"

#define STREAM_SUFFIX ".ndjson"

/* Reads the query and answers with all that it selects of the list, which is
 * in its default order. `collection` is what its documents are of, or NULL
 * for any; `accepts` is or-ed to what every stream understands. */
void respond_stream(struct exchange *x, const struct list *list,
                    const struct collection *collection, unsigned accepts);

#endif
