/* token_hash.c - libsodium does all of the cryptography.
 *
 * sodium_init() has to come first. It may be called again, from any thread,
 * and then does nothing. It fails only where the system has no random numbers
 * to give, and then there is nothing left to do. */
#include "base/token_hash.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define TOKEN_PREFIX "hm_"
#define VARIANT      sodium_base64_VARIANT_URLSAFE_NO_PADDING

_Static_assert(TOKEN_HASH_BYTES == crypto_hash_sha256_BYTES,
               "the size of a hash");
_Static_assert(TOKEN_HASH_BYTES == crypto_auth_hmacsha256_BYTES,
               "the size of a signature");
_Static_assert(TOKEN_HASH_BYTES == crypto_auth_hmacsha256_KEYBYTES,
               "a hash is a key");
_Static_assert(TOKEN_SIGNATURE_SIZE + 1 ==
                   sodium_base64_ENCODED_LEN(TOKEN_HASH_BYTES, VARIANT),
               "the size of 32 bytes as text");

static void init_sodium(void)
{
    if (sodium_init() < 0)
        abort();
}

void token_generate(char ret_token[TOKEN_SIZE + 1])
{
    unsigned char bytes[TOKEN_HASH_BYTES];
    init_sodium();
    randombytes_buf(bytes, sizeof bytes);
    char *rest = stpcpy(ret_token, TOKEN_PREFIX);
    sodium_bin2base64(rest, TOKEN_SIGNATURE_SIZE + 1, bytes, sizeof bytes,
                      VARIANT);
    sodium_memzero(bytes, sizeof bytes);
}

struct token_hash token_hash_of(struct slice token)
{
    struct token_hash hash;
    init_sodium();
    crypto_hash_sha256(hash.bytes, (const unsigned char *)token.data,
                       token.size);
    return hash;
}

void token_hash_print(const struct token_hash *hash,
                      char ret_hex[TOKEN_HASH_HEX_SIZE + 1])
{
    sodium_bin2hex(ret_hex, TOKEN_HASH_HEX_SIZE + 1, hash->bytes,
                   sizeof hash->bytes);
}

bool token_hash_parse(struct slice hex, struct token_hash *ret_hash)
{
    size_t size;
    return hex.size == TOKEN_HASH_HEX_SIZE &&
           sodium_hex2bin(ret_hash->bytes, sizeof ret_hash->bytes, hex.data,
                          hex.size, NULL, &size, NULL) == 0 &&
           size == TOKEN_HASH_BYTES;
}

bool token_hash_equal(const struct token_hash *a, const struct token_hash *b)
{
    return sodium_memcmp(a->bytes, b->bytes, TOKEN_HASH_BYTES) == 0;
}

static struct token_hash signature_of(const struct token_hash *key,
                                      struct slice text)
{
    struct token_hash made;
    init_sodium();
    crypto_auth_hmacsha256(made.bytes, (const unsigned char *)text.data,
                           text.size, key->bytes);
    return made;
}

void token_hash_sign(const struct token_hash *key, struct slice text,
                     char ret_signature[TOKEN_SIGNATURE_SIZE + 1])
{
    struct token_hash made = signature_of(key, text);
    sodium_bin2base64(ret_signature, TOKEN_SIGNATURE_SIZE + 1, made.bytes,
                      sizeof made.bytes, VARIANT);
}

bool token_hash_verify(const struct token_hash *key, struct slice text,
                       struct slice signature)
{
    struct token_hash made = signature_of(key, text), given;
    size_t size;
    return sodium_base642bin(given.bytes, sizeof given.bytes, signature.data,
                             signature.size, NULL, &size, NULL, VARIANT) == 0 &&
           size == TOKEN_HASH_BYTES && token_hash_equal(&made, &given);
}
