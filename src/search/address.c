/* address.c - hides the passwords in the address of a database.
 *
 * An address can be wrong, and is shown then as well; so what is not certain to
 * be no password is hidden. libpq is not asked, as it may not be there, and as
 * its messages quote what it could not read, which may be a part of a password.
 */
#include "search/address.h"

#include "base/array.h"
#include "base/ascii.h"

#include <string.h>

#define HIDDEN "***"

static const char *const schemes[] = {"postgresql://", "postgres://"};

/* Parameters of libpq whose values are secrets. */
static const char *const secrets[] = {"password", "sslpassword"};

/* The length of "postgresql://", or 0 if it is no URL. */
static size_t scheme_size(struct slice text)
{
    for (size_t i = 0; i < ARRAY_COUNT(schemes); i++) {
        if (slice_starts(text, schemes[i]))
            return slice_of(schemes[i]).size;
    }
    return 0;
}

bool address_is_url(struct slice text)
{
    return scheme_size(text) > 0;
}

bool address_may_be_in(struct slice text)
{
    static const char *const signs[] = {"@",
                                        "postgres:", "postgresql:", "password"};
    for (size_t i = 0; i < ARRAY_COUNT(signs); i++) {
        if (slice_find(text, 0, slice_of(signs[i])) < text.size)
            return true;
    }
    return false;
}

static bool is_secret(struct slice name)
{
    for (size_t i = 0; i < ARRAY_COUNT(secrets); i++) {
        if (slice_equal_nocase(name, slice_of(secrets[i])))
            return true;
    }
    return false;
}

/* The parts of a URL. */
struct url {
    struct slice scheme, user, password, hosts, path, query;
    bool has_user, has_password;
};

/* As libpq does it: a user and a password end at the first "@" that comes
 * before a "/". */
static void split_url(struct slice address, struct url *ret_url)
{
    struct url url = {.scheme = slice_sub(address, 0, scheme_size(address))};
    struct slice rest = slice_from(address, url.scheme.size);
    size_t slash = slice_find_char(rest, 0, '/');
    size_t at = slice_find_char(rest, 0, '@');
    if (at < slash) {
        struct slice user = slice_sub(rest, 0, at);
        size_t colon = slice_find_char(user, 0, ':');
        url.has_user = true;
        url.has_password = colon < user.size;
        url.user = slice_sub(user, 0, colon);
        if (url.has_password)
            url.password = slice_from(user, colon + 1);
        rest = slice_from(rest, at + 1);
    }
    size_t mark = slice_find_char(rest, 0, '?');
    url.query = slice_from(rest, mark);
    rest = slice_sub(rest, 0, mark);
    slash = slice_find_char(rest, 0, '/');
    url.hosts = slice_sub(rest, 0, slash);
    url.path = slice_from(rest, slash);
    *ret_url = url;
}

/* "db", "db:5432", "[::1]:5432": what is behind a colon is a number. */
static bool is_host(struct slice host)
{
    size_t start = slice_starts(host, "[") ? slice_find_char(host, 0, ']') : 0;
    size_t colon = slice_find_char(host, start, ':');
    struct slice port = slice_from(host, colon + (colon < host.size ? 1 : 0));
    return port.size == 0 || slice_is_digits(port);
}

/* A "@" behind the user, or a port that is no number, is a part of a password
 * that was not written as it has to be, or of a user without a host. */
static bool is_certain(const struct url *url)
{
    const struct slice parts[] = {url->hosts, url->path, url->query};
    struct slice hosts = url->hosts, host;
    for (size_t i = 0; i < ARRAY_COUNT(parts); i++) {
        if (slice_find_char(parts[i], 0, '@') < parts[i].size)
            return false;
    }
    while (slice_cut(&hosts, ',', &host)) {
        if (!is_host(host))
            return false;
    }
    return true;
}

static bool is_hex(struct slice text, size_t at)
{
    static const char digits[] = "0123456789abcdefABCDEF";
    return at + 1 < text.size &&
           memchr(digits, text.data[at], sizeof digits - 1) != NULL &&
           memchr(digits, text.data[at + 1], sizeof digits - 1) != NULL;
}

static bool has_whole_escapes(struct slice text)
{
    for (size_t i = slice_find_char(text, 0, '%'); i < text.size;
         i = slice_find_char(text, i + 1, '%')) {
        if (!is_hex(text, i + 1))
            return false;
    }
    return true;
}

static bool check_url(struct slice address, struct err *err)
{
    struct url url;
    split_url(address, &url);
    if (is_certain(&url) && has_whole_escapes(address))
        return true;
    err_set(err, ERR_INVALID,
            "the address of the database is not a URL that can be read");
    return err_set_hint(err, "%s", ADDRESS_HINT);
}

/* A parameter of a list: name, "=", value, which may be in quotes. */
struct address_part {
    struct slice name, value;
};

static size_t skip_spaces(struct slice text, size_t at)
{
    while (at < text.size && ascii_is_space(text.data[at]))
        at++;
    return at;
}

/* The end of a value; text.size + 1 if its quote does not end. */
static size_t value_end(struct slice text, size_t at)
{
    bool is_quoted = at < text.size && text.data[at] == '\'';
    for (size_t i = is_quoted ? at + 1 : at; i < text.size; i++) {
        if (text.data[i] == '\\')
            i++;
        else if (is_quoted && text.data[i] == '\'')
            return i + 1;
        else if (!is_quoted && ascii_is_space(text.data[i]))
            return i;
    }
    return is_quoted ? text.size + 1 : text.size;
}

/* Reads one at *at and moves behind it; false if there is none that can be
 * read. */
static bool next_part(struct slice text, size_t *at,
                      struct address_part *ret_part)
{
    size_t start = skip_spaces(text, *at);
    size_t equals = slice_find_char(text, start, '=');
    if (equals >= text.size)
        return false;
    struct slice name = slice_trim(slice_sub(text, start, equals));
    size_t value = skip_spaces(text, equals + 1);
    size_t end = value_end(text, value);
    if (name.size == 0 || end > text.size ||
        slice_find_char(name, 0, ' ') < name.size)
        return false;
    ret_part->name = name;
    ret_part->value = slice_sub(text, value, end);
    *at = end;
    return true;
}

static bool check_list(struct slice address, struct err *err)
{
    struct address_part part;
    size_t at = 0;
    while (skip_spaces(address, at) < address.size) {
        if (!next_part(address, &at, &part)) {
            err_set(err, ERR_INVALID,
                    "the address of the database is neither a URL nor a list "
                    "of parameters");
            return err_set_hint(err,
                                "Write postgresql://USER@HOST/DATABASE, or "
                                "host=HOST user=USER dbname=DATABASE with "
                                "values that have spaces in '...'");
        }
    }
    return true;
}

bool address_check(struct slice address, struct err *err)
{
    return scheme_size(address) > 0 ? check_url(address, err)
                                    : check_list(address, err);
}

/* "?sslmode=require&password=***" */
static void mask_query(struct str *out, struct slice query)
{
    struct slice rest = query, part;
    bool is_first = true;
    if (query.size == 0)
        return;
    rest = slice_from(rest, 1);
    while (slice_cut(&rest, '&', &part)) {
        size_t equals = slice_find_char(part, 0, '=');
        struct slice name = slice_sub(part, 0, equals);
        /* A name in escapes could be any. */
        bool is_hidden =
            is_secret(name) || slice_find_char(name, 0, '%') < name.size;
        str_append_char(out, is_first ? '?' : '&');
        str_append(out, name);
        if (equals < part.size) {
            str_append_char(out, '=');
            str_append(out, is_hidden ? SLICE(HIDDEN)
                                      : slice_from(part, equals + 1));
        }
        is_first = false;
    }
}

static void mask_url(struct str *out, struct slice address)
{
    struct url url;
    split_url(address, &url);
    str_append(out, url.scheme);
    if (!is_certain(&url)) {
        str_append_text(out, HIDDEN);
        return;
    }
    str_append(out, url.user);
    if (url.has_password)
        str_append_text(out, ":" HIDDEN);
    if (url.has_user)
        str_append_char(out, '@');
    str_append(out, url.hosts);
    str_append(out, url.path);
    mask_query(out, url.query);
}

static void mask_list(struct str *out, struct slice address)
{
    struct address_part part;
    size_t at = 0;
    while (next_part(address, &at, &part)) {
        str_append_text(out, out->size > 0 ? " " : "");
        str_append(out, part.name);
        str_append_char(out, '=');
        str_append(out, is_secret(part.name) ? SLICE(HIDDEN) : part.value);
    }
    if (skip_spaces(address, at) < address.size)
        str_append_text(out, out->size > 0 ? " " HIDDEN : HIDDEN);
}

struct slice address_mask(struct slice address, struct arena *arena)
{
    struct str out = {0};
    if (scheme_size(address) > 0)
        mask_url(&out, address);
    else
        mask_list(&out, address);
    struct slice masked = arena_copy(arena, str_slice(&out));
    str_release(&out);
    return masked;
}
