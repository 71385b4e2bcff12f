/* decode.c - percent-encoding, undone exactly once (RFC 3986, 2.1).
 *
 * Decoding is strict: a stray "%" or bytes that are no UTF-8 mean that client
 * and server disagree about the name, and guessing would serve another
 * document than the one asked for. */
#include "base/unicode.h"
#include "query/query.h"

static int digit_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* The byte that "%XY" at text[at] stands for, or -1. */
static int decoded_byte(struct slice text, size_t at)
{
    if (at + 2 >= text.size)
        return -1;
    int high = digit_value(text.data[at + 1]);
    int low = digit_value(text.data[at + 2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

bool percent_decode(struct slice text, bool plus_is_blank, struct arena *arena,
                    struct slice *ret_text)
{
    char *out = arena_bytes(arena, text.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < text.size; i++) {
        int c = (unsigned char)text.data[i];
        if (c == '%') {
            c = decoded_byte(text, i);
            i += 2;
        } else if (c == '+' && plus_is_blank) {
            c = ' ';
        }
        if (c <= 0)
            return false;
        out[size++] = (char)c;
    }
    out[size] = '\0';
    struct slice decoded = {out, size};
    if (utf8_find_invalid(decoded) < size)
        return false;
    *ret_text = decoded;
    return true;
}
