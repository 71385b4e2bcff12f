/* streams.h - lists that are made while they are sent. Private to this room. */
#ifndef API_STREAMS_H
#define API_STREAMS_H

#include "api/exchange.h"

#define STREAM_LIMIT UINT32_MAX /* unless the request says less */

/* A stream is as long as the documents that it is of, unless they show others
 * in them: then it holds at most this much. */
#define STREAM_MAX_RELATED_BYTES (128 * 1024 * 1024)

/* Answers with the documents that were selected, up to the query's limit, in
 * the form of x->suffix. */
void stream_answer(struct exchange *x, const struct list *selected);

#endif
