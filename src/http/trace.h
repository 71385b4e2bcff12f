/* trace.h - what one request is called in the logs of several programs.
 *
 *     X-Request-Id: 4f1c...    echoed; made where it is missing or malformed
 *     traceparent: 00-...      W3C Trace Context: logged, not answered
 *
 * Pure functions; any thread may call them, each with ids of its own. */
#ifndef HTTP_TRACE_H
#define HTTP_TRACE_H

#include "http/head.h"

#include <stdbool.h>
#include <stdint.h>

#define TRACE_MAX_ID_BYTES 128
#define TRACE_ID_BYTES     33 /* of one that is made, with its NUL */

/* Where ids come from. They are unlikely to be made twice, but can be guessed:
 * they keep nothing secret. */
struct trace_ids {
    uint64_t state;
};

void trace_ids_init(struct trace_ids *ids);

/* 32 hexadecimal digits. */
void trace_make_id(struct trace_ids *ids, char ret_id[TRACE_ID_BYTES]);

/* Whether an id can be passed on: short, and of characters that mean nothing in
 * a header, a log or a shell. */
bool trace_is_id(struct slice text);

/* The id of a request: its X-Request-Id, if there is one and it can be passed
 * on; else one that is made, in `ret_made`, if `makes_one`; else SLICE_NONE. */
struct slice trace_id_of(const struct head *head, struct trace_ids *ids,
                         bool makes_one, char ret_made[TRACE_ID_BYTES]);

/* Its traceparent, if that is valid; else SLICE_NONE. */
struct slice trace_parent_of(const struct head *head);

/* Whether a string is a traceparent, of this version or of a later one
 * (W3C Trace Context, 3.2). */
bool trace_is_parent(struct slice text);

#endif
