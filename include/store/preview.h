/* preview.h - access to unpublished documents.
 *
 *     Authorization: Bearer TOKEN         all of it
 *     ?preview=NAME.EXPIRES.SIGNATURE     one document, until that second
 *
 * A link is signed with the hash of a token (base/token_hash.h) over
 * "preview\nEXPIRES\nID". So anyone who has a token can make a link without
 * asking the server, and the link becomes invalid with its token. */
#ifndef STORE_PREVIEW_H
#define STORE_PREVIEW_H

#include "layout/policy.h"

/* Returns the value of "preview=", in the arena. `id` is "posts/hello". */
struct slice preview_sign(const struct token *token, struct slice id,
                          int64_t expires_s, struct arena *arena);

/* No link opens anything earlier than this before its end, so that none is
 * good for ever. */
#define PREVIEW_MAX_SECONDS (366L * 24 * 3600)

enum preview_verdict {
    PREVIEW_GRANTED,
    PREVIEW_MALFORMED,
    PREVIEW_FORGED, /* for another document, or by a removed token */
    PREVIEW_ENDED,
    PREVIEW_TOO_LONG, /* it ends more than PREVIEW_MAX_SECONDS from now */
};

enum preview_verdict preview_verify(const struct policy *policy,
                                    struct slice id, struct slice signature,
                                    int64_t now_ms);

/* Returns the token of that name, or the one that was sent, or NULL. */
const struct token *policy_token(const struct policy *policy,
                                 struct slice name);
const struct token *policy_recognise_token(const struct policy *policy,
                                           struct slice token);

#endif
