/* patterns.c - translates Go's regular expressions into those of POSIX.
 *
 *     (?i)a(?:b|\d)+?\/   ->   a(b|[0-9])+/   without regard to case
 *
 * The library's matcher takes linear time without back references, which RE2
 * does not have either; but its memory grows with the product of nested counts,
 * so that is bounded. What has no counterpart is an error: a pattern that is
 * half understood would let through what it is meant to stop. */
#include "base/patterns.h"

#include "base/ascii.h"
#include "base/mem.h"

#include <regex.h>
#include <stdlib.h>
#include <string.h>

struct pattern_list {
    size_t count;
    regex_t items[PATTERNS_MAX_COUNT];
};

/* A pattern while it is translated. */
struct translation {
    struct slice rest; /* what is still to be read */
    struct str out;
    size_t repeat; /* the product of the counts so far */
    bool ignores_case;
};

struct class_name {
    char name;
    const char *outside, *inside; /* of brackets; NULL: not possible */
};

static const struct class_name classes[] = {
    {'d', "[0-9]", "0-9"},
    {'D', "[^0-9]", NULL},
    {'w', "\\w", "0-9A-Za-z_"},
    {'W', "\\W", NULL},
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
    if (found != NULL)
        str_append_text(&t->out, found->outside);
    else if (is_literal(c))
        append_literal(t, c);
    return found != NULL || is_literal(c);
}

/* The members of a class in brackets. */
struct class_members {
    struct str others;
    bool has_bracket, has_dash, has_caret;
};

static bool read_member(struct translation *t, struct class_members *members,
                        bool is_first)
{
    char c = take_char(t);
    bool is_escaped = c == '\\' && t->rest.size > 0;
    if (is_escaped)
        c = take_char(t);
    const struct class_name *found = is_escaped ? find_class(c) : NULL;
    if (found != NULL) {
        str_append_text(&members->others, found->inside);
        return found->inside != NULL;
    }
    if (c == ']')
        members->has_bracket = true;
    else if (c == '^')
        members->has_caret = true;
    else if (c == '-' && (is_escaped || is_first || slice_starts(t->rest, "]")))
        members->has_dash = true;
    else
        str_append_char(&members->others, c);
    return is_escaped ? is_literal(c) : c != '[';
}

/* In brackets, POSIX has no escapes: "]" must come first, "-" last, and "^" not
 * first. */
static void append_members(struct translation *t,
                           const struct class_members *members, bool is_negated)
{
    bool is_caret_first = !is_negated && members->has_caret &&
                          members->others.size == 0 && !members->has_bracket;
    if (is_caret_first)
        str_append_text(&t->out, members->has_dash ? "[-^]" : "\\^");
    else
        str_appendf(&t->out, "[%s%s%.*s%s%s]", is_negated ? "^" : "",
                    members->has_bracket ? "]" : "",
                    SLICE_FMT(str_slice(&members->others)),
                    members->has_caret ? "^" : "",
                    members->has_dash ? "-" : "");
}

static bool translate_brackets(struct translation *t)
{
    struct class_members members = {0};
    bool is_negated = take(t, "^"), is_first = true, is_valid = true;
    while (is_valid && t->rest.size > 0 &&
           (is_first || t->rest.data[0] != ']')) {
        is_valid = read_member(t, &members, is_first);
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
    return mem_alloc(1, sizeof(struct pattern_list));
}

void patterns_free(struct pattern_list *list)
{
    for (size_t i = 0; list != NULL && i < list->count; i++)
        regfree(&list->items[i]);
    free(list);
}

bool patterns_add(struct pattern_list *list, struct slice pattern,
                  struct err *err)
{
    struct translation t = {.rest = pattern, .repeat = 1};
    int flags = REG_EXTENDED | REG_NOSUB;
    if (list->count == PATTERNS_MAX_COUNT || pattern.size > PATTERNS_MAX_BYTES)
        return err_set(err, ERR_LIMIT,
                       "there may be %d patterns of %d bytes each",
                       PATTERNS_MAX_COUNT, PATTERNS_MAX_BYTES);
    bool is_read =
        memchr(pattern.data, '\0', pattern.size) == NULL && translate(&t);
    if (t.ignores_case)
        flags |= REG_ICASE;
    is_read = is_read && t.out.size > 0 &&
              regcomp(&list->items[list->count], t.out.data, flags) == 0;
    str_release(&t.out);
    if (!is_read)
        return err_set(err, ERR_INVALID,
                       "the regular expression '%.*s' cannot be read",
                       SLICE_FMT(pattern));
    list->count++;
    return true;
}

bool patterns_match(const struct pattern_list *list, struct slice text)
{
    struct str copy = {0};
    bool is_match = false;
    if (list == NULL || list->count == 0)
        return false;
    str_append(&copy, text);
    str_append_text(&copy, "");
    for (size_t i = 0; !is_match && i < list->count; i++)
        is_match = regexec(&list->items[i], copy.data, 0, NULL, 0) == 0;
    str_release(&copy);
    return is_match;
}
