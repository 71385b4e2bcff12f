/* head.c - looking up the fields of a request.
 *
 * A head has a dozen fields, and an answer needs five of them: a linear search
 * is faster than building an index. */
#include "http/head.h"

#include <string.h>

static bool has_name(const struct head_field *field, struct slice name)
{
    return slice_equal_nocase(field->name, name);
}

struct slice head_find(const struct head *head, const char *name)
{
    struct slice wanted = slice_of(name);
    for (size_t i = 0; i < head->field_count; i++) {
        if (has_name(&head->fields[i], wanted))
            return slice_trim(head->fields[i].value);
    }
    return SLICE_NONE;
}

size_t head_count(const struct head *head, const char *name)
{
    struct slice wanted = slice_of(name);
    size_t count = 0;
    for (size_t i = 0; i < head->field_count; i++) {
        if (has_name(&head->fields[i], wanted))
            count++;
    }
    return count;
}

size_t head_field_bytes(const struct head *head)
{
    size_t bytes = 0;
    for (size_t i = 0; i < head->field_count; i++)
        bytes += head->fields[i].name.size + head->fields[i].value.size;
    return bytes;
}

struct slice head_join(const struct head *head, const char *name,
                       struct str *scratch)
{
    if (head_count(head, name) < 2)
        return head_find(head, name);

    struct slice wanted = slice_of(name);
    str_clear(scratch);
    for (size_t i = 0; i < head->field_count; i++) {
        if (!has_name(&head->fields[i], wanted))
            continue;
        if (scratch->size > 0)
            str_append_text(scratch, ", ");
        str_append(scratch, slice_trim(head->fields[i].value));
    }
    return str_slice(scratch);
}

bool head_is_complete(struct slice bytes)
{
    for (size_t i = 0; i < bytes.size; i++) {
        unsigned char c = (unsigned char)bytes.data[i];
        if (c == '\n' &&
            (slice_starts(slice_from(bytes, i), "\n\n") ||
             (i > 0 && slice_starts(slice_from(bytes, i - 1), "\r\n\r\n"))))
            return true;
        if ((c < ' ' && c != '\r' && c != '\n') || c == 0x7f)
            return true;
    }
    return false;
}

size_t head_skipped_bytes(struct slice bytes)
{
    size_t at = 0;
    while (at < bytes.size &&
           (bytes.data[at] == ' ' ||
            (bytes.data[at] >= '\t' && bytes.data[at] <= '\r')))
        at++;
    return at;
}

bool head_is_cut(const char *bytes, size_t size)
{
    const struct slice rest = {bytes, size};
    /* One byte may be none: see sockets_read(). */
    return size == 1 || (size > 1 && !head_is_complete(rest));
}

bool head_is_probe(struct slice target, const char *probe)
{
    return slice_ends(slice_sub(target, 0, slice_find_char(target, 0, '?')),
                      probe);
}

bool head_asks_for_life(struct slice bytes)
{
    size_t method = slice_find_char(bytes, 0, ' ') + 1;
    if (method >= bytes.size)
        return false;
    struct slice target = slice_from(bytes, method);
    target = slice_sub(target, 0, slice_find_char(target, 0, ' '));
    return head_is_probe(target, "/_live");
}

static bool is_zero(struct slice digits)
{
    for (size_t i = 0; i < digits.size; i++) {
        if (digits.data[i] != '0')
            return false;
    }
    return digits.size > 0;
}

bool head_announces_body(const struct head *head)
{
    struct slice length = head_find(head, "Content-Length");
    return head_count(head, "Transfer-Encoding") > 0 ||
           (length.data != NULL && !is_zero(length));
}

/* "a, keep-alive" holds "keep-alive". */
static bool has_token(struct slice list, const char *token)
{
    struct slice part;
    while (slice_cut(&list, ',', &part)) {
        if (slice_equal_nocase(slice_trim(part), slice_of(token)))
            return true;
    }
    return false;
}

static bool any_has_token(const struct head *head, const char *name,
                          const char *token)
{
    struct slice wanted = slice_of(name);
    for (size_t i = 0; i < head->field_count; i++) {
        if (has_name(&head->fields[i], wanted) &&
            has_token(head->fields[i].value, token))
            return true;
    }
    return false;
}

bool head_keeps_alive(const struct head *head)
{
    struct slice connection = head_find(head, "Connection");
    if (connection.data == NULL)
        return slice_is(head->version, "1.1");
    /* The library closes the connection after a Connection field without
     * "keep-alive" and after every upgrade; an answer must not promise more. */
    return has_token(connection, "keep-alive") &&
           !any_has_token(head, "Connection", "upgrade") &&
           !any_has_token(head, "Connection", "close");
}

struct slice head_local_target(struct slice method, struct slice target)
{
    if (slice_is(target, "*") && slice_is(method, "OPTIONS"))
        return SLICE("/");
    size_t authority = slice_find(target, 0, SLICE("://"));
    if (slice_starts(target, "/") || authority == target.size)
        return target;
    size_t path = slice_find_char(target, authority + 3, '/');
    struct slice host = slice_sub(target, authority + 3, path);
    if (host.size == 0 || slice_find_char(host, 0, '@') < host.size)
        return target;
    return slice_from(target, path);
}

bool head_was_read_whole(const char *last, bool is_field)
{
    /* The library has replaced each CR and LF that it read with NUL. In a
     * complete head the CR of the empty line comes next, which it leaves alone
     * after a field, and then a NUL where the LF was. */
    const char *end = last + strlen(last);
    return end[1] == '\0' && end[2] == (is_field ? '\r' : '\0') &&
           end[3] == '\0';
}

size_t head_bytes_in_place(const char *method, const char *last)
{
    return (size_t)(last + strlen(last) + strlen("\r\n\r\n") - method);
}

bool head_line_is_strict(const char *name, const char *value, bool is_last)
{
    const char *after_name = name + strlen(name) + 1;
    const char *after_value = value + strlen(value) + 1;
    bool has_space = after_name < value && *after_name == '\0';
    return !has_space && (is_last || *after_value == '\0');
}

bool head_request_line_is_strict(const char *method, const char *target,
                                 const char *target_end, const char *version,
                                 const char *after)
{
    const char *word = version - strlen("HTTP/");
    return target == method + strlen(method) + 1 && word == target_end + 1 &&
           (after == NULL || after == version + strlen(version) + 2);
}

bool head_is_field_name(struct slice name)
{
    static const bool is_delimiter[128] = {
        ['"'] = true, ['('] = true, [')'] = true,  [','] = true, ['/'] = true,
        [';'] = true, ['<'] = true, ['='] = true,  ['>'] = true, ['?'] = true,
        ['@'] = true, ['['] = true, ['\\'] = true, [']'] = true, ['{'] = true,
        ['}'] = true, [':'] = true, [' '] = true};
    for (size_t i = 0; i < name.size; i++) {
        if (is_delimiter[name.data[i] & 0x7f])
            return false;
    }
    return name.size > 0;
}

bool head_has_unknown_method(const struct head *head)
{
    return head->field_count == 0 && slice_starts(head->version, "1.") &&
           slice_starts(head->target, "/") && !slice_is(head->method, "GET") &&
           !slice_is(head->method, "HEAD") &&
           !slice_is(head->method, "OPTIONS");
}
