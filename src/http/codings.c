/* codings.c - the only file that includes the headers of zlib and Brotli.
 *
 * An answer is coded when it is asked for, so each byte costs time: on a list
 * of 33 kB, Brotli's quality 5 saves 9 % over gzip's level 6 in half the time,
 * and its qualities above 9 save as much again in a hundred times that. */
#include "http/codings.h"

#include "base/mem.h"

#include <brotli/encode.h>
#include <pthread.h>
#include <stdlib.h>
#define ZLIB_CONST /* its input does not change */
#include <zlib.h>

#define BROTLI_QUALITY       5
#define GZIP_LEVEL           6
#define KEPT_BROTLI_QUALITY  9 /* beyond it, ten times as slow for 5 % */
#define KEPT_GZIP_LEVEL      9
#define LARGE_BYTES          (512 * 1024) /* beyond that, speed counts more */
#define LARGE_BROTLI_QUALITY 2
#define LARGE_GZIP_LEVEL     1

#define GZIP_WINDOW_BITS  (15 + 16) /* the largest window; with gzip's head */
#define GZIP_MEMORY_LEVEL 8         /* zlib's default */

#define ROOM_BYTES (16 * 1024) /* to code into, at a time */

/* What follows after the bytes that are passed in. */
#define LONG_BYTES 16384 /* of a body: some tenths of a millisecond */

enum more {
    MORE_BYTES,  /* others, soon */
    MORE_LATER,  /* others; what there is so far is sent now */
    MORE_NOTHING /* it is the end */
};

struct coder {
    z_stream *gzip;             /* either this */
    BrotliEncoderState *brotli; /* or that */
    /* Of a response whose body is coded while it is made. */
    bool (*next)(void *context, struct str *batch);
    void *context;
    struct str made;
};

/* A stream of zlib's takes 260 kB, which malloc() would ask of the system each
 * time, and the system would clear. So a few are kept. */
#define SPARE_STREAMS 4
static struct {
    pthread_mutex_t lock;
    z_stream *items[SPARE_STREAMS];
    size_t count;
} spare = {.lock = PTHREAD_MUTEX_INITIALIZER};

static z_stream *take_spare(void)
{
    pthread_mutex_lock(&spare.lock);
    z_stream *stream = spare.count > 0 ? spare.items[--spare.count] : NULL;
    pthread_mutex_unlock(&spare.lock);
    return stream;
}

static bool keep_spare(z_stream *stream)
{
    pthread_mutex_lock(&spare.lock);
    bool has_room = spare.count < SPARE_STREAMS;
    if (has_room)
        spare.items[spare.count++] = stream;
    pthread_mutex_unlock(&spare.lock);
    return has_room;
}

static void *take_items(void *context, unsigned count, unsigned size)
{
    (void)context;
    return mem_alloc(count, size);
}

static void *take_bytes(void *context, size_t size)
{
    (void)context;
    return mem_grow(NULL, size, 1);
}

static void give_back(void *context, void *memory)
{
    (void)context;
    free(memory);
}

/* Neither library can fail: their memory is ours, which does not run out, and
 * nothing invalid is passed. */
static void require(bool has_succeeded)
{
    if (!has_succeeded)
        abort();
}

static z_stream *gzip_begin(int level)
{
    z_stream *stream = take_spare();
    if (stream == NULL) {
        stream = mem_alloc(1, sizeof *stream);
        stream->zalloc = take_items;
        stream->zfree = give_back;
        require(deflateInit2(stream, level, Z_DEFLATED, GZIP_WINDOW_BITS,
                             GZIP_MEMORY_LEVEL, Z_DEFAULT_STRATEGY) == Z_OK);
    }
    require(deflateReset(stream) == Z_OK &&
            deflateParams(stream, level, Z_DEFAULT_STRATEGY) == Z_OK);
    return stream;
}

static void gzip_end(z_stream *stream)
{
    if (stream == NULL || keep_spare(stream))
        return;
    (void)deflateEnd(stream);
    free(stream);
}

static BrotliEncoderState *brotli_begin(int quality, size_t expected_bytes)
{
    BrotliEncoderState *state =
        BrotliEncoderCreateInstance(take_bytes, give_back, NULL);
    uint32_t size = expected_bytes < UINT32_MAX ? (uint32_t)expected_bytes : 0;
    require(state != NULL);
    (void)BrotliEncoderSetParameter(state, BROTLI_PARAM_QUALITY,
                                    (uint32_t)quality);
    (void)BrotliEncoderSetParameter(state, BROTLI_PARAM_MODE, BROTLI_MODE_TEXT);
    (void)BrotliEncoderSetParameter(state, BROTLI_PARAM_SIZE_HINT, size);
    return state;
}

/* `expected_bytes` is 0 if it is not known. */
static struct coder *coder_new(enum coding coding, size_t expected_bytes)
{
    bool is_large = expected_bytes > LARGE_BYTES;
    struct coder *coder = mem_alloc(1, sizeof *coder);
    if (coding == CODING_GZIP)
        coder->gzip = gzip_begin(is_large ? LARGE_GZIP_LEVEL : GZIP_LEVEL);
    else
        coder->brotli = brotli_begin(
            is_large ? LARGE_BROTLI_QUALITY : BROTLI_QUALITY, expected_bytes);
    return coder;
}

void coder_release(struct coder *coder)
{
    if (coder == NULL)
        return;
    gzip_end(coder->gzip);
    if (coder->brotli != NULL)
        BrotliEncoderDestroyInstance(coder->brotli);
    str_release(&coder->made);
    free(coder);
}

static void gzip_append(z_stream *stream, struct slice bytes, enum more more,
                        struct str *out)
{
    static const int flushes[] = {Z_NO_FLUSH, Z_SYNC_FLUSH, Z_FINISH};
    stream->next_in = (const unsigned char *)bytes.data;
    stream->avail_in = (unsigned)bytes.size;
    do {
        str_reserve(out, ROOM_BYTES);
        stream->next_out = (unsigned char *)out->data + out->size;
        stream->avail_out = ROOM_BYTES;
        require(deflate(stream, flushes[more]) != Z_STREAM_ERROR);
        out->size += ROOM_BYTES - stream->avail_out;
    } while (stream->avail_out == 0);
}

static void brotli_append(BrotliEncoderState *state, struct slice bytes,
                          enum more more, struct str *out)
{
    static const BrotliEncoderOperation operations[] = {
        BROTLI_OPERATION_PROCESS, BROTLI_OPERATION_FLUSH,
        BROTLI_OPERATION_FINISH};
    const uint8_t *in = (const uint8_t *)bytes.data;
    size_t in_size = bytes.size;
    do {
        size_t size = 0;
        require(BrotliEncoderCompressStream(state, operations[more], &in_size,
                                            &in, &size, NULL, NULL));
        const uint8_t *made = BrotliEncoderTakeOutput(state, &size);
        str_append(out, (struct slice){(const char *)made, size});
    } while (in_size > 0 || BrotliEncoderHasMoreOutput(state));
}

static void code(struct coder *coder, struct slice bytes, enum more more,
                 struct str *out)
{
    if (coder->gzip != NULL)
        gzip_append(coder->gzip, bytes, more, out);
    else
        brotli_append(coder->brotli, bytes, more, out);
}

struct coder *coder_open(enum coding coding, size_t size)
{
    struct coder *coder = mem_alloc(1, sizeof *coder);
    if (coding == CODING_GZIP)
        coder->gzip = gzip_begin(KEPT_GZIP_LEVEL);
    else
        coder->brotli = brotli_begin(KEPT_BROTLI_QUALITY, size);
    return coder;
}

void coder_append(struct coder *coder, struct slice bytes, bool is_end,
                  struct str *out)
{
    code(coder, bytes, is_end ? MORE_NOTHING : MORE_BYTES, out);
}

/* Takes the place of the response's own `next`. */
static bool append_coded(void *context, struct str *batch)
{
    struct coder *coder = context;
    if (coder->next == NULL)
        return true; /* the end was sent */
    str_clear(&coder->made);
    if (!coder->next(coder->context, &coder->made))
        return false;
    bool is_end = coder->made.size == 0;
    if (is_end)
        coder->next = NULL;
    code(coder, str_slice(&coder->made), is_end ? MORE_NOTHING : MORE_LATER,
         batch);
    return true;
}

static void code_whole(struct response *response)
{
    struct coder *coder = coder_new(response->coding, response->body_bytes);
    struct str coded = {0};
    for (size_t i = 0; i < response->piece_count; i++)
        code(coder, response->pieces[i], MORE_BYTES, &coded);
    code(coder, SLICE(""), MORE_NOTHING, &coded);
    coder_release(coder);
    response->piece_count = 0;
    response->body_bytes = 0;
    response_take(response, &coded);
    response->coding = CODING_IDENTITY; /* nothing is left to apply */
}

static void code_in_turn(struct response *response, struct limiter *cores)
{
    bool is_long = cores != NULL && response->body_bytes >= LONG_BYTES &&
                   limiter_enter(cores);
    code_whole(response);
    if (is_long)
        limiter_leave(cores);
}

struct coder *codings_apply(struct response *response, struct limiter *cores)
{
    if (response->coding == CODING_IDENTITY)
        return NULL;
    if (response->next == NULL) {
        code_in_turn(response, cores);
        return NULL;
    }
    if (response->omits_body)
        return NULL;
    struct coder *coder = coder_new(response->coding, 0);
    coder->next = response->next;
    coder->context = response->context;
    response->next = append_coded;
    response->context = coder;
    return coder;
}
