/* wire.c - puts head and body into one buffer, so that one write sends both.
 *
 * The cost of an answer is mostly the number of system calls: a head and a body
 * in two writes take nearly twice the processor time of one. Copying a few
 * kilobytes into a buffer that is still in the cache is cheap against that. A
 * long body is sent in batches, so that no thread holds more than one batch,
 * however large a list is. A body that is made while it is sent is made a batch
 * at a time, once the client has taken the one before: a slow client costs a
 * thread, but no memory.
 *
 * The date changes once a second and an answer takes microseconds, so its
 * string is kept until the next second. */
#include "http/wire.h"

#include "base/array.h"
#include "base/clock.h"
#include "http/library_options.h"
#include "represent/write.h"

#include <string.h>
#include <unistd.h>

#define HEAD_BYTES      2048 /* typical, so that the buffer grows once */
#define FILE_HEAD_BYTES 4096 /* left for a head before the start of a file */
#define MAX_KEPT_BYTES  (4 * WIRE_BATCH_BYTES) /* from answer to answer */

/* The size of a chunk is known only once it is made; since it may have leading
 * zeros, there is a fixed place to fill in. */
#define CHUNK_HEAD "00000000\r\n"

static const struct {
    int status;
    const char *reason;
} reasons[] = {
    {200, "OK"},
    {204, "No Content"},
    {206, "Partial Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {410, "Gone"},
    {412, "Precondition Failed"},
    {414, "URI Too Long"},
    {416, "Range Not Satisfiable"},
    {422, "Unprocessable Content"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
    {505, "HTTP Version Not Supported"},
};

static const char *reason_of(int status)
{
    for (size_t i = 0; i < ARRAY_COUNT(reasons); i++) {
        if (reasons[i].status == status)
            return reasons[i].reason;
    }
    return ""; /* RFC 9112, 4: the reason may be empty */
}

void wire_release(struct wire *wire)
{
    str_release(&wire->bytes);
    *wire = (struct wire){0};
}

static void refresh_date(struct wire *wire, int64_t now_ms)
{
    int64_t seconds = now_ms / 1000;
    if (seconds == wire->date_seconds)
        return;
    clock_format_http_date(seconds, wire->date);
    wire->date_seconds = seconds;
}

static void append_field(struct str *out, struct slice name, struct slice value)
{
    str_append(out, name);
    str_append(out, SLICE(": "));
    str_append(out, value);
    str_append(out, SLICE("\r\n"));
}

bool wire_keeps_alive(const struct response *response, struct framing framing)
{
    return framing.keeps_alive &&
           (response->next == NULL || framing.takes_chunks);
}

void wire_append_fields(const struct response *response, struct str *out)
{
    for (size_t i = 0; i < response->header_count; i++)
        append_field(out, response->headers[i].name,
                     response->headers[i].value);
    if (response->has_length) {
        str_append(out, SLICE("Content-Length: "));
        write_integer(out, (int64_t)response->body_bytes);
        str_append(out, SLICE("\r\n"));
    }
    str_append(out, SLICE("\r\n"));
}

/* Says for how long an idle connection is kept (RFC 2068, 19.7.1.1): Node's
 * clients would else use it at the very moment at which it is closed. */
static void append_connection(struct str *out, bool is_kept)
{
    if (!is_kept) {
        str_append(out, SLICE("Connection: close\r\n"));
        return;
    }
    str_append(out, SLICE("Connection: keep-alive\r\nKeep-Alive: timeout="));
    write_integer(out, KEEP_ALIVE_TIMEOUT_MS / 1000);
    str_append(out, SLICE("\r\n"));
}

static void append_head(struct wire *wire, struct framing framing)
{
    const struct response *response = wire->response;
    struct str *out = &wire->bytes;

    str_append(out, SLICE("HTTP/1.1 "));
    write_integer(out, response->status);
    str_append_char(out, ' ');
    str_append_text(out, reason_of(response->status));
    str_append(out, SLICE("\r\n"));
    append_field(out, SLICE("Date"), slice_of(wire->date));
    append_connection(out, wire_keeps_alive(response, framing));
    if (framing.request_id.size > 0)
        append_field(out, SLICE("X-Request-Id"), framing.request_id);
    str_append(out, framing.quota);
    if (framing.timing.size > 0) {
        append_field(out, SLICE("Server-Timing"), framing.timing);
        append_field(out, SLICE("Timing-Allow-Origin"), SLICE("*"));
    }
    if (wire->is_chunked)
        str_append(out, SLICE("Transfer-Encoding: chunked\r\n"));
    if (response->rendered_fields.data != NULL)
        str_append(out, response->rendered_fields);
    else
        wire_append_fields(response, out);
}

/* Goes on where the last batch ended, until this one is full. */
static void append_body(struct wire *wire, size_t room)
{
    const struct response *response = wire->response;

    while (room > 0 && wire->piece < response->piece_count) {
        struct slice rest =
            slice_from(response->pieces[wire->piece], wire->piece_offset);
        struct slice part = slice_sub(rest, 0, room);
        str_append(&wire->bytes, part);
        room -= part.size;
        wire->piece_offset += part.size;
        if (part.size == rest.size) {
            wire->piece++;
            wire->piece_offset = 0;
        }
    }
}

/* The start of a file, so that a small one is sent with its head. What cannot
 * be read is missed when the rest is sent. */
static void append_file(struct wire *wire)
{
    const struct response *response = wire->response;
    struct str *out = &wire->bytes;
    size_t room = WIRE_BATCH_BYTES - FILE_HEAD_BYTES;
    if (response->body_bytes < room)
        room = response->body_bytes;
    str_reserve(out, room);
    while (wire->file_bytes < room) {
        ssize_t got = pread(response->file.fd, out->data + out->size,
                            room - wire->file_bytes,
                            response->file.offset + (int64_t)wire->file_bytes);
        if (got <= 0)
            break;
        out->size += (size_t)got;
        wire->file_bytes += (size_t)got;
    }
}

/* Eight digits. */
static void fill_hex(char *digits, size_t number)
{
    for (size_t i = 8; i > 0; number /= 16)
        digits[--i] = "0123456789abcdef"[number % 16];
}

/* The next batch of a body that is being made; the last chunk is empty. */
static void append_made(struct wire *wire)
{
    const struct response *response = wire->response;
    struct str *out = &wire->bytes;
    size_t start = out->size;

    if (wire->is_chunked)
        str_append(out, SLICE(CHUNK_HEAD));
    size_t data = out->size;
    wire->has_failed = !response->next(response->context, out);
    wire->is_streaming = !wire->has_failed && out->size > data;
    if (wire->has_failed) {
        out->size = start;
    } else if (wire->is_chunked) {
        fill_hex(out->data + start, out->size - data);
        str_append(out, SLICE("\r\n"));
    }
}

struct slice wire_start(struct wire *wire, const struct response *response,
                        struct framing framing, int64_t now_ms)
{
    size_t body = response->body_bytes < WIRE_BATCH_BYTES ? response->body_bytes
                                                          : WIRE_BATCH_BYTES;
    bool has_body = response->has_length && !response->omits_body;

    refresh_date(wire, now_ms);
    wire->response = response;
    wire->is_chunked = response->next != NULL && framing.takes_chunks;
    wire->is_streaming = response->next != NULL && !response->omits_body;
    wire->has_failed = false;
    wire->piece = has_body ? 0 : response->piece_count;
    wire->piece_offset = 0;
    str_clear(&wire->bytes);
    str_reserve(&wire->bytes, HEAD_BYTES + body);
    append_head(wire, framing);
    wire->head_bytes = wire->bytes.size;
    wire->file_bytes = 0;
    if (response->file.is_open && has_body)
        append_file(wire);
    if (wire->is_streaming)
        append_made(wire);
    else
        append_body(wire, WIRE_BATCH_BYTES);
    return str_slice(&wire->bytes);
}

struct slice wire_continue(struct wire *wire)
{
    str_clear(&wire->bytes);
    if (wire->is_streaming)
        append_made(wire);
    else
        append_body(wire, WIRE_BATCH_BYTES);
    return str_slice(&wire->bytes);
}

size_t wire_file_bytes_left(const struct wire *wire)
{
    const struct response *response = wire->response;
    bool is_sent =
        response->file.is_open && response->has_length && !response->omits_body;
    return is_sent ? response->body_bytes - wire->file_bytes : 0;
}

void wire_trim(struct wire *wire)
{
    if (wire->bytes.capacity > MAX_KEPT_BYTES)
        str_release(&wire->bytes);
}
