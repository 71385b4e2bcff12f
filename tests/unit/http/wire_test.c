/* wire_test.c - responses as bytes. */
#include "test.h"

#include "http/wire.h"

#include <stdlib.h>

#define NOON 1714564800000 /* 2024-05-01T12:00:00Z */

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
    assert_slice_is(wire_start(&wire, &response, true, NOON),
                    "HTTP/1.1 200 OK\r\n"
                    "Date: Wed, 01 May 2024 12:00:00 GMT\r\n"
                    "Content-Type: text/plain\r\n"
                    "ETag: \"a\"\r\n"
                    "Connection: keep-alive\r\n"
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
    assert_slice_is(wire_start(&wire, &response, false, NOON),
                    "HTTP/1.1 200 OK\r\n"
                    "Date: Wed, 01 May 2024 12:00:00 GMT\r\n"
                    "Content-Type: text/plain\r\n"
                    "ETag: \"a\"\r\n"
                    "Connection: close\r\n"
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
    assert_slice_is(wire_start(&wire, &response, true, NOON),
                    "HTTP/1.1 304 Not Modified\r\n"
                    "Date: Wed, 01 May 2024 12:00:00 GMT\r\n"
                    "Connection: keep-alive\r\n"
                    "\r\n");
    assert_int_equal(wire_continue(&wire).size, 0);
    wire_release(&wire);
}

static void a_status_without_a_name_is_sent_without(void **state)
{
    struct wire wire = {0};
    struct response response = {.status = 418};
    (void)state;
    assert_slice_is(wire_start(&wire, &response, false, NOON),
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
    struct slice batch = wire_start(&wire, &response, true, NOON);
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
    (void)wire_start(&wire, &response, true, NOON + 999);
    assert_string_equal(wire.date, "Wed, 01 May 2024 12:00:00 GMT");
    (void)wire_start(&wire, &response, true, NOON + 1000);
    assert_string_equal(wire.date, "Wed, 01 May 2024 12:00:01 GMT");
    (void)wire_start(&wire, &response, true, NOON);
    assert_string_equal(wire.date, "Wed, 01 May 2024 12:00:00 GMT");
    wire_release(&wire);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(head_and_body_are_one_batch),
        cmocka_unit_test(an_answer_to_head_tells_the_length_only),
        cmocka_unit_test(an_answer_without_length_has_no_body),
        cmocka_unit_test(a_status_without_a_name_is_sent_without),
        cmocka_unit_test(a_long_body_comes_in_batches_and_whole),
        cmocka_unit_test(the_date_follows_the_second),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
