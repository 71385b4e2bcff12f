/* listen_test.c - listening addresses as people write them. */
#include "test.h"

#include "http/listen.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

static void an_address_is_read_in_every_form(void **state)
{
    static const struct {
        const char *text, *host;
        unsigned port;
    } cases[] = {
        {"127.0.0.1:8080", "127.0.0.1", 8080},
        {"0.0.0.0:0", "0.0.0.0", 0},
        {"localhost:65535", "127.0.0.1", 65535},
        {":8080", "0.0.0.0", 8080},
        {"8080", "127.0.0.1", 8080},
        {"08080", "127.0.0.1", 8080},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct listen_address address;
        struct err err = {0};
        assert_true(listen_parse(cases[i].text, &address, &err));
        assert_string_equal(address.host, cases[i].host);
        assert_int_equal(address.port, cases[i].port);
    }
}

static void what_is_no_address_is_refused_with_a_way_out(void **state)
{
    static const struct {
        const char *text, *message;
        enum err_code code;
    } cases[] = {
        {"", "cannot listen on '': the port must be a number from 0 to 65535",
         ERR_INVALID},
        {"localhost",
         "cannot listen on 'localhost': the port must be a number from 0 to "
         "65535",
         ERR_INVALID},
        {"127.0.0.1:",
         "cannot listen on '127.0.0.1:': the port must be a number from 0 to "
         "65535",
         ERR_INVALID},
        {"127.0.0.1:65536",
         "cannot listen on '127.0.0.1:65536': the port must be a number from 0 "
         "to "
         "65535",
         ERR_INVALID},
        {"127.0.0.1:99999999999999999999",
         "cannot listen on '127.0.0.1:99999999999999999999': the port must be "
         "a number from 0 to 65535",
         ERR_INVALID},
        {"-1",
         "cannot listen on '-1': the port must be a number from 0 to 65535",
         ERR_INVALID},
        {"8443s", "cannot listen on '8443s': TLS is not supported",
         ERR_UNSUPPORTED},
        {"0.0.0.0:8443s",
         "cannot listen on '0.0.0.0:8443s': TLS is not supported",
         ERR_UNSUPPORTED},
        {"https://localhost:8443",
         "cannot listen on 'https://localhost:8443': TLS is not supported",
         ERR_UNSUPPORTED},
        {"http://localhost:8080",
         "cannot listen on 'http://localhost:8080': an address does not "
         "begin with http://",
         ERR_INVALID},
        {"[::1]:8080", "cannot listen on '[::1]:8080': IPv6 is not supported",
         ERR_UNSUPPORTED},
        {"::1", "cannot listen on '::1': IPv6 is not supported",
         ERR_UNSUPPORTED},
        {"unix:/run/x",
         "cannot listen on 'unix:/run/x': a Unix socket is not supported",
         ERR_UNSUPPORTED},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct listen_address address;
        struct err err = {0};
        assert_false(listen_parse(cases[i].text, &address, &err));
        assert_string_equal(err.text, cases[i].message);
        assert_int_equal(err.code, cases[i].code);
        assert_string_not_equal(err.hint, "");
    }
}

static void a_port_that_is_taken_is_named(void **state)
{
    struct sockaddr_in in = {.sin_family = AF_INET};
    socklen_t size = sizeof in;
    struct listen_address address = {.host = "127.0.0.1"};
    struct err err = {0};
    char expected[128];
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    (void)state;
    in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(bind(fd, (struct sockaddr *)&in, size), 0);
    assert_int_equal(listen(fd, 1), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&in, &size), 0);
    address.port = ntohs(in.sin_port);
    assert_false(listen_probe(&address, &err));
    (void)snprintf(expected, sizeof expected,
                   "cannot listen on 127.0.0.1:%u: Address already in use",
                   address.port);
    assert_string_equal(err.text, expected);
    assert_int_equal(err.code, ERR_IO);
    assert_non_null(strstr(err.hint, "--listen 127.0.0.1:"));
    (void)close(fd);
    assert_true(listen_probe(&address, &err));
}

static void an_address_of_another_machine_is_refused(void **state)
{
    struct listen_address address = {.host = "192.0.2.1", .port = 0};
    struct err err = {0};
    (void)state;
    assert_false(listen_probe(&address, &err));
    assert_string_equal(err.hint, "this machine does not have that address; "
                                  "0.0.0.0 stands for all that it has");
}

static void a_list_has_one_to_eight_addresses(void **state)
{
    const char *texts[SERVER_MAX_ADDRESSES + 1];
    struct listen_list list = {0};
    struct err err = {0};
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(texts); i++)
        texts[i] = "127.0.0.1:0";
    assert_true(listen_read(texts, SERVER_MAX_ADDRESSES, &list, &err));
    assert_int_equal(list.count, SERVER_MAX_ADDRESSES);
    assert_false(listen_read(texts, SERVER_MAX_ADDRESSES + 1, &list, &err));
    assert_int_equal(err.code, ERR_LIMIT);
    assert_false(listen_read(texts, 0, &list, &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_is_read_in_every_form),
        cmocka_unit_test(what_is_no_address_is_refused_with_a_way_out),
        cmocka_unit_test(a_port_that_is_taken_is_named),
        cmocka_unit_test(an_address_of_another_machine_is_refused),
        cmocka_unit_test(a_list_has_one_to_eight_addresses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
