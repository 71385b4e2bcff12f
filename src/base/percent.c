/* percent.c - percent-encoding: only the bytes that need it, decoded exactly
 * once.
 *
 * What clients send is decoded strictly: a stray "%" or bytes that are not
 * UTF-8 mean that client and server disagree about the name, and guessing would
 * serve another document than the one that was requested. */
#include "base/percent.h"

#include "base/ascii.h"
#include "base/unicode.h"

#include <string.h>

static bool is_unreserved(char c)
{
    return ascii_is_letter_or_digit(c) || c == '-' || c == '.' || c == '_' ||
           c == '~' || c == '/';
}

/* "pchar" and "/" */
static bool is_in_path(char c)
{
    return is_unreserved(c) ||
           (c != '\0' && strchr("!$&'()*+,;=:@", c) != NULL);
}

static void append_but(struct str *out, struct slice path, bool (*stays)(char))
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < path.size; i++) {
        unsigned char c = (unsigned char)path.data[i];
        if (stays(path.data[i])) {
            str_append_char(out, path.data[i]);
            continue;
        }
        str_append_char(out, '%');
        str_append_char(out, digits[c >> 4]);
        str_append_char(out, digits[c & 15]);
    }
}

static struct slice encode_but(struct slice path, bool (*stays)(char),
                               struct arena *arena)
{
    size_t same = 0;
    while (same < path.size && stays(path.data[same]))
        same++;
    if (same == path.size && path.data != NULL)
        return path;
    struct str out = {0};
    append_but(&out, path, stays);
    struct slice encoded = arena_copy(arena, str_slice(&out));
    str_release(&out);
    return encoded;
}

void percent_append(struct str *out, struct slice path)
{
    append_but(out, path, is_unreserved);
}

struct slice percent_encode(struct slice path, struct arena *arena)
{
    return encode_but(path, is_unreserved, arena);
}

struct slice percent_encode_path(struct slice path, struct arena *arena)
{
    return encode_but(path, is_in_path, arena);
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
