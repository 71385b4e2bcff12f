/* str.c - slices and growing buffers.
 *
 * Text from files and requests is cut into slices far more often than it is
 * built, so the borrowed form is the common one and costs no allocation. A
 * buffer doubles when it is full and keeps a NUL after its end, so that it can
 * be passed to the C library. */
#include "base/str.h"

#include "base/ascii.h"
#include "base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct slice slice_of(const char *text)
{
    if (text == NULL)
        return SLICE_NONE;
    return (struct slice){text, strlen(text)};
}

struct slice slice_sub(struct slice s, size_t start, size_t end)
{
    if (end > s.size)
        end = s.size;
    if (start > end)
        start = end;
    return (struct slice){s.data != NULL ? s.data + start : "", end - start};
}

struct slice slice_from(struct slice s, size_t start)
{
    return slice_sub(s, start, s.size);
}

bool slice_equal(struct slice a, struct slice b)
{
    return a.size == b.size &&
           (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

bool slice_equal_nocase(struct slice a, struct slice b)
{
    return a.size == b.size &&
           (a.size == 0 || strncasecmp(a.data, b.data, a.size) == 0);
}

bool slice_is(struct slice s, const char *text)
{
    return slice_equal(s, slice_of(text));
}

bool slice_is_among(struct slice s, const struct slice *others, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (slice_equal(s, others[i]))
            return true;
    }
    return false;
}

bool slice_is_digits(struct slice s)
{
    for (size_t i = 0; i < s.size; i++) {
        if (!ascii_is_digit(s.data[i]))
            return false;
    }
    return s.size > 0;
}

bool slice_starts(struct slice s, const char *prefix)
{
    size_t size = strlen(prefix);
    return s.size >= size && (size == 0 || memcmp(s.data, prefix, size) == 0);
}

bool slice_begins(struct slice s, struct slice start)
{
    return slice_equal(slice_sub(s, 0, start.size), start);
}

bool slice_ends(struct slice s, const char *suffix)
{
    size_t size = strlen(suffix);
    return s.size >= size &&
           (size == 0 || memcmp(s.data + s.size - size, suffix, size) == 0);
}

bool slice_ends_nocase(struct slice s, const char *suffix)
{
    size_t size = strlen(suffix);
    return s.size >= size &&
           slice_equal_nocase(slice_from(s, s.size - size), slice_of(suffix));
}

struct slice slice_trim(struct slice s)
{
    size_t start = 0, end = s.size;
    while (start < end && ascii_is_space(s.data[start]))
        start++;
    while (end > start && ascii_is_space(s.data[end - 1]))
        end--;
    return slice_sub(s, start, end);
}

int slice_compare(struct slice a, struct slice b)
{
    size_t shorter = a.size < b.size ? a.size : b.size;
    int order = shorter > 0 ? memcmp(a.data, b.data, shorter) : 0;
    if (order != 0)
        return order;
    return (a.size > b.size) - (a.size < b.size);
}

size_t slice_find_char(struct slice s, size_t start, char c)
{
    if (start >= s.size)
        return s.size;
    const char *found = memchr(s.data + start, c, s.size - start);
    return found != NULL ? (size_t)(found - s.data) : s.size;
}

size_t slice_count_char(struct slice s, char c)
{
    size_t count = 0;
    for (size_t at = slice_find_char(s, 0, c); at < s.size;
         at = slice_find_char(s, at + 1, c))
        count++;
    return count;
}

/* Of a longer one, memmem() is asked: its time does not grow with the product
 * of both sizes. */
#define MAX_SHORT_NEEDLE 32
#define MISSES_AT_FIRST  16 /* and one for each as many bytes */

size_t slice_find(struct slice s, size_t start, struct slice needle)
{
    if (start >= s.size || needle.size == 0)
        return needle.size == 0 && start <= s.size ? start : s.size;
    const char *at = s.data + start, *end = s.data + s.size;
    size_t misses = needle.size <= MAX_SHORT_NEEDLE ? 0 : SIZE_MAX;
    /* Single bytes are found many times faster than strings, unless they are
     * everywhere. */
    for (; misses < MISSES_AT_FIRST + (size_t)(at - s.data) / MISSES_AT_FIRST;
         misses++) {
        at = memchr(at, needle.data[0], (size_t)(end - at));
        if (at == NULL || (size_t)(end - at) < needle.size)
            return s.size;
        if (memcmp(at, needle.data, needle.size) == 0)
            return (size_t)(at - s.data);
        at++;
    }
    at = memmem(at, (size_t)(end - at), needle.data, needle.size);
    return at != NULL ? (size_t)(at - s.data) : s.size;
}

bool slice_cut(struct slice *rest, char separator, struct slice *ret_part)
{
    if (rest->data == NULL)
        return false;
    size_t end = slice_find_char(*rest, 0, separator);
    *ret_part = slice_sub(*rest, 0, end);
    *rest = end < rest->size ? slice_from(*rest, end + 1) : SLICE_NONE;
    return true;
}

void str_release(struct str *s)
{
    free(s->data);
    *s = (struct str){0};
}

void str_clear(struct str *s)
{
    s->size = 0;
    if (s->data != NULL)
        s->data[0] = '\0';
}

void str_reserve(struct str *s, size_t more_bytes)
{
    size_t needed = s->size + more_bytes + 1;
    if (needed <= s->capacity)
        return;
    size_t capacity = s->capacity < 64 ? 64 : s->capacity * 2;
    if (capacity < needed)
        capacity = needed;
    s->data = mem_grow(s->data, capacity, 1);
    s->capacity = capacity;
}

void str_shrink(struct str *s)
{
    if (s->data == NULL || s->capacity == s->size + 1)
        return;
    s->data = mem_grow(s->data, s->size + 1, 1);
    s->capacity = s->size + 1;
}

void str_append(struct str *s, struct slice text)
{
    str_reserve(s, text.size);
    if (text.size > 0)
        memcpy(s->data + s->size, text.data, text.size);
    s->size += text.size;
    s->data[s->size] = '\0';
}

void str_append_text(struct str *s, const char *text)
{
    str_append(s, slice_of(text));
}

void str_append_char(struct str *s, char c)
{
    str_reserve(s, 1);
    s->data[s->size++] = c;
    s->data[s->size] = '\0';
}

void str_append_repeat(struct str *s, char c, size_t count)
{
    str_reserve(s, count);
    memset(s->data + s->size, c, count);
    s->size += count;
    s->data[s->size] = '\0';
}

void str_appendf(struct str *s, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (size > 0) {
        str_reserve(s, (size_t)size);
        (void)vsnprintf(s->data + s->size, (size_t)size + 1, format, again);
        s->size += (size_t)size;
    }
    va_end(again);
}

void str_append_real(struct str *s, double number)
{
    char digits[32];
    for (int precision = 15; precision <= 17; precision++) {
        (void)snprintf(digits, sizeof digits, "%.*g", precision, number);
        if (strtod(digits, NULL) == number)
            break;
    }
    struct slice text = slice_of(digits);
    str_append(s, text);
    if (slice_find_char(text, 0, '.') == text.size &&
        slice_find_char(text, 0, 'e') == text.size)
        str_append(s, SLICE(".0"));
}

struct slice str_slice(const struct str *s)
{
    return (struct slice){s->data != NULL ? s->data : "", s->size};
}
