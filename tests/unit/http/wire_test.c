/* wire_test.c - responses as bytes. */
#include "test.h"

#include "http/wire.h"

#include <stdlib.h>

#define NOON 1714564800000 /* 2024-05-01T12:00:00Z */

#define KEPT   ((struct framing){.keeps_alive = true, .takes_chunks = true})
#define CLOSED ((struct framing){.takes_chunks = true})
#define OLD    ((struct framing){.keeps_alive = true})

static struct slice pieces[] = {{"hello ", 6}, {"", 0}, {"world", 5}};

static struct response small_response(void)
{
    struct response response = {.status = 200,
                                .pieces = pieces,
                                .piece_count = 3,
                                .body_bytes = 11,
                                .has_length = true,
                                .header_count = 2};
    response.headers[0] =
        (struct response_header){SLICE("Content-Type"), SLICE("text/plain")};
    response.headers[1] =
        (struct response_header){SLICE("ETag"), SLICE("\"a\"")};
    return response;
}

static void head_and_body_are_one_batch(void **state)
{
    struct wire wire = {0};
    struct response response = small_response();
    (void)state;
    assert_slice_is(wire_start(&wire, &response, KEPT, NOON),
                    "HTTP/1.1 200 OK\r\n"
                    "Date: Wed, 01 May 2024 12:00:00 GMT\r\n"
                    "Connection: keep-alive\r\n"
                    "Keep-Alive: timeout=5\r\n"
                    "Content-Type: text/plain\r\n"
                    "ETag: \"a\"\r\n"
                    "Content-Length: 11\r\n"
                    "\r\n"
                    "hello world");
    assert_int_equal(wire.bytes.size - wire.head_bytes, 11);
    assert_int_equal(wire_continue(&wire).size, 0);
    wire_release(&wire);
}

static void an_answer_to_head_tells_the_length_only(void **state)
{
    struct wire wire = {0};
    struct response response = small_response();
    (void)state;
    response.omits_body = true;
    assert_slice_is(wire_start(&wire, &response, CLOSED, NOON),
                    "HTTP/1.1 200 OK\r\n"
                    "Date: Wed, 01 May 2024 12:00:00 GMT\r\n"
                    "Connection: close\r\n"
                    "Content-Type: text/plain\r\n"
                    "ETag: \"a\"\r\n"
                    "Content-Length: 11\r\n"
                    "\r\n");
    assert_int_equal(wire_continue(&wire).size, 0);
    wire_release(&wire);
}

static void an_answer_without_length_has_no_body(void **state)
{
    struct wire wire = {0};
    struct response response = small_response();
    (void)state;
    response.status = 304;
    response.has_length = false;
    response.header_count = 0;
    assert_slice_is(wire_start(&wire, &response, KEPT, NOON),
                    "HTTP/1.1 304 Not Modified\r\n"
                    "Date: Wed, 01 May 2024 12:00:00 GMT\r\n"
                    "Connection: keep-alive\r\n"
                    "Keep-Alive: timeout=5\r\n"
                    "\r\n");
    assert_int_equal(wire_continue(&wire).size, 0);
    wire_release(&wire);
}

static void a_status_without_a_name_is_sent_without(void **state)
{
    struct wire wire = {0};
    struct response response = {.status = 418};
    (void)state;
    assert_slice_is(wire_start(&wire, &response, CLOSED, NOON),
                    "HTTP/1.1 418 \r\n"
                    "Date: Wed, 01 May 2024 12:00:00 GMT\r\n"
                    "Connection: close\r\n"
                    "\r\n");
    wire_release(&wire);
}

static void a_long_body_comes_in_batches_and_whole(void **state)
{
    enum { SIZE = 3 * WIRE_BATCH_BYTES + 7 };
    char *body = malloc(SIZE);
    struct slice parts[] = {{body, 5}, {body + 5, SIZE - 5}};
    struct response response = {.status = 200,
                                .pieces = parts,
                                .piece_count = 2,
                                .body_bytes = SIZE,
                                .has_length = true};
    struct wire wire = {0};
    size_t got = 0, batches = 0;

    (void)state;
    for (size_t i = 0; i < SIZE; i++)
        body[i] = (char)(i % 251);
    struct slice batch = wire_start(&wire, &response, KEPT, NOON);
    batch = slice_from(batch, wire.head_bytes);
    while (batch.size > 0) {
        assert_true(batch.size <= WIRE_BATCH_BYTES);
        assert_memory_equal(batch.data, body + got, batch.size);
        got += batch.size;
        batches++;
        batch = wire_continue(&wire);
    }
    assert_int_equal(got, SIZE);
    assert_int_equal(batches, 4);
    assert_true(wire.bytes.capacity < 3 * WIRE_BATCH_BYTES);
    wire_release(&wire);
    free(body);
}

static void the_date_follows_the_second(void **state)
{
    struct wire wire = {0};
    struct response response = {.status = 204};
    (void)state;
    (void)wire_start(&wire, &response, KEPT, NOON + 999);
    assert_string_equal(wire.date, "Wed, 01 May 2024 12:00:00 GMT");
    (void)wire_start(&wire, &response, KEPT, NOON + 1000);
    assert_string_equal(wire.date, "Wed, 01 May 2024 12:00:01 GMT");
    (void)wire_start(&wire, &response, KEPT, NOON);
    assert_string_equal(wire.date, "Wed, 01 May 2024 12:00:00 GMT");
    wire_release(&wire);
}

/* "one" and "two", then the end, or a failure in its place. */
struct making {
    size_t made;
    bool fails;
};

static bool make_next(void *context, struct str *batch)
{
    static const char *const words[] = {"one\n", "and two\n"};
    struct making *making = context;
    if (making->made < 2)
        str_append_text(batch, words[making->made++]);
    else
        return !making->fails;
    return true;
}

static struct response made_response(struct making *making)
{
    return (struct response){
        .status = 200, .next = make_next, .context = making};
}

static void a_stream_goes_out_in_chunks(void **state)
{
    struct wire wire = {0};
    struct making making = {0};
    struct response response = made_response(&making);
    (void)state;
    assert_true(wire_keeps_alive(&response, KEPT));
    assert_slice_is(wire_start(&wire, &response, KEPT, NOON),
                    "HTTP/1.1 200 OK\r\n"
                    "Date: Wed, 01 May 2024 12:00:00 GMT\r\n"
                    "Connection: keep-alive\r\n"
                    "Keep-Alive: timeout=5\r\n"
                    "Transfer-Encoding: chunked\r\n"
                    "\r\n"
                    "00000004\r\none\n\r\n");
    assert_slice_is(wire_continue(&wire), "00000008\r\nand two\n\r\n");
    assert_slice_is(wire_continue(&wire), "00000000\r\n\r\n");
    assert_int_equal(wire_continue(&wire).size, 0);
    assert_false(wire.has_failed);
    wire_release(&wire);
}

static void a_stream_ends_with_the_connection_for_an_old_client(void **state)
{
    struct wire wire = {0};
    struct making making = {0};
    struct response response = made_response(&making);
    (void)state;
    assert_false(wire_keeps_alive(&response, OLD));
    assert_slice_is(wire_start(&wire, &response, OLD, NOON),
                    "HTTP/1.1 200 OK\r\n"
                    "Date: Wed, 01 May 2024 12:00:00 GMT\r\n"
                    "Connection: close\r\n"
                    "\r\n"
                    "one\n");
    assert_slice_is(wire_continue(&wire), "and two\n");
    assert_int_equal(wire_continue(&wire).size, 0);
    wire_release(&wire);
}

static void a_stream_that_breaks_off_has_no_last_chunk(void **state)
{
    struct wire wire = {0};
    struct making making = {.fails = true};
    struct response response = made_response(&making);
    (void)state;
    (void)wire_start(&wire, &response, KEPT, NOON);
    (void)wire_continue(&wire);
    assert_int_equal(wire_continue(&wire).size, 0);
    assert_true(wire.has_failed);
    wire_release(&wire);
}

static void the_head_of_a_stream_is_all_that_HEAD_gets(void **state)
{
    struct wire wire = {0};
    struct making making = {0};
    struct response response = made_response(&making);
    (void)state;
    response.omits_body = true;
    assert_slice_is(wire_start(&wire, &response, KEPT, NOON),
                    "HTTP/1.1 200 OK\r\n"
                    "Date: Wed, 01 May 2024 12:00:00 GMT\r\n"
                    "Connection: keep-alive\r\n"
                    "Keep-Alive: timeout=5\r\n"
                    "Transfer-Encoding: chunked\r\n"
                    "\r\n");
    assert_int_equal(wire_continue(&wire).size, 0);
    assert_int_equal(making.made, 0);
    wire_release(&wire);
}

static bool make_much(void *context, struct str *batch)
{
    (void)context;
    str_append_repeat(batch, 'x', 1024 * 1024);
    return true;
}

static void what_a_large_batch_took_is_given_back(void **state)
{
    struct wire wire = {0};
    struct response response = {.status = 200, .next = make_much};
    (void)state;
    (void)wire_start(&wire, &response, KEPT, NOON);
    assert_true(wire.bytes.capacity > 1024 * 1024);
    wire_trim(&wire);
    assert_int_equal(wire.bytes.capacity, 0);
    wire_release(&wire);
}

static void an_id_of_the_request_is_in_the_head(void **state)
{
    struct wire wire = {0};
    struct response response = {.status = 204};
    struct framing framing = KEPT;
    (void)state;
    framing.request_id = SLICE("a1");
    struct slice batch = wire_start(&wire, &response, framing, NOON);
    assert_true(slice_find(batch, 0, SLICE("\r\nX-Request-Id: a1\r\n")) <
                batch.size);
    wire_release(&wire);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_id_of_the_request_is_in_the_head),
        cmocka_unit_test(head_and_body_are_one_batch),
        cmocka_unit_test(an_answer_to_head_tells_the_length_only),
        cmocka_unit_test(an_answer_without_length_has_no_body),
        cmocka_unit_test(a_status_without_a_name_is_sent_without),
        cmocka_unit_test(a_long_body_comes_in_batches_and_whole),
        cmocka_unit_test(the_date_follows_the_second),
        cmocka_unit_test(a_stream_goes_out_in_chunks),
        cmocka_unit_test(a_stream_ends_with_the_connection_for_an_old_client),
        cmocka_unit_test(a_stream_that_breaks_off_has_no_last_chunk),
        cmocka_unit_test(the_head_of_a_stream_is_all_that_HEAD_gets),
        cmocka_unit_test(what_a_large_batch_took_is_given_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
