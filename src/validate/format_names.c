/* format_names.c - names of hosts and mailboxes, addresses, identifiers. */
#include "validate/format_forms.h"

#include "base/ascii.h"

#include <arpa/inet.h>
#include <string.h>

#define HOST_MAX_BYTES  253
#define LABEL_MAX_BYTES 63
#define LOCAL_MAX_BYTES 64 /* RFC 5321, 4.5.3.1.1 */
#define UUID_BYTES      36
#define ADDRESS_BYTES   64 /* longer than any in digits */

static bool is_among(char c, const char *signs)
{
    return c != '\0' && strchr(signs, c) != NULL;
}

/* With "--" in third and fourth place there would be a prefix, of which "xn--"
 * is the only one (RFC 5891, 4.2.3.1). */
static bool is_label(struct slice label, bool is_any_script)
{
    if (label.size == 0 || label.size > LABEL_MAX_BYTES ||
        label.data[0] == '-' || label.data[label.size - 1] == '-' ||
        (label.size > 3 && label.data[2] == '-' && label.data[3] == '-' &&
         !slice_equal_nocase(slice_sub(label, 0, 2), SLICE("xn"))))
        return false;
    for (size_t i = 0; i < label.size; i++) {
        char c = label.data[i];
        if (!ascii_is_letter_or_digit(c) && c != '-' &&
            !(is_any_script && (unsigned char)c >= 0x80))
            return false;
    }
    return true;
}

static bool is_domain(struct slice text, bool is_any_script)
{
    struct slice label;
    if (text.size == 0 || text.size > HOST_MAX_BYTES || slice_ends(text, "."))
        return false;
    while (slice_cut(&text, '.', &label)) {
        if (!is_label(label, is_any_script))
            return false;
    }
    return true;
}

bool is_hostname(struct slice text)
{
    return is_domain(text, false);
}

/* inet_pton() wants a NUL at the end and must not meet one before. */
static bool is_address(int family, struct slice text)
{
    char copy[ADDRESS_BYTES];
    unsigned char address[sizeof(struct in6_addr)];
    if (text.size >= sizeof copy || slice_count_char(text, '\0') > 0)
        return false;
    if (text.size > 0)
        memcpy(copy, text.data, text.size);
    copy[text.size] = '\0';
    return inet_pton(family, copy, address) == 1;
}

bool is_ipv4(struct slice text)
{
    return is_address(AF_INET, text);
}

bool is_ipv6(struct slice text)
{
    return is_address(AF_INET6, text);
}

static bool is_atom(struct slice text, bool is_any_script)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (!ascii_is_letter_or_digit(c) &&
            !is_among(c, "!#$%&'*+-/=?^_`{|}~") &&
            !(is_any_script && (unsigned char)c >= 0x80))
            return false;
    }
    return text.size > 0;
}

/* Of the text between the quotes. */
static bool is_quoted_local(struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '\\' && ++i == text.size)
            return false;
        if (c == '"' || (ascii_is_control(text.data[i])))
            return false;
    }
    return true;
}

static bool is_local(struct slice text, bool is_any_script)
{
    struct slice atom;
    if (text.size == 0 || text.size > LOCAL_MAX_BYTES)
        return false;
    if (text.size > 1 && text.data[0] == '"' && slice_ends(text, "\""))
        return is_quoted_local(slice_sub(text, 1, text.size - 1));
    if (slice_ends(text, "."))
        return false;
    while (slice_cut(&text, '.', &atom)) {
        if (!is_atom(atom, is_any_script))
            return false;
    }
    return true;
}

/* "[192.0.2.1]" or "[IPv6:2001:db8::1]". */
static bool is_address_literal(struct slice text)
{
    struct slice inside = slice_sub(text, 1, text.size - 1);
    if (!slice_ends(text, "]"))
        return false;
    return slice_starts(inside, "IPv6:") ? is_ipv6(slice_from(inside, 5))
                                         : is_ipv4(inside);
}

static bool is_mailbox(struct slice text, bool is_any_script)
{
    size_t at = text.size;
    while (at > 0 && text.data[at - 1] != '@')
        at--;
    if (at == 0)
        return false;
    struct slice domain = slice_from(text, at);
    return is_local(slice_sub(text, 0, at - 1), is_any_script) &&
           (slice_starts(domain, "[") ? is_address_literal(domain)
                                      : is_domain(domain, is_any_script));
}

bool is_email(struct slice text)
{
    return is_mailbox(text, false);
}

bool is_idn_email(struct slice text)
{
    return is_mailbox(text, true);
}

bool is_uuid(struct slice text)
{
    if (text.size != UUID_BYTES)
        return false;
    for (size_t i = 0; i < UUID_BYTES; i++) {
        bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (is_dash ? text.data[i] != '-' : ascii_hex_value(text.data[i]) < 0)
            return false;
    }
    return true;
}

bool is_json_pointer(struct slice text)
{
    if (text.size > 0 && text.data[0] != '/')
        return false;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '~' &&
            (i + 1 == text.size || !is_among(text.data[i + 1], "01")))
            return false;
    }
    return true;
}

/* Digits without a zero in front, then "#" or a JSON Pointer. */
bool is_relative_json_pointer(struct slice text)
{
    size_t digits = 0;
    while (digits < text.size && ascii_is_digit(text.data[digits]))
        digits++;
    struct slice rest = slice_from(text, digits);
    return digits > 0 && (digits == 1 || text.data[0] != '0') &&
           (slice_is(rest, "#") || is_json_pointer(rest));
}
