/* percent.c - percent-encoding: only the bytes that need it, decoded exactly
 * once.
 *
 * What clients send is decoded strictly: a stray "%" or bytes that are not
 * UTF-8 mean that client and server disagree about the name, and guessing would
 * serve another document than the one that was requested. */
#include "base/percent.h"

#include "base/ascii.h"
#include "base/unicode.h"

static bool is_unreserved(char c)
{
    return ascii_is_letter_or_digit(c) || c == '-' || c == '.' || c == '_' ||
           c == '~' || c == '/';
}

void percent_append(struct str *out, struct slice path)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < path.size; i++) {
        unsigned char c = (unsigned char)path.data[i];
        if (is_unreserved(path.data[i])) {
            str_append_char(out, path.data[i]);
            continue;
        }
        str_append_char(out, '%');
        str_append_char(out, digits[c >> 4]);
        str_append_char(out, digits[c & 15]);
    }
}

static bool is_encoded(struct slice path)
{
    for (size_t i = 0; i < path.size; i++) {
        if (!is_unreserved(path.data[i]))
            return false;
    }
    return path.data != NULL;
}

struct slice percent_encode(struct slice path, struct arena *arena)
{
    struct str out = {0};
    if (is_encoded(path))
        return path;
    percent_append(&out, path);
    struct slice encoded = arena_copy(arena, str_slice(&out));
    str_release(&out);
    return encoded;
}

/* The byte that "%XY" at text[at] stands for, or -1. */
static int decoded_byte(struct slice text, size_t at)
{
    if (at + 2 >= text.size)
        return -1;
    int high = ascii_hex_value(text.data[at + 1]);
    int low = ascii_hex_value(text.data[at + 2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

bool percent_decode(struct slice text, bool plus_is_space, struct arena *arena,
                    struct slice *ret_text)
{
    char *out = arena_bytes(arena, text.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < text.size; i++) {
        int c = (unsigned char)text.data[i];
        if (c == '%') {
            c = decoded_byte(text, i);
            i += 2;
        } else if (c == '+' && plus_is_space) {
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

bool percent_append_decoded(struct str *out, struct slice text)
{
    bool has_decoded = false;
    for (size_t i = 0; i < text.size; i++) {
        int c = text.data[i] == '%' ? decoded_byte(text, i) : -1;
        str_append_char(out, c < 0 ? text.data[i] : (char)c);
        has_decoded |= c >= 0;
        i += c < 0 ? 0 : 2;
    }
    return has_decoded;
}
