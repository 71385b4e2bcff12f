/* preview.h - who may see what is not published.
 *
 *     Authorization: Bearer TOKEN         all of it
 *     ?preview=NAME.EXPIRES.SIGNATURE     one document, until that second
 *
 * A link is signed with the hash of a token (base/token_hash.h) over
 * "preview\nEXPIRES\nID". So whoever has a token can make one without asking,
 * and it ends with its token. */
#ifndef STORE_PREVIEW_H
#define STORE_PREVIEW_H

#include "layout/policy.h"

/* What stands behind "preview=", in the arena. `id` is "posts/hello". */
struct slice preview_sign(const struct token *token, struct slice id,
                          int64_t expires_s, struct arena *arena);

enum preview_verdict {
    PREVIEW_GRANTED,
    PREVIEW_MALFORMED,
    PREVIEW_FORGED, /* of another document, or of a token that is gone */
    PREVIEW_ENDED,
};

enum preview_verdict preview_verify(const struct policy *policy,
                                    struct slice id, struct slice signature,
                                    int64_t now_ms);

/* NULL if there is no token of that name; whose hash is this token's. */
const struct token *policy_token(const struct policy *policy,
                                 struct slice name);
bool policy_knows_token(const struct policy *policy, struct slice token);

#endif
