/* streams.h - lists that are made while they are sent. Private to this room. */
#ifndef API_STREAMS_H
#define API_STREAMS_H

#include "api/exchange.h"

#define STREAM_LIMIT UINT32_MAX /* unless the request says less */

/* Answers with the documents that were selected, up to the query's limit, in
 * the form of x->suffix. */
void stream_answer(struct exchange *x, const struct list *selected);

#endif
