/* api.h - request + snapshot -> response.
 *
 * A pure function: no socket, no file, no clock except request->now_ms. The
 * HTTP server, `headmatter get` and the tests are thin callers of it. Any
 * number of threads may call it at once, each with its own response. */
#ifndef API_API_H
#define API_API_H

#include "api/request.h"
#include "api/response.h"

struct snapshot;

/* Fills *ret_response, which the caller releases with response_release(); until
 * then it holds a reference to the snapshot. Always answers: errors are problem
 * documents (RFC 9457). */
void api_respond(struct snapshot *snapshot, const struct request *request,
                 struct response *ret_response);

/* Answers what never became a request: a malformed head, a header that is too
 * large. `status` is 400 to 599; `detail` is one sentence. */
void api_refuse(struct snapshot *snapshot, int status, const char *detail,
                struct response *ret_response);

#endif
