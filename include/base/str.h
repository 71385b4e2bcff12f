/* str.h - strings as slices (borrowed) and as growing buffers (owned).
 *
 *     struct slice --> bytes that belong to something else
 *     struct str   --> bytes of its own, NUL-terminated after the first append
 *
 * A slice with data == NULL means "absent"; one with size 0 and data != NULL is
 * the empty string. A slice may contain NUL bytes. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct slice {
    const char *data;
    size_t size;
};

/* A list of them. */
struct names {
    struct slice *items;
    size_t count;
};

#define SLICE(literal) ((struct slice){("" literal), sizeof("" literal) - 1})
#define SLICE_NONE     ((struct slice){NULL, 0})
/* For "%.*s". */
#define SLICE_FMT(s) (int)(s).size, (s).data != NULL ? (s).data : ""

struct slice slice_of(const char *text); /* NULL gives SLICE_NONE */
struct slice slice_sub(struct slice s, size_t start, size_t end);
struct slice slice_from(struct slice s, size_t start);
bool slice_equal(struct slice a, struct slice b);
bool slice_equal_nocase(struct slice a, struct slice b); /* ASCII only */
bool slice_is(struct slice s, const char *text);
bool slice_is_among(struct slice s, const struct slice *others, size_t count);
bool slice_is_digits(struct slice s); /* ASCII; one or more */
bool slice_starts(struct slice s, const char *prefix);
bool slice_begins(struct slice s, struct slice start);
bool slice_ends(struct slice s, const char *suffix);
bool slice_ends_nocase(struct slice s, const char *suffix); /* ASCII only */
struct slice slice_trim(struct slice s); /* spaces, tabs, CR, LF */

/* As memcmp(); a prefix comes first. */
int slice_compare(struct slice a, struct slice b);

/* The index of `c` at or after `start`, or s.size. */
size_t slice_find_char(struct slice s, size_t start, char c);
/* How often it has the byte. */
size_t slice_count_char(struct slice s, char c);
/* The index of `needle` at or after `start`, or s.size. */
size_t slice_find(struct slice s, size_t start, struct slice needle);

/* Removes the part before the next `separator` from the start of *rest. Returns
 * false when nothing is left; "a,,b" has three parts. */
bool slice_cut(struct slice *rest, char separator, struct slice *ret_part);

/* A growing buffer. `struct str s = {0}` is a valid empty one. */
struct str {
    char *data;
    size_t size;
    size_t capacity;
};

void str_release(struct str *s);
void str_clear(struct str *s); /* keeps the memory */
void str_reserve(struct str *s, size_t more_bytes);
void str_shrink(struct str *s); /* gives back what is not used */
void str_append(struct str *s, struct slice text);
void str_append_text(struct str *s, const char *text);
void str_append_char(struct str *s, char c);
void str_append_repeat(struct str *s, char c, size_t count);
void str_appendf(struct str *s, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Appends the shortest digits that read back as the same finite number, always
 * with a point or an exponent, to distinguish it from an integer. */
void str_append_real(struct str *s, double number);
/* The text so far; valid until the next append. Never SLICE_NONE. */
struct slice str_slice(const struct str *s);

#endif
