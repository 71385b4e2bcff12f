/* base64.c - libsodium does it, and is strict: no other characters, and no bits
 * that stand for nothing. */
#include "base/base64.h"

#include <sodium.h>

bool base64_decode(struct slice text, struct arena *arena,
                   struct slice *ret_bytes)
{
    size_t capacity = text.size / 4 * 3 + 3, size = 0;
    char *bytes = arena_bytes(arena, capacity);
    if (sodium_base642bin((unsigned char *)bytes, capacity,
                          text.size > 0 ? text.data : "", text.size, NULL,
                          &size, NULL, sodium_base64_VARIANT_ORIGINAL) != 0)
        return false;
    *ret_bytes = (struct slice){bytes, size};
    return true;
}

void base64_append(struct str *out, struct slice bytes)
{
    size_t size =
        sodium_base64_ENCODED_LEN(bytes.size, sodium_base64_VARIANT_ORIGINAL);
    str_reserve(out, size); /* with its NUL */
    sodium_bin2base64(out->data + out->size, size,
                      (const unsigned char *)bytes.data, bytes.size,
                      sodium_base64_VARIANT_ORIGINAL);
    out->size += size - 1;
}
