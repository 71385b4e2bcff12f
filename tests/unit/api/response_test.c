/* response_test.c - gathering an answer. */
#include "test.h"

#include "api/response.h"

static void pieces_add_up(void **state)
{
    (void)state;
    struct response response = {0};
    for (int i = 0; i < 100; i++)
        response_add(&response, SLICE("abc"));
    response_add(&response, SLICE(""));
    response_add(&response, SLICE_NONE);
    assert_int_equal(response.piece_count, 100);
    assert_int_equal(response.body_bytes, 300);
    response_release(&response);
    assert_int_equal(response.piece_count, 0);
}

static void headers_are_found_without_regard_to_case(void **state)
{
    (void)state;
    struct response response = {0};
    response_set_header(&response, "Content-Type", SLICE("a"));
    response_set_header(&response, "Link", SLICE(""));
    assert_slice_is(response_header(&response, "content-type"), "a");
    assert_non_null(response_header(&response, "LINK").data);
    assert_null(response_header(&response, "ETag").data);
    response_release(&response);
    response_release(&response);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_add_up),
        cmocka_unit_test(headers_are_found_without_regard_to_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
