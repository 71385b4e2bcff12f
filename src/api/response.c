/* response.c - gathering an answer without copying it. */
#include "api/response.h"

#include "store/snapshot.h"

#include <assert.h>
#include <unistd.h>

static void close_file(struct response *response)
{
    if (response->file.is_open)
        (void)close(response->file.fd);
    response->file = (struct response_file){0};
}

void response_release(struct response *response)
{
    close_file(response);
    arena_release(&response->arena);
    str_release(&response->written);
    share_release(&response->share);
    snapshot_unref(response->snapshot);
    *response = (struct response){0};
}

void response_set_header(struct response *response, const char *name,
                         struct slice value)
{
    assert(response->header_count < RESPONSE_MAX_HEADERS);
    response->headers[response->header_count++] =
        (struct response_header){slice_of(name), value};
}

static size_t find(const struct response *response, const char *name)
{
    size_t i = 0;
    while (i < response->header_count &&
           !slice_equal_nocase(response->headers[i].name, slice_of(name)))
        i++;
    return i;
}

void response_replace_header(struct response *response, const char *name,
                             struct slice value)
{
    size_t at = find(response, name);
    if (at < response->header_count)
        response->headers[at].value = value;
    else
        response_set_header(response, name, value);
}

void response_remove_header(struct response *response, const char *name)
{
    size_t at = find(response, name);
    if (at == response->header_count)
        return;
    response->header_count--;
    for (; at < response->header_count; at++)
        response->headers[at] = response->headers[at + 1];
}

struct slice response_header(const struct response *response, const char *name)
{
    size_t at = find(response, name);
    return at < response->header_count ? response->headers[at].value
                                       : SLICE_NONE;
}

void response_add(struct response *response, struct slice piece)
{
    if (piece.size == 0)
        return;
    response->pieces =
        arena_grow(&response->arena, response->pieces, response->piece_count,
                   &response->piece_capacity, sizeof piece);
    response->pieces[response->piece_count++] = piece;
    response->body_bytes += piece.size;
}

void response_take(struct response *response, struct str *buffer)
{
    str_release(&response->written);
    str_shrink(buffer);
    response->written = *buffer;
    *buffer = (struct str){0};
    response_add(response, str_slice(&response->written));
}

void response_set_file(struct response *response, int fd, int64_t size)
{
    assert(response->piece_count == 0);
    close_file(response);
    response->file = (struct response_file){.is_open = true, .fd = fd};
    response->body_bytes = (size_t)size;
}

void response_clear(struct response *response)
{
    close_file(response);
    str_release(&response->written);
    response->header_count = 0;
    response->piece_count = 0;
    response->body_bytes = 0;
    response->next = NULL;
}

void response_drop_body(struct response *response)
{
    close_file(response);
    response->piece_count = 0;
    response->body_bytes = 0;
    response->next = NULL;
    response->has_length = false;
}

static bool each_batch(const struct response *response,
                       bool (*take)(void *context, struct slice part),
                       void *context)
{
    struct str batch = {0};
    bool ok;
    do {
        str_clear(&batch);
        ok = response->next(response->context, &batch) &&
             (batch.size == 0 || take(context, str_slice(&batch)));
    } while (ok && batch.size > 0);
    str_release(&batch);
    return ok;
}

static bool each_part_of_file(const struct response *response,
                              bool (*take)(void *context, struct slice part),
                              void *context)
{
    struct str bytes = {0};
    int64_t at = response->file.offset;
    size_t left = response->body_bytes;
    str_reserve(&bytes, RESPONSE_BATCH_BYTES);
    while (left > 0) {
        size_t size = left < RESPONSE_BATCH_BYTES ? left : RESPONSE_BATCH_BYTES;
        ssize_t got = pread(response->file.fd, bytes.data, size, at);
        if (got <= 0 || !take(context, (struct slice){bytes.data, (size_t)got}))
            break;
        at += got;
        left -= (size_t)got;
    }
    str_release(&bytes);
    return left == 0;
}

bool response_each_part(const struct response *response,
                        bool (*take)(void *context, struct slice part),
                        void *context)
{
    if (response->next != NULL)
        return each_batch(response, take, context);
    if (response->file.is_open)
        return each_part_of_file(response, take, context);
    size_t i = 0;
    while (i < response->piece_count && take(context, response->pieces[i]))
        i++;
    return i == response->piece_count;
}

size_t response_memory(const struct response *response)
{
    return response->arena.reserved_bytes + response->written.capacity;
}
