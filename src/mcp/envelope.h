/* envelope.h - of which version a request is, and whether its header fields say
 * the same as it does. Private to this room. */
#ifndef MCP_ENVELOPE_H
#define MCP_ENVELOPE_H

#include "mcp/inquiry.h"

/* Sets inquiry->version; false after rejecting the request. `mirrored` is the
 * param that the field Mcp-Name repeats, or NULL. */
bool envelope_open(struct inquiry *inquiry, const char *mirrored) MUST_USE;

/* Whether a request says in itself of which version it is. */
bool envelope_is_modern(const struct rpc *rpc);

/* Without a request to ask: what batches, responses and notifications are of.
 */
const struct mcp_version *envelope_version(const struct mcp_message *message,
                                           const struct mcp_session *session);

#endif
