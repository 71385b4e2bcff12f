/* seal.h - secrets: what a token hashes to, and what it has signed.
 *
 * A token is 32 random bytes, so a plain hash of it is all that has to be kept
 * to know it again: nobody can try that many. The hash is also the key that
 * signs. All of it is standard, so that other programs can do the same:
 * SHA-256 (FIPS 180-4), HMAC-SHA-256 (RFC 2104), base64url (RFC 4648, 5). */
#ifndef BASE_SEAL_H
#define BASE_SEAL_H

#include "base/str.h"

#include <stdbool.h>

#define SEAL_BYTES  32
#define SEAL_HEX    (2 * SEAL_BYTES) /* a hash as text */
#define SEAL_SIGNED 43               /* a signature as text */
#define SEAL_TOKEN  (3 + 43)         /* "hm_" and 32 bytes */

struct seal {
    unsigned char bytes[SEAL_BYTES];
};

/* A new token, zero-terminated: letters, digits, "_" and "-". */
void seal_make_token(char ret_token[SEAL_TOKEN + 1]);

struct seal seal_of(struct slice token);

/* In hexadecimal digits, zero-terminated. */
void seal_print(const struct seal *seal, char ret_hex[SEAL_HEX + 1]);
/* False for anything but SEAL_HEX hexadecimal digits. */
bool seal_read(struct slice hex, struct seal *ret_seal);

/* In a time that says nothing of where they differ. */
bool seal_equal(const struct seal *a, const struct seal *b);

/* Signs a text; zero-terminated. */
void seal_sign(const struct seal *key, struct slice text,
               char ret_signature[SEAL_SIGNED + 1]);
bool seal_verify(const struct seal *key, struct slice text,
                 struct slice signature);

#endif
