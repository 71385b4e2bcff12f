/* signing.h - HMAC-SHA-256 (RFC 2104) of what comes in parts, with any key. */
#ifndef BASE_SIGNING_H
#define BASE_SIGNING_H

#include "base/token_hash.h"

#define SIGNING_STATE_BYTES 256

/* Opaque; of one thread. */
struct signing {
    _Alignas(16) unsigned char state[SIGNING_STATE_BYTES];
};

void signing_begin(struct signing *signing, struct slice key);
void signing_add(struct signing *signing, struct slice part);
struct token_hash signing_end(struct signing *signing);

#endif
