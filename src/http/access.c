/* access.c - the access log.
 *
 * CivetWeb's own log opens its file for every request, which costs more than
 * the request. Here a line is rendered into the thread's buffer and written in
 * one call, so that lines of different threads do not mix. What a request says
 * comes from strangers and ends up on a terminal: control characters, quotes,
 * backslashes and everything beyond ASCII are escaped in all formats. Tokens
 * and the signatures of preview links are left out (http/secrets.h). */
#include "http/access.h"

#include "base/array.h"
#include "base/clock.h"
#include "base/log.h"
#include "http/secrets.h"
#include "http/trace.h"

/* Shown; the field itself may be longer. */
#define MAX_TARGET_BYTES  2048
#define MAX_REFERER_BYTES 2048
#define MAX_AGENT_BYTES   512

/* What a line is made of: the fields of the request as they are shown. */
struct shown {
    struct slice client, method, target, version, referer, agent, request_id,
        parent;
    struct str buffers[3];
};

/* What is left out of a target may be anywhere: a page's address is in the
 * referer of what it links to. */
static struct slice show(struct slice text, size_t max_bytes,
                         struct str *buffer)
{
    return text.data == NULL
               ? text
               : secrets_left_out(slice_sub(text, 0, max_bytes), buffer);
}

static void show_all(const struct access *access, struct shown *shown)
{
    const struct head *head = access->head;
    *shown = (struct shown){.client = access->client,
                            .method = head->method,
                            .version = head->version,
                            .request_id = access->request_id,
                            .parent = trace_parent_of(head)};
    shown->target = show(head->target, MAX_TARGET_BYTES, &shown->buffers[0]);
    shown->referer =
        show(head_find(head, "Referer"), MAX_REFERER_BYTES, &shown->buffers[1]);
    shown->agent = show(head_find(head, "User-Agent"), MAX_AGENT_BYTES,
                        &shown->buffers[2]);
}

static void append_escaped(struct str *line, struct slice text, char least)
{
    if (text.size == 0)
        str_append_char(line, '-');
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c < (unsigned char)least || c >= 0x7F || c == '"' || c == '\\')
            str_appendf(line, "\\x%02x", c);
        else
            str_append_char(line, (char)c);
    }
}

static void append_word(struct str *line, struct slice text)
{
    append_escaped(line, text, ' ' + 1);
}

static void append_quoted(struct str *line, struct slice text)
{
    str_append_text(line, " \"");
    append_escaped(line, text, ' ');
    str_append_char(line, '"');
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

static void render_text(const struct access *access, const struct shown *shown,
                        struct str *line)
{
    const struct slice words[] = {shown->client, shown->method, shown->target};
    char time[25];
    clock_format_rfc3339(access->time_ms, time);
    str_append_text(line, time);
    for (size_t i = 0; i < ARRAY_COUNT(words); i++) {
        str_append_char(line, ' ');
        append_word(line, words[i]);
    }
    str_appendf(line, " %d %zu %.2f\n", access->status, access->body_bytes,
                (double)access->duration_us / 1000.0);
}

/* As Apache's "combined" has it (mod_log_config): a dash for no bytes, too. */
static void render_combined(const struct access *access,
                            const struct shown *shown, struct str *line)
{
    char date[30]; /* "Wed, 01 May 2024 09:00:00 GMT" */
    clock_format_http_date(access->time_ms / 1000, date);
    append_word(line, shown->client);
    str_appendf(line, " - - [%.2s/%.3s/%.4s:%.8s +0000] \"", date + 5, date + 8,
                date + 12, date + 17);
    append_word(line, shown->method);
    if (shown->method.data != NULL) {
        str_append_char(line, ' ');
        append_word(line, shown->target);
        str_append_text(line, " HTTP/");
        append_word(line, shown->version);
    }
    str_appendf(line, "\" %d ", access->status);
    if (access->body_bytes > 0)
        str_appendf(line, "%zu", access->body_bytes);
    else
        str_append_char(line, '-');
    append_quoted(line, shown->referer);
    append_quoted(line, shown->agent);
    str_append_char(line, '\n');
}

static void render_json(const struct access *access, const struct shown *shown,
                        struct str *line)
{
    char time[25];
    clock_format_rfc3339(access->time_ms, time);
    str_appendf(line, "{\"time\":\"%s\"", time);
    append_json_string(line, "client", shown->client);
    append_json_string(line, "method", shown->method);
    append_json_string(line, "target", shown->target);
    str_appendf(line, ",\"status\":%d,\"bytes\":%zu,\"ms\":%.3f",
                access->status, access->body_bytes,
                (double)access->duration_us / 1000.0);
    append_json_string(line, "referer", shown->referer);
    append_json_string(line, "user_agent", shown->agent);
    append_json_string(line, "request_id", shown->request_id);
    append_json_string(line, "traceparent", shown->parent);
    str_append_text(line, "}\n");
}

void access_render(enum access_log format, const struct access *access,
                   struct str *line)
{
    static void (*const formats[])(const struct access *, const struct shown *,
                                   struct str *) = {
        [ACCESS_LOG_TEXT] = render_text,
        [ACCESS_LOG_COMBINED] = render_combined,
        [ACCESS_LOG_JSON] = render_json,
    };
    struct shown shown;
    show_all(access, &shown);
    str_clear(line);
    formats[format](access, &shown, line);
    for (size_t i = 0; i < ARRAY_COUNT(shown.buffers); i++)
        str_release(&shown.buffers[i]);
}

void access_write(enum access_log format, struct log_file *file,
                  const struct access *access, struct str *line)
{
    access_render(format, access, line);
    if (file != NULL)
        log_file_write(file, str_slice(line));
    else
        log_write(str_slice(line));
}
