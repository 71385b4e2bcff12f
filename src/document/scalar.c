/* scalar.c - the core schema, by hand.
 *
 * Most scalars are prose, and prose is distinguished from a number or a word of
 * the schema by its first byte; only what is left is looked at in full. Numbers
 * are checked against the grammar first and converted afterwards, because
 * strtod() alone would also accept "infinity", "0x1p3" and leading spaces. */
#include "document/scalar.h"

#include "base/array.h"
#include "base/ascii.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *text;
    struct value value;
} words[] = {
    {"true", {.kind = VALUE_BOOLEAN, .as.boolean = true}},
    {"false", {.kind = VALUE_BOOLEAN, .as.boolean = false}},
    {"null", {.kind = VALUE_NULL}},
    {"~", {.kind = VALUE_NULL}},
    {"True", {.kind = VALUE_BOOLEAN, .as.boolean = true}},
    {"False", {.kind = VALUE_BOOLEAN, .as.boolean = false}},
    {"Null", {.kind = VALUE_NULL}},
    {"TRUE", {.kind = VALUE_BOOLEAN, .as.boolean = true}},
    {"FALSE", {.kind = VALUE_BOOLEAN, .as.boolean = false}},
    {"NULL", {.kind = VALUE_NULL}},
};

static bool read_word(struct slice text, struct value *ret_value)
{
    if (text.size > strlen("false") || strchr("~nNtTfF", text.data[0]) == NULL)
        return false;
    for (size_t i = 0; i < ARRAY_COUNT(words); i++) {
        if (slice_is(text, words[i].text)) {
            *ret_value = words[i].value;
            return true;
        }
    }
    return false;
}

static size_t skip_digits(struct slice s, size_t at)
{
    while (at < s.size && ascii_is_digit(s.data[at]))
        at++;
    return at;
}

static size_t skip_sign(struct slice s, size_t at)
{
    return at < s.size && (s.data[at] == '+' || s.data[at] == '-') ? at + 1
                                                                   : at;
}

static bool has_digits_only(struct slice s, int base)
{
    for (size_t i = 0; i < s.size; i++) {
        int digit = ascii_hex_value(s.data[i]);
        if (digit < 0 || digit >= base)
            return false;
    }
    return s.size > 0;
}

/* Counts down for negative numbers, so that the smallest one fits too. */
static enum scalar_fit read_integer(struct slice digits, int base,
                                    bool is_negative, struct value *ret_value)
{
    int64_t number = 0;
    for (size_t i = 0; i < digits.size; i++) {
        int digit = ascii_hex_value(digits.data[i]);
        if (__builtin_mul_overflow(number, base, &number) ||
            __builtin_add_overflow(number, is_negative ? -digit : digit,
                                   &number))
            return SCALAR_TOO_LARGE;
    }
    *ret_value = (struct value){.kind = VALUE_INTEGER, .as.integer = number};
    return SCALAR_FITS;
}

/* [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )? */
static bool is_float(struct slice s)
{
    size_t start = skip_sign(s, 0);
    size_t at = skip_digits(s, start);
    size_t digits = at - start;
    if (at < s.size && s.data[at] == '.') {
        size_t end = skip_digits(s, at + 1);
        digits += end - at - 1;
        at = end;
    }
    if (digits == 0)
        return false;
    if (at < s.size && (s.data[at] == 'e' || s.data[at] == 'E')) {
        size_t first = skip_sign(s, at + 1);
        at = skip_digits(s, first);
        if (at == first)
            return false;
    }
    return at == s.size;
}

static bool is_infinity_or_nan(struct slice s)
{
    static const char *const names[] = {".inf", ".Inf", ".INF",
                                        ".nan", ".NaN", ".NAN"};

    size_t sign = skip_sign(s, 0);
    for (size_t i = 0; i < ARRAY_COUNT(names); i++)
        if (slice_is(slice_from(s, sign), names[i]))
            return sign == 0 || i < 3;
    return false;
}

static enum scalar_fit read_float(struct slice text, struct value *ret_value)
{
    double real = strtod(text.data, NULL);
    if (!isfinite(real))
        return SCALAR_TOO_LARGE;
    *ret_value = (struct value){.kind = VALUE_FLOAT, .as.real = real};
    return SCALAR_FITS;
}

static enum scalar_fit read_number(struct slice text, struct value *ret_value)
{
    struct slice digits = slice_from(text, skip_sign(text, 0));
    if (has_digits_only(digits, 10))
        return read_integer(digits, 10, text.data[0] == '-', ret_value);

    struct slice behind_prefix = slice_from(text, 2);
    if (slice_starts(text, "0x") && has_digits_only(behind_prefix, 16))
        return read_integer(behind_prefix, 16, false, ret_value);
    if (slice_starts(text, "0o") && has_digits_only(behind_prefix, 8))
        return read_integer(behind_prefix, 8, false, ret_value);
    if (is_float(text))
        return read_float(text, ret_value);
    return is_infinity_or_nan(text) ? SCALAR_TOO_LARGE : SCALAR_FITS;
}

enum scalar_fit scalar_read(struct slice text, struct value *ret_value)
{
    *ret_value = value_of_text(text);
    if (text.size == 0) {
        *ret_value = value_null;
        return SCALAR_FITS;
    }
    char first = text.data[0];
    if (ascii_is_digit(first) || first == '-' || first == '+' || first == '.')
        return read_number(text, ret_value);
    (void)read_word(text, ret_value);
    return SCALAR_FITS;
}

enum scalar_fit scalar_read_as(enum value_kind kind, struct slice text,
                               struct value *ret_value)
{
    enum scalar_fit fit = scalar_read(text, ret_value);
    if (kind == VALUE_FLOAT && ret_value->kind == VALUE_INTEGER)
        fit = read_float(text, ret_value);
    if (fit == SCALAR_FITS && ret_value->kind != kind)
        fit = SCALAR_MISFIT;
    if (fit != SCALAR_FITS)
        *ret_value = value_of_text(text);
    return fit;
}
