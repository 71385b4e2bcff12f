/* reuse.h - answers a request with the bytes of an answer before, if it can.
 *
 *     request --key--> cache --> rendered fields and body
 *                        |
 *                        '-----> api_respond(), kept for the next
 *
 * Any thread may call these functions, each with its own buffers. */
#ifndef HTTP_REUSE_H
#define HTTP_REUSE_H

#include "api/api.h"
#include "http/cache.h"

/* As api_respond(). The response may borrow what is returned, which is NULL or
 * ended with cache_release() once the response is sent. `cache` may be NULL;
 * *scratch is overwritten. */
const struct cached *reuse_respond(struct cache *cache,
                                   struct snapshot *snapshot,
                                   const struct request *request,
                                   struct str *scratch,
                                   struct response *ret_response);

#endif
