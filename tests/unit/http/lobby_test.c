/* lobby_test.c - whether a server gets on. That clients are served in turn is
 * tested with real ones (tests/http/waiting.test.mjs). */
#include "test.h"

#include "http/lobby.h"

#include <errno.h>

static void
it_has_progressed_if_the_thread_that_accepts_has_looked(void **state)
{
    (void)state;
    const struct lobby_options options = {.capacity = capacity_of(4, 64)};
    struct sockaddr_in client;
    struct lobby *lobby;
    struct err err;

    assert_true(lobby_new(&options, &lobby, &err));
    assert_false(lobby_has_progressed(lobby)); /* from here on */
    assert_false(lobby_has_progressed(lobby));
    assert_int_equal(lobby_next(lobby, &client), -1);
    assert_int_equal(errno, EAGAIN);
    assert_true(lobby_has_progressed(lobby));
    assert_false(lobby_has_progressed(lobby));
    lobby_free(lobby);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            it_has_progressed_if_the_thread_that_accepts_has_looked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
