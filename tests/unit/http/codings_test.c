/* codings_test.c - bodies that are coded, whole and while they are made. What
 * they decode to is compared by tests/http/compression.test.mjs; here, how much
 * of it a client has after each batch. */
#include "test.h"

#include "http/codings.h"

#define ZLIB_CONST
#include <zlib.h>

#define BATCHES 3

struct source {
    size_t count;
    bool fails;
};

static bool append_words(void *context, struct str *batch)
{
    struct source *source = context;
    if (source->count == BATCHES)
        return !source->fails;
    str_append_repeat(batch, (char)('a' + source->count++), 100 * 1000);
    return true;
}

/* Appends what the bytes decode to. */
static void decode(z_stream *stream, struct slice coded, struct str *out)
{
    static char room[64 * 1024];
    stream->next_in = (const unsigned char *)coded.data;
    stream->avail_in = (unsigned)coded.size;
    do {
        stream->next_out = (unsigned char *)room;
        stream->avail_out = sizeof room;
        (void)inflate(stream, Z_SYNC_FLUSH);
        str_append(out, (struct slice){room, sizeof room - stream->avail_out});
    } while (stream->avail_out == 0);
}

static void each_batch_can_be_read_at_once(void **state)
{
    struct source source = {0};
    struct response response = {
        .coding = CODING_GZIP, .next = append_words, .context = &source};
    struct coder *coder = codings_apply(&response, NULL);
    struct str batch = {0}, decoded = {0};
    z_stream stream = {0};
    (void)state;
    assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
    for (size_t i = 1; i <= BATCHES; i++) {
        str_clear(&batch);
        assert_true(response.next(response.context, &batch));
        assert_in_range(batch.size, 1, 1000);
        decode(&stream, str_slice(&batch), &decoded);
        assert_int_equal(decoded.size, i * 100 * 1000);
    }
    str_clear(&batch);
    assert_true(response.next(response.context, &batch));
    assert_true(batch.size > 0); /* the end of the coding */
    decode(&stream, str_slice(&batch), &decoded);
    assert_int_equal(decoded.size, (size_t)BATCHES * 100 * 1000);
    str_clear(&batch);
    assert_true(response.next(response.context, &batch));
    assert_int_equal(batch.size, 0);
    (void)inflateEnd(&stream);
    coder_release(coder);
    str_release(&batch);
    str_release(&decoded);
}

static void a_body_that_cannot_be_made_is_not_ended(void **state)
{
    static const enum coding both[] = {CODING_GZIP, CODING_BROTLI};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct source source = {.count = BATCHES, .fails = true};
        struct response response = {
            .coding = both[i], .next = append_words, .context = &source};
        struct coder *coder = codings_apply(&response, NULL);
        struct str batch = {0};
        assert_false(response.next(response.context, &batch));
        assert_int_equal(batch.size, 0);
        coder_release(coder);
        str_release(&batch);
    }
}

static void more_streams_at_once_than_are_kept_are_independent(void **state)
{
    struct response responses[8];
    struct slice text = SLICE("words, words, words, words, words and words");
    (void)state;
    for (size_t round = 0; round < 2; round++) {
        for (size_t i = 0; i < 8; i++) {
            responses[i] = (struct response){.coding = CODING_GZIP};
            response_add(&responses[i], text);
            assert_null(codings_apply(&responses[i], NULL));
        }
        for (size_t i = 0; i < 8; i++) {
            struct str decoded = {0};
            z_stream stream = {0};
            assert_int_equal(responses[i].piece_count, 1);
            assert_int_equal(responses[i].body_bytes,
                             responses[i].pieces[0].size);
            assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
            decode(&stream, responses[i].pieces[0], &decoded);
            assert_true(slice_equal(str_slice(&decoded), text));
            (void)inflateEnd(&stream);
            str_release(&decoded);
            response_release(&responses[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_batch_can_be_read_at_once),
        cmocka_unit_test(a_body_that_cannot_be_made_is_not_ended),
        cmocka_unit_test(more_streams_at_once_than_are_kept_are_independent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
