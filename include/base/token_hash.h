/* token_hash.h - access tokens, their hashes, and what a hash signs.
 *
 * A token is 32 random bytes, so a plain hash is enough to recognise it: nobody
 * can try that many. The hash is also the key that signs. All of it is
 * standard, so that other programs can do the same: SHA-256 (FIPS 180-4),
 * HMAC-SHA-256 (RFC 2104), base64url (RFC 4648, 5). */
#ifndef BASE_TOKEN_HASH_H
#define BASE_TOKEN_HASH_H

#include "base/str.h"

#include <stdbool.h>

#define TOKEN_SIZE           (3 + 43) /* "hm_" and 32 bytes */
#define TOKEN_HASH_BYTES     32
#define TOKEN_HASH_HEX_SIZE  (2 * TOKEN_HASH_BYTES)
#define TOKEN_SIGNATURE_SIZE 43

struct token_hash {
    unsigned char bytes[TOKEN_HASH_BYTES];
};

/* A new token, NUL-terminated: letters, digits, "_" and "-". */
void token_generate(char ret_token[TOKEN_SIZE + 1]);

struct token_hash token_hash_of(struct slice token);

/* Hexadecimal digits, NUL-terminated. */
void token_hash_print(const struct token_hash *hash,
                      char ret_hex[TOKEN_HASH_HEX_SIZE + 1]);
/* False for anything but TOKEN_HASH_HEX_SIZE hexadecimal digits. */
bool token_hash_parse(struct slice hex, struct token_hash *ret_hash);

/* Takes the same time wherever the two differ. */
bool token_hash_equal(const struct token_hash *a, const struct token_hash *b);

/* Signs any bytes; the signature is NUL-terminated. */
void token_hash_sign(const struct token_hash *key, struct slice text,
                     char ret_signature[TOKEN_SIGNATURE_SIZE + 1]);
bool token_hash_verify(const struct token_hash *key, struct slice text,
                       struct slice signature);

#endif
