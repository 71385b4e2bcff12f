/* uuid.c - UUIDs of version 5.
 *
 * They are made by SHA-1, which nobody should rely on any more, and which the
 * library for cryptography therefore does not have. Here it has to be
 * reproducible and nothing else, so it is written out: FIPS 180-4, 6.1, a block
 * of 64 bytes at a time. */
#include "base/uuid.h"

#include <stdio.h>
#include <string.h>

#define BLOCK_BYTES  64
#define LENGTH_BYTES 8
#define ROUNDS       80

struct sha1 {
    uint32_t state[5];
    uint8_t block[BLOCK_BYTES];
    uint64_t size; /* of all that was added, in bytes */
};

static uint32_t rotate(uint32_t word, unsigned bits)
{
    return word << bits | word >> (32 - bits);
}

static void expand(const uint8_t *block, uint32_t *ret_words)
{
    for (size_t i = 0; i < 16; i++, block += 4)
        ret_words[i] = (uint32_t)block[0] << 24 | (uint32_t)block[1] << 16 |
                       (uint32_t)block[2] << 8 | block[3];
    for (size_t i = 16; i < ROUNDS; i++)
        ret_words[i] = rotate(ret_words[i - 3] ^ ret_words[i - 8] ^
                                  ret_words[i - 14] ^ ret_words[i - 16],
                              1);
}

/* 4.1.1 and 4.2.1: the function and the constant of a round. */
static uint32_t mix(size_t round, const uint32_t *s)
{
    if (round < 20)
        return ((s[1] & s[2]) | (~s[1] & s[3])) + 0x5A827999;
    if (round < 40)
        return (s[1] ^ s[2] ^ s[3]) + 0x6ED9EBA1;
    if (round < 60)
        return ((s[1] & s[2]) | (s[1] & s[3]) | (s[2] & s[3])) + 0x8F1BBCDC;
    return (s[1] ^ s[2] ^ s[3]) + 0xCA62C1D6;
}

static void take_block(struct sha1 *sha1)
{
    uint32_t words[ROUNDS], s[5];
    expand(sha1->block, words);
    memcpy(s, sha1->state, sizeof s);
    for (size_t i = 0; i < ROUNDS; i++) {
        uint32_t next = rotate(s[0], 5) + mix(i, s) + s[4] + words[i];
        s[4] = s[3];
        s[3] = s[2];
        s[2] = rotate(s[1], 30);
        s[1] = s[0];
        s[0] = next;
    }
    for (size_t i = 0; i < 5; i++)
        sha1->state[i] += s[i];
}

static void add(struct sha1 *sha1, const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        sha1->block[sha1->size++ % BLOCK_BYTES] = bytes[i];
        if (sha1->size % BLOCK_BYTES == 0)
            take_block(sha1);
    }
}

/* 5.1.1: a bit, zeros, and the length in bits. */
static void pad(struct sha1 *sha1)
{
    uint64_t bits = sha1->size * 8;
    uint8_t length[LENGTH_BYTES];
    for (size_t i = 0; i < LENGTH_BYTES; i++)
        length[i] = (uint8_t)(bits >> (56 - 8 * i));
    add(sha1, &(uint8_t){0x80}, 1);
    while (sha1->size % BLOCK_BYTES != BLOCK_BYTES - LENGTH_BYTES)
        add(sha1, &(uint8_t){0}, 1);
    add(sha1, length, sizeof length);
}

void uuid_of_name(const uint8_t space[UUID_BYTES], struct slice name,
                  char ret_text[UUID_TEXT_SIZE + 1])
{
    struct sha1 sha1 = {
        .state = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0}};
    add(&sha1, space, UUID_BYTES);
    add(&sha1, (const uint8_t *)name.data, name.size);
    pad(&sha1);
    const uint32_t *s = sha1.state;
    /* 4.1 and 4.2: the variant, and the version 5. */
    (void)snprintf(ret_text, UUID_TEXT_SIZE + 1, "%08x-%04x-%04x-%04x-%04x%08x",
                   s[0], s[1] >> 16, (s[1] & 0x0FFF) | 0x5000,
                   (s[2] >> 16 & 0x3FFF) | 0x8000, s[2] & 0xFFFF, s[3]);
}
