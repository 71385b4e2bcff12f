/* access.c - the access log.
 *
 * CivetWeb's own log opens its file for every request, which costs more than
 * the request. Here a line is rendered into the thread's buffer and written in
 * one call, so that lines of different threads do not mix. Targets come from
 * strangers and end up on a terminal: control characters, quotes, backslashes
 * and everything beyond ASCII are escaped in both formats. The signature of a
 * preview link is left out: reading the log is no permission to see drafts. */
#include "http/access.h"

#include "base/array.h"
#include "base/clock.h"
#include "base/percent.h"

#include <unistd.h>

#define MAX_TARGET_BYTES 2048 /* shown; the target itself may be longer */

static struct slice shown(struct slice target)
{
    return target.size > MAX_TARGET_BYTES
               ? slice_sub(target, 0, MAX_TARGET_BYTES)
               : target;
}

static bool is_preview(struct slice name)
{
    struct arena scratch = {0};
    struct slice decoded;
    if (slice_is(name, "preview"))
        return true;
    if (slice_find_char(name, 0, '%') == name.size &&
        slice_find_char(name, 0, '+') == name.size)
        return false;
    bool is_one = percent_decode(name, true, &scratch, &decoded) &&
                  slice_is(slice_trim(decoded), "preview");
    arena_release(&scratch);
    return is_one;
}

/* "ci.1714564800" of "ci.1714564800.SIGNATURE"; of anything else nothing. */
static struct slice unsigned_part(struct slice value)
{
    size_t first = slice_find_char(value, 0, '.');
    size_t second = slice_find_char(value, first + 1, '.');
    return second < value.size ? slice_sub(value, 0, second) : SLICE("-");
}

/* The target itself where there is no signature in it, else a copy. */
static struct slice without_signature(struct slice target, struct str *buffer)
{
    size_t query = slice_find_char(target, 0, '?');
    struct slice rest = slice_from(target, query + 1), pair;
    bool is_signed = false;
    if (query == target.size)
        return target;
    str_append(buffer, slice_sub(target, 0, query));
    for (char before = '?'; slice_cut(&rest, '&', &pair); before = '&') {
        size_t equals = slice_find_char(pair, 0, '=');
        bool is_link = is_preview(slice_sub(pair, 0, equals));
        is_signed |= is_link;
        str_append_char(buffer, before);
        str_append(buffer, is_link ? slice_sub(pair, 0, equals + 1) : pair);
        if (is_link)
            str_append(buffer, unsigned_part(slice_from(pair, equals + 1)));
    }
    return is_signed ? str_slice(buffer) : target;
}

static void append_text_escaped(struct str *line, struct slice text)
{
    if (text.size == 0)
        str_append_char(line, '-');
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c <= ' ' || c >= 0x7F || c == '"' || c == '\\')
            str_appendf(line, "\\x%02x", c);
        else
            str_append_char(line, (char)c);
    }
}

static void append_json_string(struct str *line, const char *key,
                               struct slice text)
{
    str_appendf(line, ",\"%s\":", key);
    if (text.data == NULL) {
        str_append_text(line, "null");
        return;
    }
    str_append_char(line, '"');
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c == '"' || c == '\\')
            str_appendf(line, "\\%c", c);
        else if (c < ' ' || c >= 0x7F)
            str_appendf(line, "\\u%04x", c);
        else
            str_append_char(line, (char)c);
    }
    str_append_char(line, '"');
}

static void render_text(const struct access *access, struct slice target,
                        const char *time, struct str *line)
{
    const struct slice words[] = {access->client, access->method, target};
    str_append_text(line, time);
    for (size_t i = 0; i < ARRAY_COUNT(words); i++) {
        str_append_char(line, ' ');
        append_text_escaped(line, words[i]);
    }
    str_appendf(line, " %d %zu %.2f\n", access->status, access->body_bytes,
                (double)access->duration_us / 1000.0);
}

static void render_json(const struct access *access, struct slice target,
                        const char *time, struct str *line)
{
    str_appendf(line, "{\"time\":\"%s\"", time);
    append_json_string(line, "client", access->client);
    append_json_string(line, "method", access->method);
    append_json_string(line, "target", target);
    str_appendf(line, ",\"status\":%d,\"bytes\":%zu,\"ms\":%.3f}\n",
                access->status, access->body_bytes,
                (double)access->duration_us / 1000.0);
}

void access_render(enum access_log format, const struct access *access,
                   struct str *line)
{
    char time[25];
    struct str buffer = {0};
    struct slice target = without_signature(shown(access->target), &buffer);
    clock_format_rfc3339(access->time_ms, time);
    str_clear(line);
    if (format == ACCESS_LOG_JSON)
        render_json(access, target, time, line);
    else
        render_text(access, target, time, line);
    str_release(&buffer);
}

void access_write(enum access_log format, const struct access *access,
                  struct str *line)
{
    access_render(format, access, line);
    ssize_t written = write(STDERR_FILENO, line->data, line->size);
    (void)written;
}
