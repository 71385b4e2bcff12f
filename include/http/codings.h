/* codings.h - bodies as gzip (RFC 1952) and Brotli (RFC 7932).
 *
 * A whole body is coded before its head is written, since the head says how
 * long it is. A body that is made while it is sent is coded batch by batch: the
 * client can use each as soon as it has it. */
#ifndef HTTP_CODINGS_H
#define HTTP_CODINGS_H

#include "api/response.h"
#include "base/limiter.h"

struct coder; /* opaque, see codings.c */

/* Puts the coded body in place of the response's, if it has one, and makes its
 * `next` code what it makes. Returns a coder that has to be released after the
 * response was sent; NULL if nothing more is to be coded. What takes a while
 * waits for its turn in `cores`, which may be NULL. */
struct coder *codings_apply(struct response *response, struct limiter *cores);

void coder_release(struct coder *coder); /* NULL is accepted */

/* For bytes that are coded once and kept: smaller than what codings_apply()
 * makes, and slower. `size` is that of all bytes. */
struct coder *coder_open(enum coding coding, size_t size);
/* Appends what the coder makes of them; the last call has `is_end`. */
void coder_append(struct coder *coder, struct slice bytes, bool is_end,
                  struct str *out);

#endif
