/* percent.c - a search for the few bytes that have to be escaped. */
#include "base/percent.h"

static bool is_unreserved(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
           c == '~' || c == '/';
}

void percent_append(struct str *out, struct slice path)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < path.size; i++) {
        unsigned char c = (unsigned char)path.data[i];
        if (is_unreserved(c)) {
            str_append_char(out, (char)c);
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
        if (!is_unreserved((unsigned char)path.data[i]))
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
