/* bits.h - sets of numbers, one bit for each. Private to this room. */
#ifndef QUERY_BITS_H
#define QUERY_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WORD_BITS 64

/* Words for that many bits; at least one. */
static inline size_t bits_word_count(size_t count)
{
    return count / WORD_BITS + 1;
}

static inline void bits_set(uint64_t *words, size_t i)
{
    words[i / WORD_BITS] |= UINT64_C(1) << i % WORD_BITS;
}

static inline void bits_clear(uint64_t *words, size_t i)
{
    words[i / WORD_BITS] &= ~(UINT64_C(1) << i % WORD_BITS);
}

static inline bool bits_has(const uint64_t *words, size_t i)
{
    return (words[i / WORD_BITS] >> i % WORD_BITS & 1) != 0;
}

#endif
