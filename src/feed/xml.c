/* xml.c - escapes what cannot stand in XML as it is.
 *
 * By the names that XML itself defines (XML 1.0, 4.6), which every program that
 * reads feeds knows; the numbers that the RSS Best Practices Profile would have
 * in titles are left as they are by some. A carriage return would be read as a
 * line feed (2.11), and in an attribute tabs and line breaks as spaces (3.3.3),
 * so these have numbers. */
#include "feed/xml.h"

#define REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD */

/* What stands for the character that begins at `at`, or NULL: it is written as
 * it is. Of the forbidden ones all but two are a single byte. */
static const char *escape_of(struct slice text, size_t at, bool is_attribute)
{
    unsigned char c = (unsigned char)text.data[at];
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>': /* "]]>" is forbidden (2.4) */
        return at > 0 && text.data[at - 1] == ']' ? "&gt;" : NULL;
    case '\r':
        return "&#xD;";
    case '\n':
        return is_attribute ? "&#xA;" : NULL;
    case '\t':
        return is_attribute ? "&#x9;" : NULL;
    case '"':
        return is_attribute ? "&quot;" : NULL;
    default:
        return c < ' ' ? REPLACEMENT : NULL;
    }
}

/* U+FFFE and U+FFFF. */
static bool is_noncharacter(struct slice text, size_t at)
{
    struct slice rest = slice_from(text, at);
    return slice_starts(rest, "\xEF\xBF\xBE") ||
           slice_starts(rest, "\xEF\xBF\xBF");
}

static void append_escaped(struct str *out, struct slice text,
                           bool is_attribute)
{
    size_t from = 0;
    for (size_t i = 0; i < text.size; i++) {
        const char *escape = escape_of(text, i, is_attribute);
        size_t size = 1;
        if (escape == NULL && text.data[i] == '\xEF' &&
            is_noncharacter(text, i)) {
            escape = REPLACEMENT;
            size = 3;
        }
        if (escape == NULL)
            continue;
        str_append(out, slice_sub(text, from, i));
        str_append_text(out, escape);
        i += size - 1;
        from = i + 1;
    }
    str_append(out, slice_from(text, from));
}

void xml_append(struct str *out, struct slice text)
{
    append_escaped(out, text, false);
}

void xml_element(struct str *out, const char *name, struct slice text)
{
    if (text.data == NULL)
        return;
    str_appendf(out, "<%s>", name);
    xml_append(out, text);
    str_appendf(out, "</%s>\n", name);
}

void xml_begin(struct str *out, const char *name)
{
    str_append_char(out, '<');
    str_append_text(out, name);
}

void xml_attribute(struct str *out, const char *name, struct slice value)
{
    if (value.data == NULL)
        return;
    str_appendf(out, " %s=\"", name);
    append_escaped(out, value, true);
    str_append_char(out, '"');
}

void xml_end(struct str *out)
{
    str_append(out, SLICE("/>\n"));
}
