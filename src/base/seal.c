/* seal.c - libsodium, and nothing of ours.
 *
 * sodium_init() is called before any of it is used; it may be called again,
 * from any thread, and does nothing then. It fails where the system has no
 * random numbers to give, and then there is nothing to be done. */
#include "base/seal.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define TOKEN_START "hm_"
#define VARIANT     sodium_base64_VARIANT_URLSAFE_NO_PADDING

_Static_assert(SEAL_BYTES == crypto_hash_sha256_BYTES, "the size of a hash");
_Static_assert(SEAL_BYTES == crypto_auth_hmacsha256_BYTES,
               "the size of a signature");
_Static_assert(SEAL_BYTES == crypto_auth_hmacsha256_KEYBYTES,
               "a hash is a key");
_Static_assert(SEAL_SIGNED + 1 ==
                   sodium_base64_ENCODED_LEN(SEAL_BYTES, VARIANT),
               "the size of 32 bytes as text");

static void start(void)
{
    if (sodium_init() < 0)
        abort();
}

void seal_make_token(char ret_token[SEAL_TOKEN + 1])
{
    unsigned char bytes[SEAL_BYTES];
    start();
    randombytes_buf(bytes, sizeof bytes);
    char *rest = stpcpy(ret_token, TOKEN_START);
    sodium_bin2base64(rest, SEAL_SIGNED + 1, bytes, sizeof bytes, VARIANT);
    sodium_memzero(bytes, sizeof bytes);
}

struct seal seal_of(struct slice token)
{
    struct seal seal;
    start();
    crypto_hash_sha256(seal.bytes, (const unsigned char *)token.data,
                       token.size);
    return seal;
}

void seal_print(const struct seal *seal, char ret_hex[SEAL_HEX + 1])
{
    sodium_bin2hex(ret_hex, SEAL_HEX + 1, seal->bytes, sizeof seal->bytes);
}

bool seal_read(struct slice hex, struct seal *ret_seal)
{
    size_t size;
    return hex.size == SEAL_HEX &&
           sodium_hex2bin(ret_seal->bytes, sizeof ret_seal->bytes, hex.data,
                          hex.size, NULL, &size, NULL) == 0 &&
           size == SEAL_BYTES;
}

bool seal_equal(const struct seal *a, const struct seal *b)
{
    return sodium_memcmp(a->bytes, b->bytes, SEAL_BYTES) == 0;
}

static struct seal signature_of(const struct seal *key, struct slice text)
{
    struct seal made;
    start();
    crypto_auth_hmacsha256(made.bytes, (const unsigned char *)text.data,
                           text.size, key->bytes);
    return made;
}

void seal_sign(const struct seal *key, struct slice text,
               char ret_signature[SEAL_SIGNED + 1])
{
    struct seal made = signature_of(key, text);
    sodium_bin2base64(ret_signature, SEAL_SIGNED + 1, made.bytes,
                      sizeof made.bytes, VARIANT);
}

bool seal_verify(const struct seal *key, struct slice text,
                 struct slice signature)
{
    struct seal made = signature_of(key, text), told;
    size_t size;
    return sodium_base642bin(told.bytes, sizeof told.bytes, signature.data,
                             signature.size, NULL, &size, NULL, VARIANT) == 0 &&
           size == SEAL_BYTES && seal_equal(&made, &told);
}
