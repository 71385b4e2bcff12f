/* javascript.c - tokens of a program in JavaScript.
 *
 * As much of ECMA-262 as it takes to tell code from comments, strings and
 * regular expressions: /^```/ starts no string. Whether a slash divides can
 * only be known from what is before it. What does not end where it may is read
 * as code, so that the rest of the program is not lost with it. */
#include "layout/javascript.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/unicode.h"

#include <string.h>

#define MAX_COMMENT_BYTES (16 * 1024)
#define MAX_REGEX_BYTES   1024

/* After these a slash starts a regular expression. */
static const char *const operators[] = {
    "await", "case", "delete", "do",    "else",   "in",   "instanceof",
    "new",   "of",   "return", "throw", "typeof", "void", "yield",
};

char script_char(struct slice text, size_t at)
{
    return at < text.size ? text.data[at] : '\0';
}

static size_t end_of_comment(struct slice rest)
{
    size_t end = slice_find(rest, 2, SLICE("*/"));
    return end < rest.size ? end + 2 : 0;
}

size_t script_skip_space(struct slice text, size_t at)
{
    while (at < text.size) {
        struct slice rest = slice_sub(text, at, at + MAX_COMMENT_BYTES);
        size_t end = 0;
        if (ascii_is_space(text.data[at]))
            end = 1;
        else if (slice_starts(rest, "//"))
            end = slice_find_char(slice_from(text, at), 0, '\n');
        else if (slice_starts(rest, "/*"))
            end = end_of_comment(rest);
        if (end == 0)
            return at;
        at += end;
    }
    return text.size;
}

struct slice script_take_string(struct slice text, size_t *at)
{
    char quote = script_char(text, *at);
    if (quote != '"' && quote != '\'' && quote != '`')
        return SLICE_NONE;
    size_t end = *at + 1;
    while (end < text.size && text.data[end] != quote &&
           (text.data[end] != '\n' || quote == '`'))
        end += text.data[end] == '\\' ? 2 : 1;
    if (script_char(text, end) != quote)
        return SLICE_NONE;
    struct slice string = slice_sub(text, *at + 1, end);
    *at = end + 1;
    return string;
}

bool script_is_in_word(char c)
{
    return ascii_is_letter_or_digit(c) || c == '_' || c == '$' ||
           (unsigned char)c >= 0x80;
}

static struct slice word_at(struct slice text, size_t at)
{
    size_t end = at;
    while (script_is_in_word(script_char(text, end)))
        end++;
    return slice_sub(text, at, end);
}

static bool is_operator(struct slice word)
{
    for (size_t i = 0; i < ARRAY_COUNT(operators); i++) {
        if (slice_is(word, operators[i]))
            return true;
    }
    return false;
}

/* Whether a slash at `at` divides what the token before it ends. After ")" it
 * may do either; a line does not start with a division. */
static bool divides(struct slice text, size_t before, size_t at)
{
    if (before == at)
        return false;
    char c = text.data[before];
    struct slice word = word_at(text, before);
    if (word.size > 0)
        return !is_operator(word);
    if (c == ')')
        return slice_find_char(slice_sub(text, before, at), 0, '\n') ==
               at - before;
    bool is_step = (c == '+' || c == '-') && before > 0 &&
                   text.data[before - 1] == c; /* i++ */
    return is_step || c == ']' || c == '/' || c == '"' || c == '\'' || c == '`';
}

/* Returns where the regular expression ends that starts at `at`; 0 if none
 * does. A slash in brackets is part of it. */
static size_t end_of_regex(struct slice text, size_t at)
{
    bool is_in_class = false;
    struct slice rest = slice_sub(text, 0, at + MAX_REGEX_BYTES);
    if (script_char(text, at) != '/')
        return 0;
    for (size_t end = at + 1; end < rest.size; end++) {
        char c = rest.data[end];
        if (c == '\n')
            return 0;
        if (c == '\\')
            end++;
        else if (c == '[' || c == ']')
            is_in_class = c == '[';
        else if (c == '/' && !is_in_class)
            return end + 1 + word_at(text, end + 1).size;
    }
    return 0;
}

size_t script_next(struct slice text, size_t before, size_t at)
{
    size_t end = at, regex = 0;
    size_t word = word_at(text, at).size;
    if (script_take_string(text, &end).data != NULL)
        return script_skip_space(text, end);
    if (word == 0 && !divides(text, before, at))
        regex = end_of_regex(text, at);
    end = regex > 0 ? regex : at + (word > 0 ? word : 1);
    return script_skip_space(text, end);
}

static size_t after_sign(struct slice text, size_t at, char sign)
{
    bool is_optional = slice_starts(slice_from(text, at), "?.");
    size_t end = is_optional ? script_skip_space(text, at + 2) : at;
    char c = script_char(text, end);
    if (c == sign)
        return end + 1;
    return sign == '.' && (is_optional || c == '[') ? end : 0;
}

static size_t after_word(struct slice text, size_t at, const char *word)
{
    if (slice_is(word_at(text, at), word))
        return at + slice_of(word).size;
    if (script_char(text, at) != '[')
        return 0;
    size_t end = script_skip_space(text, at + 1);
    if (!slice_is(script_take_string(text, &end), word))
        return 0;
    end = script_skip_space(text, end);
    return script_char(text, end) == ']' ? end + 1 : 0;
}

size_t script_after(struct slice text, size_t at, const char *const *words)
{
    for (; *words != NULL; words++) {
        size_t end = script_is_in_word((*words)[0])
                         ? after_word(text, at, *words)
                         : after_sign(text, at, **words);
        if (end == 0)
            return 0;
        at = script_skip_space(text, end);
    }
    return at;
}

/* Returns where "=" is, in "= 1" and ": Config = {}". */
static size_t after_type(struct slice text, size_t at)
{
    if (script_char(text, at) != ':')
        return at;
    while (script_is_in_word(script_char(text, ++at)) ||
           (script_char(text, at) != '\0' &&
            strchr(" .<>[],'\"|", script_char(text, at)) != NULL))
        ;
    return at;
}

size_t script_constant(struct slice text, size_t at)
{
    static const char *const start[] = {"const", NULL};
    struct slice name = word_at(text, at);
    size_t found = 0, next, last, token = script_skip_space(text, 0);
    for (last = token; token < text.size && name.size > 0;
         last = token, token = next) {
        size_t word = script_after(text, token, start);
        next = script_next(text, last, token);
        if (word == 0 || !slice_equal(word_at(text, word), name))
            continue;
        size_t sign =
            after_type(text, script_skip_space(text, word + name.size));
        if (found > 0 || script_char(text, sign) != '=')
            return 0;
        found = script_skip_space(text, sign + 1);
    }
    return found;
}

/* Takes up to `most` hexadecimal digits. */
static int32_t take_hex(struct slice written, size_t *at, size_t most)
{
    int32_t code = 0;
    for (size_t i = 0; i < most; i++, (*at)++) {
        int digit = ascii_hex_value(script_char(written, *at));
        if (digit < 0)
            break;
        code = code * 16 + digit;
    }
    return code;
}

/* Appends the character whose escape follows the backslash at `at`. */
static size_t append_escaped(struct str *out, struct slice written, size_t at)
{
    static const char names[] = "nrtbfv0", characters[] = "\n\r\t\b\f\v";
    char c = script_char(written, at + 1);
    size_t end = at + 2;
    if (c == 'x' || c == 'u') {
        bool is_braced = c == 'u' && script_char(written, end) == '{';
        end += is_braced ? 1 : 0;
        size_t most = c == 'x' ? 2 : 4;
        utf8_append(out, take_hex(written, &end, is_braced ? 6 : most));
        return end + (is_braced ? 1 : 0);
    }
    for (size_t i = 0; c != '\0' && names[i] != '\0'; i++) {
        if (names[i] == c)
            c = characters[i];
    }
    if (c != '\n' && c != '\0') /* a line that goes on */
        str_append(out, (struct slice){&c, 1});
    return end;
}

size_t script_append(struct str *out, struct slice written)
{
    size_t at = 0;
    while (at < written.size && !slice_starts(slice_from(written, at), "${")) {
        if (written.data[at] == '\\') {
            at = append_escaped(out, written, at);
        } else {
            str_append(out, slice_sub(written, at, at + 1));
            at++;
        }
    }
    return at < written.size ? at : written.size;
}

size_t script_computed(struct slice written)
{
    size_t depth = 0;
    for (size_t at = 0; at < written.size; at++) {
        if (written.data[at] == '{')
            depth++;
        else if (written.data[at] == '}' && --depth == 0)
            return at + 1;
    }
    return written.size;
}
