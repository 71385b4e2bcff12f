/* escape.c - finds the few bytes that a JSON string cannot contain.
 *
 * Text is mostly long runs of other bytes, so eight are checked at a time, and
 * a run is copied as a whole. Every body passes through here when it is read,
 * and every title and excerpt when a snapshot is made. */
#include "base/escape.h"

#include "base/ascii.h"

#include <limits.h>
#include <stdint.h>
#include <string.h>

static bool needs_escape(unsigned char c, bool is_html)
{
    return c < 0x20 || c == '"' || c == '\\' ||
           (is_html && (c == '&' || c == '<' || c == '>'));
}

/* Pairs of a control character and the letter that stands for it. */
static const char short_escapes[] = "\bb\ff\nn\rr\tt";

static void append_escape(struct str *out, unsigned char c)
{
    static const char digits[] = "0123456789abcdef";
    if (c >= 0x20) {
        str_append(out, (struct slice){(char[]){'\\', (char)c}, 2});
        return;
    }
    for (const char *pair = short_escapes; *pair != '\0'; pair += 2) {
        if (*pair == (char)c) {
            str_append(out, (struct slice){(char[]){'\\', pair[1]}, 2});
            return;
        }
    }
    str_append(out, SLICE("\\u00"));
    str_append_char(out, digits[c >> 4]);
    str_append_char(out, digits[c & 15]);
}

#define ONES UINT64_C(0x0101010101010101)

/* Sets a byte's high bit where subtracting one borrowed from it: at least in
 * the first byte that is 0. */
static uint64_t find_zero(uint64_t eight)
{
    return (eight - ONES) & ~eight;
}

/* Whether any of eight bytes needs an escape. A byte that is equal to another
 * is 0 once both are xored. In HTML, the quote and the ampersand differ by one
 * bit, and so do the two angles. */
static bool any_needs_escape(uint64_t eight, bool is_html)
{
    uint64_t found =
        ((eight - ONES * 0x20) & ~eight) | find_zero(eight ^ (ONES * '\\'));
    if (is_html)
        found |= find_zero((eight | (ONES * ('"' ^ '&'))) ^ (ONES * '&')) |
                 find_zero((eight | (ONES * ('<' ^ '>'))) ^ (ONES * '>'));
    else
        found |= find_zero(eight ^ (ONES * '"'));
    return (found & (ONES * 0x80)) != 0;
}

/* The end of the run of plain bytes that begins at `at`. */
static inline size_t plain_end(struct slice text, size_t at, bool is_html)
{
    uint64_t eight;
    for (; at + sizeof eight <= text.size; at += sizeof eight) {
        memcpy(&eight, text.data + at, sizeof eight);
        if (any_needs_escape(eight, is_html))
            break;
    }
    while (at < text.size &&
           !needs_escape((unsigned char)text.data[at], is_html))
        at++;
    return at;
}

void escape_append(struct str *out, struct slice text)
{
    str_reserve(out, text.size);
    for (size_t at = 0; at < text.size;) {
        size_t end = plain_end(text, at, false);
        str_append(out, slice_sub(text, at, end));
        if (end < text.size)
            append_escape(out, (unsigned char)text.data[end]);
        at = end + 1;
    }
}

void escape_append_html(struct str *out, struct slice text)
{
    static const char *const entities[UCHAR_MAX + 1] = {
        ['"'] = "&quot;", ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;"};
    str_reserve(out, text.size);
    for (size_t at = 0; at < text.size;) {
        size_t end = plain_end(text, at, true);
        str_append(out, slice_sub(text, at, end));
        if (end == text.size)
            break;
        unsigned char c = (unsigned char)text.data[end];
        if (entities[c] != NULL)
            str_append_text(out, entities[c]);
        else
            append_escape(out, c);
        at = end + 1;
    }
}

void escape_append_quoted(struct str *out, struct slice text)
{
    str_reserve(out, text.size + 2);
    if (plain_end(text, 0, false) < text.size) {
        str_append_char(out, '"');
        escape_append(out, text);
        str_append_char(out, '"');
        return;
    }
    char *end = out->data + out->size; /* the common case */
    *end++ = '"';
    end = mempcpy(end, text.data != NULL ? text.data : "", text.size);
    *end++ = '"';
    *end = '\0';
    out->size += text.size + 2;
}

/* Appends the character whose escape continues at `at`, after the backslash;
 * returns the position after the escape. */
static size_t append_unescaped(struct str *out, struct slice escaped, size_t at)
{
    char letter = escaped.data[at];
    if (letter == 'u') {
        int high = ascii_hex_value(escaped.data[at + 3]);
        int low = ascii_hex_value(escaped.data[at + 4]);
        str_append_char(out, (char)(high * 16 + low));
        return at + 5;
    }
    for (const char *pair = short_escapes; *pair != '\0'; pair += 2) {
        if (pair[1] == letter)
            letter = pair[0];
    }
    str_append_char(out, letter);
    return at + 1;
}

void unescape_append(struct str *out, struct slice escaped)
{
    str_reserve(out, escaped.size);
    for (size_t at = 0; at < escaped.size;) {
        size_t end = slice_find_char(escaped, at, '\\');
        str_append(out, slice_sub(escaped, at, end));
        at = end < escaped.size ? append_unescaped(out, escaped, end + 1) : end;
    }
}
