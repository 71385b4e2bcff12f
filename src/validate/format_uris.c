/* format_uris.c - URIs by the grammar of RFC 3986, appendix A.
 *
 *     https://ana@example.org:80/a/b?c=d#e
 *     scheme  authority         path query fragment
 *
 * An IRI (RFC 3987) is the same with letters of any script. */
#include "validate/format_forms.h"

#include "base/ascii.h"
#include "validate/uri.h"

#include <string.h>

#define UNRESERVED "-._~"
#define SUB_DELIMS "!$&'()*+,;="

/* Whether the text has nothing but letters, digits, these signs, and bytes
 * escaped by "%". */
static bool has_only(struct slice text, const char *signs, bool is_iri)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '%') {
            if (i + 2 >= text.size || ascii_hex_value(text.data[i + 1]) < 0 ||
                ascii_hex_value(text.data[i + 2]) < 0)
                return false;
            i += 2;
        } else if ((unsigned char)c >= 0x80) {
            if (!is_iri)
                return false;
        } else if (c == '\0' ||
                   (!ascii_is_letter_or_digit(c) && strchr(signs, c) == NULL)) {
            return false;
        }
    }
    return true;
}

/* "[2001:db8::1]" or "[v1.x]" (3.2.2). */
static bool is_literal(struct slice text)
{
    struct slice inside = slice_sub(text, 1, text.size - 1);
    if (!slice_ends(text, "]"))
        return false;
    if (!slice_starts(inside, "v"))
        return is_ipv6(inside);
    size_t dot = slice_find_char(inside, 0, '.');
    for (size_t i = 1; i < dot; i++) {
        if (ascii_hex_value(inside.data[i]) < 0)
            return false;
    }
    return dot > 1 && dot + 1 < inside.size &&
           has_only(slice_from(inside, dot + 1), UNRESERVED SUB_DELIMS ":",
                    false);
}

static bool is_authority(struct slice text, bool is_iri)
{
    size_t at = slice_find_char(text, 0, '@');
    if (at < text.size) {
        if (!has_only(slice_sub(text, 0, at), UNRESERVED SUB_DELIMS ":",
                      is_iri))
            return false;
        text = slice_from(text, at + 1);
    }
    size_t end = slice_starts(text, "[") ? slice_find_char(text, 0, ']') : 0;
    size_t colon = slice_find_char(text, end, ':');
    struct slice host = slice_sub(text, 0, colon);
    if (colon + 1 < text.size && !slice_is_digits(slice_from(text, colon + 1)))
        return false;
    return slice_starts(host, "[")
               ? is_literal(host)
               : has_only(host, UNRESERVED SUB_DELIMS, is_iri);
}

static bool is_reference(struct slice text, bool needs_scheme, bool is_iri)
{
    size_t scheme = uri_scheme_size(text);
    if (scheme == 0 && needs_scheme)
        return false;
    struct slice rest = scheme > 0 ? slice_from(text, scheme + 1) : text;
    size_t hash = slice_find_char(rest, 0, '#');
    struct slice before = slice_sub(rest, 0, hash);
    if (hash < rest.size && !has_only(slice_from(rest, hash + 1),
                                      UNRESERVED SUB_DELIMS ":@/?", is_iri))
        return false;
    size_t query = slice_find_char(before, 0, '?');
    if (query < before.size && !has_only(slice_from(before, query + 1),
                                         UNRESERVED SUB_DELIMS ":@/?", is_iri))
        return false;
    struct slice path = slice_sub(before, 0, query);
    if (slice_starts(path, "//")) {
        size_t end = slice_find_char(path, 2, '/');
        if (!is_authority(slice_sub(path, 2, end), is_iri))
            return false;
        path = slice_from(path, end);
    } else if (scheme == 0 &&
               slice_find_char(path, 0, ':') < slice_find_char(path, 0, '/')) {
        return false; /* "1a:b" would be taken for a scheme */
    }
    return has_only(path, UNRESERVED SUB_DELIMS ":@/", is_iri);
}

bool is_uri(struct slice text)
{
    return is_reference(text, true, false);
}

bool is_uri_reference(struct slice text)
{
    return is_reference(text, false, false);
}

bool is_iri(struct slice text)
{
    return is_reference(text, true, true);
}

bool is_iri_reference(struct slice text)
{
    return is_reference(text, false, true);
}

/* A variable, with ":3" or "*" behind it (2.3 and 2.4). */
static bool is_variable(struct slice text)
{
    if (slice_ends(text, "*"))
        text = slice_sub(text, 0, text.size - 1);
    size_t colon = slice_find_char(text, 0, ':');
    if (colon < text.size &&
        (!slice_is_digits(slice_from(text, colon + 1)) ||
         text.size - colon > 5 || text.data[colon + 1] == '0'))
        return false;
    text = slice_sub(text, 0, colon);
    return text.size > 0 && has_only(text, "_.", false) &&
           text.data[0] != '.' && text.data[text.size - 1] != '.';
}

static bool is_expression(struct slice text)
{
    struct slice variable;
    if (text.size > 0 && text.data[0] != '\0' &&
        strchr("+#./;?&=,!@|", text.data[0]) != NULL)
        text = slice_from(text, 1);
    if (text.size == 0 || slice_ends(text, ","))
        return false;
    while (slice_cut(&text, ',', &variable)) {
        if (!is_variable(variable))
            return false;
    }
    return true;
}

/* Literals are all but these (2.1). */
static bool is_literal_char(char c)
{
    return (unsigned char)c > ' ' && c != 0x7F &&
           strchr("\"'<>\\^`|}", c) == NULL;
}

bool is_uri_template(struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '{') {
            size_t end = slice_find_char(text, i, '}');
            if (end == text.size || !is_expression(slice_sub(text, i + 1, end)))
                return false;
            i = end;
        } else if (!is_literal_char(text.data[i])) {
            return false;
        }
    }
    return true;
}
