/* patterns.c - translates Go's regular expressions into those of POSIX.
 *
 *     (?i)a(?:b|\d)+?\/   ->   a(b|[0-9])+/   without regard to case
 *
 * The library's matcher takes linear time without back references, which RE2
 * does not have either; but its memory grows with the product of nested counts,
 * so that is bounded. What has no counterpart is an error: a pattern that is
 * half understood would let through what it is meant to stop.
 *
 * Characters, and their cases, are those of UTF-8. The library takes them from
 * a locale, in which "\b" also knows words beyond ASCII; RE2 does not, so such
 * a pattern may also match byte by byte. */
#include "base/patterns.h"

#include "base/ascii.h"
#include "base/mem.h"
#include "base/unicode.h"

#include <locale.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>

#define MAX_RANGE 512 /* characters in a range */

struct pattern_list {
    size_t count;  /* of patterns */
    locale_t utf8; /* 0: there is none, and patterns are in ASCII */
    regex_t items[PATTERNS_MAX_COUNT];
    regex_t in_bytes[PATTERNS_MAX_COUNT];
    size_t in_bytes_count; /* of those with words */
};

/* A pattern while it is translated. */
struct translation {
    struct slice rest; /* what is still to be read */
    struct str out;
    size_t repeat; /* the product of the counts so far */
    bool ignores_case;
    bool has_words; /* "\b" or "\B" */
};

struct class_name {
    char name;
    const char *outside, *inside; /* of brackets; NULL: not possible */
};

static const struct class_name classes[] = {
    {'d', "[0-9]", "0-9"},
    {'D', "[^0-9]", NULL},
    {'w', "[0-9A-Za-z_]", "0-9A-Za-z_"},
    {'W', "[^0-9A-Za-z_]", NULL},
    {'s', "[ \t\n\r\f]", " \t\n\r\f"},
    {'S', "[^ \t\n\r\f]", NULL},
    {'b', "\\b", NULL},
    {'B', "\\B", NULL},
    {'A', "^", NULL},
    {'z', "$", NULL},
    {'t', "\t", "\t"},
};

static const struct class_name *find_class(char name)
{
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
        if (classes[i].name == name)
            return &classes[i];
    }
    return NULL;
}

static bool take(struct translation *t, const char *prefix)
{
    if (!slice_starts(t->rest, prefix))
        return false;
    t->rest = slice_from(t->rest, strlen(prefix));
    return true;
}

static char take_char(struct translation *t)
{
    char c = t->rest.data[0];
    t->rest = slice_from(t->rest, 1);
    return c;
}

/* Only punctuation stands for itself after a backslash. */
static bool is_literal(char c)
{
    return !ascii_is_letter_or_digit(c);
}

static void append_literal(struct translation *t, char c)
{
    if (strchr("\\.[]{}()*+?|^$", c) != NULL)
        str_append_char(&t->out, '\\');
    str_append_char(&t->out, c);
}

static bool translate_escape(struct translation *t)
{
    if (t->rest.size == 0 || t->rest.data[0] == '\0')
        return false;
    char c = take_char(t);
    const struct class_name *found = find_class(c);
    t->has_words = t->has_words || c == 'b' || c == 'B';
    if (found != NULL)
        str_append_text(&t->out, found->outside);
    else if (is_literal(c))
        append_literal(t, c);
    return found != NULL || is_literal(c);
}

/* The members of a class in brackets. Some characters mean something else in
 * certain places, so they are kept apart. */
struct class_members {
    struct str others;
    bool has_bracket, has_dash, has_caret, has_open;
};

static void add_member(struct class_members *members, int32_t c)
{
    if (c == ']')
        members->has_bracket = true;
    else if (c == '^')
        members->has_caret = true;
    else if (c == '-')
        members->has_dash = true;
    else if (c == '[')
        members->has_open = true;
    else
        utf8_append(&members->others, c);
}

/* Takes a character, perhaps after a backslash; false if there is none. */
static bool take_member(struct translation *t, int32_t *ret_char,
                        bool *ret_is_escaped)
{
    *ret_is_escaped = t->rest.size > 1 && take(t, "\\");
    if (t->rest.size == 0)
        return false;
    size_t size = 0;
    *ret_char = utf8_next(t->rest, &size);
    t->rest = slice_from(t->rest, size);
    return *ret_char != '[' || *ret_is_escaped;
}

/* Ranges of letters and digits stay as they are; in others, the ends may mean
 * something else, and the library knows no order beyond ASCII. */
static bool add_range(struct class_members *members, int32_t low, int32_t high)
{
    bool is_plain = high < 0x80 && ascii_is_letter_or_digit((char)low) &&
                    ascii_is_letter_or_digit((char)high);
    if (low > high || high - low > MAX_RANGE)
        return false;
    if (is_plain)
        str_appendf(&members->others, "%c-%c", (char)low, (char)high);
    for (int32_t c = low; !is_plain && c <= high; c++)
        add_member(members, c);
    return true;
}

static bool read_member(struct translation *t, struct class_members *members)
{
    int32_t low, high;
    bool is_escaped;
    if (!take_member(t, &low, &is_escaped))
        return false;
    bool is_ascii = low < 0x80;
    const struct class_name *found =
        is_escaped && is_ascii ? find_class((char)low) : NULL;
    if (found != NULL) {
        str_append_text(&members->others, found->inside);
        return found->inside != NULL;
    }
    if (is_escaped && is_ascii && !is_literal((char)low))
        return false;
    if (!slice_starts(t->rest, "-") || slice_starts(t->rest, "-]")) {
        add_member(members, low);
        return true;
    }
    (void)take(t, "-");
    return take_member(t, &high, &is_escaped) &&
           !(is_escaped && high < 0x80 && !is_literal((char)high)) &&
           add_range(members, low, high);
}

/* In brackets, POSIX has no escapes: "]" must come first, "-" last, "^" not
 * first, and "[" before nothing else. */
static void append_members(struct translation *t,
                           const struct class_members *members, bool is_negated)
{
    bool is_caret_first = !is_negated && members->has_caret &&
                          members->others.size == 0 && !members->has_bracket;
    if (is_caret_first)
        str_appendf(&t->out, "(%s%s\\^)", members->has_dash ? "-|" : "",
                    members->has_open ? "\\[|" : "");
    else
        str_appendf(&t->out, "[%s%s%.*s%s%s%s]", is_negated ? "^" : "",
                    members->has_bracket ? "]" : "",
                    SLICE_FMT(str_slice(&members->others)),
                    members->has_caret ? "^" : "", members->has_open ? "[" : "",
                    members->has_dash ? "-" : "");
}

static bool translate_brackets(struct translation *t)
{
    struct class_members members = {0};
    bool is_negated = take(t, "^"), is_first = true, is_valid = true;
    while (is_valid && t->rest.size > 0 &&
           (is_first || t->rest.data[0] != ']')) {
        is_valid = read_member(t, &members);
        is_first = false;
    }
    is_valid = is_valid && take(t, "]");
    append_members(t, &members, is_negated);
    str_release(&members.others);
    return is_valid;
}

static bool read_count(struct slice *rest, size_t *ret_count)
{
    size_t digits = 0;
    *ret_count = 0;
    for (; digits < rest->size && ascii_is_digit(rest->data[digits]); digits++)
        if (*ret_count <= PATTERNS_MAX_REPEAT)
            *ret_count = *ret_count * 10 + (size_t)(rest->data[digits] - '0');
    *rest = slice_from(*rest, digits);
    return digits > 0;
}

/* "{2}", "{2,}", "{2,5}"; any other brace stands for itself. */
static bool translate_brace(struct translation *t)
{
    struct slice rest = t->rest;
    size_t least, most;
    bool is_count = read_count(&rest, &least);
    most = least;
    if (is_count && slice_starts(rest, ",")) {
        rest = slice_from(rest, 1);
        if (!read_count(&rest, &most))
            most = least;
    }
    if (!is_count || !slice_starts(rest, "}")) {
        str_append_text(&t->out, "\\{");
        return true;
    }
    size_t size = t->rest.size - rest.size + 1;
    str_appendf(&t->out, "{%.*s", (int)size, t->rest.data);
    t->rest = slice_from(t->rest, size);
    t->repeat *= (least > most ? least : most) + 1;
    take(t, "?");
    return t->repeat <= PATTERNS_MAX_REPEAT + 1;
}

static bool translate(struct translation *t)
{
    bool is_valid = true;
    t->ignores_case = take(t, "(?i)");
    while (is_valid && t->rest.size > 0) {
        char c = take_char(t);
        if (c == '\\')
            is_valid = translate_escape(t);
        else if (c == '[')
            is_valid = translate_brackets(t);
        else if (c == '{')
            is_valid = translate_brace(t);
        else
            str_append_char(&t->out, c);
        if (c == '*' || c == '+' || c == '?')
            take(t, "?"); /* lazy: the same texts match */
        else if (c == '(' && !take(t, "?:"))
            is_valid = !slice_starts(t->rest, "?");
    }
    return is_valid;
}

struct pattern_list *patterns_new(void)
{
    struct pattern_list *list = mem_alloc(1, sizeof *list);
    list->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    return list;
}

void patterns_free(struct pattern_list *list)
{
    if (list == NULL)
        return;
    for (size_t i = 0; i < list->count; i++)
        regfree(&list->items[i]);
    for (size_t i = 0; i < list->in_bytes_count; i++)
        regfree(&list->in_bytes[i]);
    if (list->utf8 != (locale_t)0)
        freelocale(list->utf8);
    free(list);
}

/* Returns the locale of the thread before. */
static locale_t enter(const struct pattern_list *list)
{
    return list->utf8 != (locale_t)0 ? uselocale(list->utf8) : (locale_t)0;
}

static void leave(locale_t before)
{
    if (before != (locale_t)0)
        (void)uselocale(before);
}

/* Adds a pattern that is translated. */
static bool compile(struct pattern_list *list, const struct translation *t)
{
    int flags = REG_EXTENDED | REG_NOSUB | (t->ignores_case ? REG_ICASE : 0);
    regex_t *in_bytes = &list->in_bytes[list->in_bytes_count];
    if (t->has_words && regcomp(in_bytes, t->out.data, flags) != 0)
        return false;
    list->in_bytes_count += t->has_words ? 1 : 0;
    locale_t before = enter(list);
    bool is_read = regcomp(&list->items[list->count], t->out.data, flags) == 0;
    leave(before);
    list->count += is_read ? 1 : 0;
    return is_read;
}

bool patterns_add(struct pattern_list *list, struct slice pattern,
                  struct err *err)
{
    struct translation t = {.rest = pattern, .repeat = 1};
    if (list->count == PATTERNS_MAX_COUNT || pattern.size > PATTERNS_MAX_BYTES)
        return err_set(err, ERR_LIMIT,
                       "there may be %d patterns of %d bytes each",
                       PATTERNS_MAX_COUNT, PATTERNS_MAX_BYTES);
    bool is_read = memchr(pattern.data, '\0', pattern.size) == NULL &&
                   utf8_find_invalid(pattern) == pattern.size &&
                   (list->utf8 != (locale_t)0 || unicode_is_ascii(pattern)) &&
                   translate(&t) && t.out.size > 0 && compile(list, &t);
    str_release(&t.out);
    if (!is_read)
        return err_set(err, ERR_INVALID,
                       "the regular expression '%.*s' cannot be read",
                       SLICE_FMT(pattern));
    return true;
}

static bool matches_one(const regex_t *items, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++) {
        if (regexec(&items[i], text, 0, NULL, 0) == 0)
            return true;
    }
    return false;
}

bool patterns_match(const struct pattern_list *list, struct slice text)
{
    struct str copy = {0};
    if (list == NULL || list->count == 0)
        return false;
    str_append(&copy, text);
    str_append_text(&copy, "");
    bool is_match =
        matches_one(list->in_bytes, list->in_bytes_count, copy.data);
    locale_t before = enter(list);
    is_match = is_match || matches_one(list->items, list->count, copy.data);
    leave(before);
    str_release(&copy);
    return is_match;
}
