/* ecma.c - what of a pattern PCRE2 would read in another way.
 *
 *     ECMAScript       here                      because in PCRE2
 *     .                [^\n\r\x{2028}\x{2029}]   only \n ends a line
 *     \s  \S           with the spaces of        it is ASCII
 *                      Unicode
 *     \p{Letter}       \p{L}                     names are short
 *     \u{1F600}        \x{1F600}
 *     \uD83D\uDE00     \x{1F600}                 halves are no characters
 *     (*  (?R  \K      refused                   they have a meaning
 *
 * \d and \w are ASCII in both, and "$" is the end: see the options in
 * pattern.c. */
#include "validate/ecma.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/unicode.h"

#include <string.h>

#define LINE_ENDS "\\n\\r\\x{2028}\\x{2029}"
#define SPACES    "\\s\\x{A0}\\x{FEFF}" LINE_ENDS "\\p{Zs}"

/* All other characters, for a class, in which a class cannot be negated
 * (ECMA-262, WhiteSpace and LineTerminator). */
#define NO_SPACES                                                              \
    "\\x{0}-\\x{8}\\x{E}-\\x{1F}\\x{21}-\\x{9F}\\x{A1}-\\x{167F}"              \
    "\\x{1681}-\\x{1FFF}\\x{200B}-\\x{2027}\\x{202A}-\\x{202E}"                \
    "\\x{2030}-\\x{205E}\\x{2060}-\\x{2FFF}\\x{3001}-\\x{D7FF}"                \
    "\\x{E000}-\\x{FEFE}\\x{FF00}-\\x{10FFFF}"

/* The general categories by their long names (Unicode, PropertyValueAliases),
 * which PCRE2 only knows by the short ones. */
static const struct {
    const char *name, *code;
} categories[] = {
    {"Letter", "L"},
    {"Cased_Letter", "L&"},
    {"Uppercase_Letter", "Lu"},
    {"Lowercase_Letter", "Ll"},
    {"Titlecase_Letter", "Lt"},
    {"Modifier_Letter", "Lm"},
    {"Other_Letter", "Lo"},
    {"Mark", "M"},
    {"Nonspacing_Mark", "Mn"},
    {"Spacing_Mark", "Mc"},
    {"Enclosing_Mark", "Me"},
    {"Number", "N"},
    {"Decimal_Number", "Nd"},
    {"digit", "Nd"},
    {"Letter_Number", "Nl"},
    {"Other_Number", "No"},
    {"Punctuation", "P"},
    {"Connector_Punctuation", "Pc"},
    {"Dash_Punctuation", "Pd"},
    {"Open_Punctuation", "Ps"},
    {"Close_Punctuation", "Pe"},
    {"Initial_Punctuation", "Pi"},
    {"Final_Punctuation", "Pf"},
    {"Other_Punctuation", "Po"},
    {"Symbol", "S"},
    {"Math_Symbol", "Sm"},
    {"Currency_Symbol", "Sc"},
    {"Modifier_Symbol", "Sk"},
    {"Other_Symbol", "So"},
    {"Separator", "Z"},
    {"Space_Separator", "Zs"},
    {"Line_Separator", "Zl"},
    {"Paragraph_Separator", "Zp"},
    {"Other", "C"},
    {"Control", "Cc"},
    {"Format", "Cf"},
    {"Private_Use", "Co"},
    {"Unassigned", "Cn"},
};

struct translation {
    struct slice pattern;
    size_t at;
    bool is_in_class;
    struct str *out;
    struct err *err;
};

static char peek(const struct translation *t, size_t ahead)
{
    return t->at + ahead < t->pattern.size ? t->pattern.data[t->at + ahead]
                                           : '\0';
}

static void take(struct translation *t, size_t count)
{
    str_append(t->out, slice_sub(t->pattern, t->at, t->at + count));
    t->at += count;
}

static bool refuse(struct translation *t, size_t size)
{
    struct slice rest = slice_from(t->pattern, t->at);
    return err_set(t->err, ERR_INVALID, "'%.*s' means nothing in a pattern",
                   SLICE_FMT(utf8_truncate(rest, size)));
}

/* "\p{gc=Letter}": also with the name of the property. */
static bool take_property(struct translation *t)
{
    size_t end = slice_find_char(t->pattern, t->at, '}');
    if (peek(t, 2) != '{' || end == t->pattern.size)
        return refuse(t, 2);
    struct slice name = slice_sub(t->pattern, t->at + 3, end);
    if (slice_starts(name, "gc=") || slice_starts(name, "General_Category="))
        name = slice_from(name, slice_find_char(name, 0, '=') + 1);
    for (size_t i = 0; i < ARRAY_COUNT(categories); i++) {
        if (slice_is(name, categories[i].name))
            name = slice_of(categories[i].code);
    }
    str_appendf(t->out, "\\%c{%.*s}", peek(t, 1), SLICE_FMT(name));
    t->at = end + 1;
    return true;
}

/* "\u{...}", which PCRE2 10.42 knows by another name. */
static bool take_code_point(struct translation *t)
{
    size_t end = slice_find_char(t->pattern, t->at, '}');
    if (end == t->pattern.size)
        return refuse(t, 3);
    str_appendf(t->out, "\\x{%.*s}",
                SLICE_FMT(slice_sub(t->pattern, t->at + 3, end)));
    t->at = end + 1;
    return true;
}

static bool are_digits(const struct translation *t, size_t from, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (ascii_hex_value(peek(t, from + i)) < 0)
            return false;
    }
    return true;
}

static uint32_t number_at(const struct translation *t, size_t from,
                          size_t count)
{
    uint32_t number = 0;
    for (size_t i = 0; i < count; i++)
        number = number * 16 + (uint32_t)ascii_hex_value(peek(t, from + i));
    return number;
}

/* "\uD83D\uDE00": the two halves of one character, as in UTF-16 (ECMA-262,
 * RegExpUnicodeEscapeSequence with the flag u). */
static bool take_pair(struct translation *t)
{
    if (!are_digits(t, 2, 4) || peek(t, 6) != '\\' || peek(t, 7) != 'u' ||
        !are_digits(t, 8, 4))
        return false;
    uint32_t high = number_at(t, 2, 4), low = number_at(t, 8, 4);
    if (high < 0xD800 || high > 0xDBFF || low < 0xDC00 || low > 0xDFFF)
        return false;
    str_appendf(t->out, "\\x{%X}",
                0x10000U + ((high - 0xD800) << 10) + (low - 0xDC00));
    t->at += 12;
    return true;
}

/* "\xA9" and "\u00A9". */
static bool take_number(struct translation *t, size_t digits)
{
    if (!are_digits(t, 2, digits))
        return refuse(t, 2);
    str_appendf(
        t->out, "\\x{%.*s}",
        SLICE_FMT(slice_sub(t->pattern, t->at + 2, t->at + 2 + digits)));
    t->at += 2 + digits;
    return true;
}

static bool take_spaces(struct translation *t, bool is_negated)
{
    if (t->is_in_class)
        str_append_text(t->out, is_negated ? NO_SPACES : SPACES);
    else
        str_appendf(t->out, "[%s%s]", is_negated ? "^" : "", SPACES);
    t->at += 2;
    return true;
}

static bool take_escape(struct translation *t)
{
    char c = peek(t, 1);
    switch (c) {
    case 's':
    case 'S':
        return take_spaces(t, c == 'S');
    case 'p':
    case 'P':
        return take_property(t);
    case 'u':
        return peek(t, 2) == '{' ? take_code_point(t)
                                 : take_pair(t) || take_number(t, 4);
    case 'x':
        return take_number(t, 2);
    case 'c':
        if (!ascii_is_letter(peek(t, 2)))
            return refuse(t, 2);
        take(t, 3);
        return true;
    case 'k':
        if (peek(t, 2) != '<')
            return refuse(t, 2);
        break;
    case '0':
        str_append_text(t->out, "\\x{0}");
        t->at += 2;
        return true;
    case '\0':
        return refuse(t, 1);
    default:
        if (ascii_is_letter(c) && strchr("dDwWbBnrtfv", c) == NULL)
            return refuse(t, 2);
    }
    take(t, 2);
    return true;
}

/* "(?:", "(?=", "(?!", "(?<=", "(?<!" and "(?<name>" are all there are. */
static bool take_group(struct translation *t)
{
    if (peek(t, 1) == '*')
        return refuse(t, 2);
    if (peek(t, 1) == '?' &&
        (peek(t, 2) == '\0' || strchr(":=!<", peek(t, 2)) == NULL))
        return refuse(t, 3);
    take(t, 1);
    return true;
}

static bool take_class_start(struct translation *t)
{
    bool is_negated = peek(t, 1) == '^';
    t->is_in_class = true;
    take(t, is_negated ? 2 : 1);
    return true;
}

/* "[:alpha:]" is a class of POSIX to PCRE2. */
static bool take_in_class(struct translation *t)
{
    if (peek(t, 0) == '\\')
        return take_escape(t);
    t->is_in_class = peek(t, 0) != ']';
    if (peek(t, 0) == '[')
        str_append_char(t->out, '\\');
    take(t, 1);
    return true;
}

static bool take_one(struct translation *t)
{
    if (t->is_in_class)
        return take_in_class(t);
    switch (peek(t, 0)) {
    case '\\':
        return take_escape(t);
    case '(':
        return take_group(t);
    case '[':
        return take_class_start(t);
    case '.':
        str_append_text(t->out, "[^" LINE_ENDS "]");
        t->at++;
        return true;
    default:
        /* "a++" is greedy in another way. */
        if (strchr("*+?}", peek(t, 0)) != NULL && peek(t, 0) != '\0' &&
            peek(t, 1) == '+')
            return refuse(t, 2);
        take(t, 1);
        return true;
    }
}

bool ecma_translate(struct slice pattern, struct str *out, struct err *err)
{
    struct translation t = {.pattern = pattern, .out = out, .err = err};
    bool ok = true;
    while (ok && t.at < pattern.size)
        ok = take_one(&t);
    return ok;
}
