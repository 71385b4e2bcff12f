/* signing.c - libsodium does it. */
#include "base/signing.h"

#include <sodium.h>

_Static_assert(sizeof(crypto_auth_hmacsha256_state) <= SIGNING_STATE_BYTES,
               "the state of a signature");

static crypto_auth_hmacsha256_state *state_of(struct signing *signing)
{
    return (crypto_auth_hmacsha256_state *)(void *)signing->state;
}

void signing_begin(struct signing *signing, struct slice key)
{
    (void)crypto_auth_hmacsha256_init(
        state_of(signing), (const unsigned char *)key.data, key.size);
}

void signing_add(struct signing *signing, struct slice part)
{
    (void)crypto_auth_hmacsha256_update(
        state_of(signing), (const unsigned char *)part.data, part.size);
}

struct token_hash signing_end(struct signing *signing)
{
    struct token_hash hash;
    (void)crypto_auth_hmacsha256_final(state_of(signing), hash.bytes);
    sodium_memzero(signing, sizeof *signing);
    return hash;
}
