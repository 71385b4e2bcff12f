/* api.h - request + snapshot -> response.
 *
 * A pure function: no socket, no clock except request->now_ms, and no file but
 * those under /_media, by media/file.h. The HTTP server, `headmatter get` and
 * the tests are thin callers of it. Any number of threads may call it at once,
 * each with its own response. */
#ifndef API_API_H
#define API_API_H

#include "api/request.h"
#include "api/response.h"

struct snapshot;

/* Appends to *key all that the answer may depend on besides the snapshot and
 * the time: two requests with the same key have the same answer, but for HEAD
 * and If-None-Match. False if the answer is for this request alone. */
bool api_key(const struct snapshot *snapshot, const struct request *request,
             struct str *key) MUST_USE;

/* The name of the token that the request shows, in the snapshot's memory, or
 * SLICE_NONE: it shows none, or one that is not known. */
struct slice api_holder(const struct snapshot *snapshot,
                        const struct request *request);

/* Whether an If-None-Match field has this entity tag or is "*". Lists and weak
 * comparison follow RFC 9110, 13.1.2 and 8.8.3.2. So does the same tag with a
 * coding after it, as a proxy that compresses may have sent it on. */
bool api_is_known(struct slice if_none_match, struct slice etag);

/* Makes the 304 of a response that is 200. */
void api_set_not_modified(struct response *response);

/* Fills *ret_response, which the caller releases with response_release(); until
 * then it holds a reference to the snapshot. Always answers: errors are problem
 * documents (RFC 9457). */
void api_respond(struct snapshot *snapshot, const struct request *request,
                 struct response *ret_response);

/* Whether the request brings a message that api_respond() does not answer: it
 * is a POST to /_mcp, and the operator lets models in. */
bool api_takes_message(struct snapshot *snapshot,
                       const struct request *request);

/* The same for a POST to /_hooks/git, where request->takes_hooks. */
bool api_takes_hook(struct snapshot *snapshot, const struct request *request);

/* Answers it with what another room has made of it, which no cache may keep:
 * JSON, or nothing where the buffer is empty. Takes over what is in it. */
void api_deliver(struct snapshot *snapshot, const struct request *request,
                 enum route_template template, int status, struct str *body,
                 struct response *ret_response);

/* Answers what never became a request: a malformed head, a header that is too
 * large. `status` is 400 to 599; `detail` is one sentence. */
void api_refuse(struct snapshot *snapshot, int status, const char *detail,
                struct response *ret_response);

#endif
