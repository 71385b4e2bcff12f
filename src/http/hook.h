/* hook.h - a forge says that there are new commits: POST /_hooks/git.
 *
 *     head --which signature?--> body, through HMAC --compare--> "look now"
 *
 * Nothing that the request says is used: what is there is found out by asking
 * the repository. So a request that is sent twice does no harm, and the body is
 * read for its signature alone, without being kept. */
#ifndef HTTP_HOOK_H
#define HTTP_HOOK_H

#include "api/response.h"
#include "http/body.h"
#include "http/server.h"

/* GitHub sends no larger one (GitHub Docs, "Webhook events and payloads":
 * payloads are capped at 25 MB). */
#define HOOK_MAX_BYTES (25 * 1024 * 1024)

/* How many a client may send, by which nobody learns a secret. */
#define HOOK_MAX_REQUESTS 60
#define HOOK_SECONDS      60

struct request;
struct snapshot;

/* Answers 202 and calls hook->look(), or refuses. Only operators
 * (request->is_operators) need no signature where there is no secret. The
 * connection has to be closed afterwards. */
void hook_respond(const struct server_hook *hook,
                  const struct body_source *source, struct snapshot *snapshot,
                  const struct request *request, struct response *ret_response);

/* Whether a request with this head and body is signed with the secret; for
 * tests, and used by hook_respond() in parts. */
bool hook_is_signed(const struct head *head, struct slice body,
                    struct slice secret, int64_t now_s);

#endif
