/* collate.c - how people sort names: "Post 9" before "post 10", "Ãpfel"
 * before "Zola".
 *
 *     post 10     p o s t _ 0 1 2 1 0      the key: for a number a "0", the
 *     Post 9      p o s t _ 0 1 1 9        size of its length, its length,
 *                                          and its digits
 *
 * Comparing two names character by character is slow, and a start compares all
 * paths. So names that are sorted often have a key that is compared as bytes,
 * or the first bytes of the key as one number, which differ for nearly any two
 * names. */
#include "base/collate.h"

#include "base/ascii.h"
#include "base/unicode.h"

static size_t digits_end(struct slice text, size_t at)
{
    while (at < text.size && ascii_is_digit(text.data[at]))
        at++;
    return at;
}

/* Compares two runs of digits by their number and moves past both. */
static int compare_numbers(struct slice a, size_t *i, struct slice b, size_t *j)
{
    size_t a_end = digits_end(a, *i), b_end = digits_end(b, *j);
    while (*i < a_end && a.data[*i] == '0')
        (*i)++;
    while (*j < b_end && b.data[*j] == '0')
        (*j)++;
    struct slice x = slice_sub(a, *i, a_end), y = slice_sub(b, *j, b_end);
    *i = a_end;
    *j = b_end;
    if (x.size != y.size)
        return x.size > y.size ? 1 : -1;
    return slice_compare(x, y);
}

/* Both in lower case but for ASCII, and without accents. */
static int compare_plain(struct slice a, struct slice b)
{
    size_t i = 0, j = 0;
    while (i < a.size && j < b.size) {
        int order;
        if (ascii_is_digit(a.data[i]) && ascii_is_digit(b.data[j])) {
            order = compare_numbers(a, &i, b, &j);
        } else {
            order = (unsigned char)ascii_to_lower(a.data[i++]) -
                    (unsigned char)ascii_to_lower(b.data[j++]);
        }
        if (order != 0)
            return order;
    }
    if (i < a.size || j < b.size)
        return i < a.size ? 1 : -1;
    return 0;
}

/* Accents matter only if nothing else tells two names apart. */
static int compare_accented(struct slice a, struct slice b)
{
    struct str x = {0}, y = {0};
    unicode_append_search(&x, a);
    unicode_append_search(&y, b);
    int order = compare_plain(str_slice(&x), str_slice(&y));
    str_release(&x);
    str_release(&y);
    return order;
}

int collate(struct slice a, struct slice b)
{
    bool is_plain = unicode_is_ascii(a) && unicode_is_ascii(b);
    int order = is_plain ? compare_plain(a, b) : compare_accented(a, b);
    return order != 0 ? order : slice_compare(a, b);
}

static void append_plain_key(struct str *out, struct slice text)
{
    for (size_t at = 0; at < text.size;) {
        if (!ascii_is_digit(text.data[at])) {
            str_append_char(out, ascii_to_lower(text.data[at++]));
            continue;
        }
        size_t end = digits_end(text, at), width = 1;
        while (at < end && text.data[at] == '0')
            at++;
        while (width < sizeof(size_t) && (end - at) >> (8 * width) != 0)
            width++;
        str_append_char(out, '0');
        str_append_char(out, (char)width);
        while (width > 0)
            str_append_char(out, (char)((end - at) >> (8 * --width)));
        str_append(out, slice_sub(text, at, end));
        at = end;
    }
}

void collate_append_key(struct str *out, struct slice text)
{
    if (unicode_is_ascii(text)) {
        append_plain_key(out, text);
        return;
    }
    struct str plain = {0};
    unicode_append_search(&plain, text);
    append_plain_key(out, str_slice(&plain));
    str_release(&plain);
}

static uint64_t first_eight(struct slice key)
{
    uint64_t number = 0;
    for (size_t i = 0; i < sizeof number; i++)
        number = number << 8 | (i < key.size ? (unsigned char)key.data[i] : 0U);
    return number;
}

uint64_t collate_number(struct slice text)
{
    struct str key = {0};
    collate_append_key(&key, text);
    uint64_t number = first_eight(str_slice(&key));
    str_release(&key);
    return number;
}
