/* access.c - the access log.
 *
 * CivetWeb's own log opens its file for every request, which costs more than
 * the request. Here a line is rendered into the thread's buffer and written in
 * one call, so that lines of different threads do not mix. Targets come from
 * strangers and end up on a terminal: control characters, quotes, backslashes
 * and everything beyond ASCII are escaped in both formats. Tokens and the
 * signatures of preview links are left out (http/secrets.h). */
#include "http/access.h"

#include "base/array.h"
#include "base/clock.h"
#include "base/log.h"
#include "http/secrets.h"

#define MAX_TARGET_BYTES 2048 /* shown; the target itself may be longer */

static struct slice shown(struct slice target)
{
    return target.size > MAX_TARGET_BYTES
               ? slice_sub(target, 0, MAX_TARGET_BYTES)
               : target;
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
    struct slice target = secrets_left_out(shown(access->target), &buffer);
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
    log_write(str_slice(line));
}
