/* messages.h - the addresses that take messages and webhooks. Private to this
 * room. */
#ifndef API_MESSAGES_H
#define API_MESSAGES_H

#include "api/exchange.h"

#define MESSAGES_ALLOWED "POST, OPTIONS"
/* That a page sends with a message: "*" does not cover them where it sends
 * cookies, too (Fetch standard, "CORS protocol"). */
#define MESSAGES_FIELDS                                                        \
    "Content-Type, MCP-Protocol-Version, Mcp-Method, Mcp-Name"

/* Whether it is asked for, and there. */
bool exchange_is_at_messages(const struct exchange *x);

bool exchange_is_at_hooks(const struct exchange *x);

/* 405, for everything but a message, or but a webhook. */
void answer_not_a_message(struct exchange *x);
void answer_not_a_hook(struct exchange *x);

#endif
