/* listen_test.c - listening addresses as people write them. */
#include "test.h"

#include "http/listen.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void check_rendered(const struct listen_address *address,
                           const char *wanted)
{
    char text[SERVER_ADDRESS_BYTES];
    listen_render(address, text);
    assert_string_equal(text, wanted);
}

static void an_address_is_read_in_every_form(void **state)
{
    static const struct {
        const char *text, *wanted;
    } cases[] = {
        {"127.0.0.1:8080", "127.0.0.1:8080"},
        {"0.0.0.0:0", "0.0.0.0:0"},
        {"localhost:65535", "127.0.0.1:65535"},
        {":8080", "0.0.0.0:8080"},
        {"8080", "127.0.0.1:8080"},
        {"08080", "127.0.0.1:8080"},
        {"[::1]:8080", "[::1]:8080"},
        {"[::]:0", "[::]:0"},
        {"[2001:DB8:0::1]:80", "[2001:db8::1]:80"},
        {"unix:/run/headmatter/http", "unix:/run/headmatter/http"},
        {"unix:http.sock", "unix:http.sock"},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct listen_address address;
        struct err err = {0};
        assert_true(listen_parse(cases[i].text, &address, &err));
        check_rendered(&address, cases[i].wanted);
        assert_int_equal(address.fd, -1);
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
        {"::1", "cannot listen on '::1': an IPv6 address is not in brackets",
         ERR_INVALID},
        {"::1:8080",
         "cannot listen on '::1:8080': an IPv6 address is not in brackets",
         ERR_INVALID},
        {"[::1]",
         "cannot listen on '[::1]': the port must be a number from 0 to 65535",
         ERR_INVALID},
        {"[127.0.0.1]:8080",
         "cannot listen on '127.0.0.1': Address family for hostname not "
         "supported",
         ERR_INVALID},
        {"[]:8080",
         "cannot listen on '[]:8080': there is no address in the brackets",
         ERR_INVALID},
        {"unix:",
         "cannot listen on 'unix:': the path of a Unix socket has 1 to 107 "
         "bytes",
         ERR_INVALID},
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

static struct listen_address parse(const char *text)
{
    struct listen_address address;
    struct err err = {0};
    assert_true(listen_parse(text, &address, &err));
    return address;
}

static struct listen_list open_all(const char *text)
{
    struct listen_list list = {0};
    struct err err = {0};
    if (!listen_open_all(&text, 1, &list, &err))
        fail_msg("%s", err.text);
    return list;
}

/* Whether a client can connect to it. */
static bool is_open(const struct listen_address *address)
{
    int fd = socket(address->name.any.sa_family, SOCK_STREAM, 0);
    bool ok = connect(fd, &address->name.any, address->size) == 0;
    (void)close(fd);
    return ok;
}

static void a_port_that_is_taken_is_named(void **state)
{
    struct listen_list list = open_all("127.0.0.1:0");
    struct listen_address second = list.items[0];
    unsigned port = ntohs(second.name.in.sin_port);
    struct err err = {0};
    char expected[128];

    (void)state;
    assert_true(port > 0);
    assert_true(is_open(&second));
    assert_false(listen_open(&second, &err));
    (void)snprintf(expected, sizeof expected,
                   "cannot listen on 127.0.0.1:%u: Address already in use",
                   port);
    assert_string_equal(err.text, expected);
    assert_int_equal(err.code, ERR_IO);
    assert_non_null(strstr(err.hint, "--listen 127.0.0.1:"));
    listen_close(&list);
    assert_false(is_open(&second));
    assert_true(listen_open(&second, &err));
    (void)close(second.fd);
}

static void ipv6_is_ipv4_too_where_it_is_all_addresses(void **state)
{
    struct listen_list list = open_all("[::]:0");
    struct listen_address ipv4 = parse("127.0.0.1:0");
    (void)state;
    ipv4.name.in.sin_port = list.items[0].name.in6.sin6_port;
    assert_true(is_open(&ipv4));
    listen_close(&list);
    assert_false(is_open(&ipv4));
}

static void an_address_of_another_machine_is_refused(void **state)
{
    struct listen_address address = parse("192.0.2.1:0");
    struct err err = {0};
    (void)state;
    assert_false(listen_open(&address, &err));
    assert_string_equal(err.hint, "this machine does not have that address; "
                                  "0.0.0.0 stands for all that it has");
}

static void a_link_local_address_wants_its_zone(void **state)
{
    struct listen_address address;
    struct err err = {0};
    (void)state;
    assert_true(listen_parse("[fe80::1]:0", &address, &err));
    assert_false(listen_open(&address, &err));
    assert_non_null(strstr(err.hint, "[fe80::1%eth0]"));
}

static char folder[] = P_tmpdir "/listen_test_XXXXXX";

static const char *in_folder(const char *name)
{
    static char text[64];
    (void)snprintf(text, sizeof text, "unix:%s/%s", folder, name);
    return text;
}

static void a_unix_socket_comes_and_goes(void **state)
{
    struct listen_list list = open_all(in_folder("http"));
    struct listen_address second = parse(in_folder("http"));
    const char *path = second.name.un.sun_path;
    struct err err = {0};
    struct stat status;

    (void)state;
    assert_true(is_open(&second));
    assert_int_equal(lstat(path, &status), 0);
    assert_int_equal(status.st_mode, S_IFSOCK | 0666);
    assert_false(listen_open(&second, &err));
    assert_non_null(strstr(err.text, "Address already in use"));
    listen_close(&list);
    assert_int_equal(lstat(path, &status), -1);
}

static void a_unix_socket_that_was_left_is_replaced(void **state)
{
    struct listen_address killed = parse(in_folder("left"));
    struct err err = {0};
    struct stat status;
    (void)state;
    assert_true(listen_open(&killed, &err));
    (void)close(killed.fd);
    assert_false(is_open(&killed));
    struct listen_list list = open_all(in_folder("left"));
    assert_true(is_open(&list.items[0]));

    /* A third has taken its place by force: that one's file stays. */
    struct listen_address third = parse(in_folder("left"));
    assert_int_equal(unlink(third.name.un.sun_path), 0);
    assert_true(listen_open(&third, &err));
    listen_close(&list);
    assert_int_equal(lstat(third.name.un.sun_path, &status), 0);
    (void)close(third.fd);
    assert_int_equal(unlink(third.name.un.sun_path), 0);
}

struct start {
    pthread_barrier_t *barrier;
    struct listen_address address;
    bool listens;
};

static void *start_listening(void *data)
{
    struct start *start = data;
    struct err err;
    (void)pthread_barrier_wait(start->barrier);
    start->listens = listen_open(&start->address, &err);
    return NULL;
}

/* Where a killed server has left its socket. */
static void of_several_that_start_at_once_one_listens(void **state)
{
    enum { STARTS = 4, ROUNDS = 200 };
    struct listen_address killed = parse(in_folder("race"));
    pthread_barrier_t barrier;
    struct err err;
    (void)state;
    assert_int_equal(pthread_barrier_init(&barrier, NULL, STARTS), 0);
    for (int round = 0; round < ROUNDS; round++) {
        struct start starts[STARTS];
        pthread_t threads[STARTS];
        struct listen_list winner = {0};
        int listening = 0;
        if (round == 0) {
            assert_true(listen_open(&killed, &err));
            (void)close(killed.fd);
        }
        for (int i = 0; i < STARTS; i++) {
            starts[i] =
                (struct start){&barrier, parse(in_folder("race")), false};
            assert_int_equal(
                pthread_create(&threads[i], NULL, start_listening, &starts[i]),
                0);
        }
        for (int i = 0; i < STARTS; i++) {
            assert_int_equal(pthread_join(threads[i], NULL), 0);
            listening += starts[i].listens;
            if (starts[i].listens)
                winner.items[0] = starts[i].address;
        }
        assert_int_equal(listening, 1);
        assert_true(is_open(&winner.items[0]));
        (void)close(winner.items[0].fd); /* killed, too */
    }
    assert_int_equal(unlink(killed.name.un.sun_path), 0);
    (void)pthread_barrier_destroy(&barrier);
}

/* Its backlog is full, so a connect() that waits would not return. */
static void a_unix_socket_whose_server_is_stuck_stays(void **state)
{
    struct listen_address address = parse(in_folder("stuck")), second = address;
    const int type = SOCK_STREAM | SOCK_NONBLOCK;
    struct err err = {0};
    struct stat status;
    int waiting[2], fd = socket(AF_UNIX, type, 0);
    (void)state;
    assert_int_equal(bind(fd, &address.name.any, address.size), 0);
    assert_int_equal(listen(fd, 0), 0);
    for (int i = 0; i < 2; i++) {
        waiting[i] = socket(AF_UNIX, type, 0);
        int result = connect(waiting[i], &address.name.any, address.size);
        assert_int_equal(result, i == 0 ? 0 : -1);
    }
    assert_int_equal(errno, EAGAIN);
    assert_false(listen_open(&second, &err));
    assert_non_null(strstr(err.text, "Address already in use"));
    assert_int_equal(lstat(address.name.un.sun_path, &status), 0);
    (void)close(waiting[0]);
    (void)close(waiting[1]);
    (void)close(fd);
    assert_int_equal(unlink(address.name.un.sun_path), 0);
}

static void a_file_is_no_unix_socket(void **state)
{
    struct listen_address address = parse(in_folder("file"));
    struct err err = {0};
    struct stat status;
    FILE *file = fopen(address.name.un.sun_path, "w");
    (void)state;
    assert_non_null(file);
    (void)fclose(file);
    assert_false(listen_open(&address, &err));
    assert_non_null(strstr(err.text, "Address already in use"));
    assert_int_equal(lstat(address.name.un.sun_path, &status), 0);
    assert_int_equal(unlink(address.name.un.sun_path), 0);
}

static void a_list_has_one_to_eight_addresses(void **state)
{
    const char *texts[SERVER_MAX_ADDRESSES + 1];
    struct listen_list list = {0};
    struct err err = {0};
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(texts); i++)
        texts[i] = "127.0.0.1:0";
    assert_true(listen_open_all(texts, SERVER_MAX_ADDRESSES, &list, &err));
    assert_int_equal(list.count, SERVER_MAX_ADDRESSES);
    listen_close(&list);
    assert_false(listen_open_all(texts, SERVER_MAX_ADDRESSES + 1, &list, &err));
    assert_int_equal(err.code, ERR_LIMIT);
    assert_false(listen_open_all(texts, 0, &list, &err));
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) != NULL ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_is_read_in_every_form),
        cmocka_unit_test(what_is_no_address_is_refused_with_a_way_out),
        cmocka_unit_test(a_port_that_is_taken_is_named),
        cmocka_unit_test(ipv6_is_ipv4_too_where_it_is_all_addresses),
        cmocka_unit_test(an_address_of_another_machine_is_refused),
        cmocka_unit_test(a_unix_socket_comes_and_goes),
        cmocka_unit_test(a_unix_socket_that_was_left_is_replaced),
        cmocka_unit_test(of_several_that_start_at_once_one_listens),
        cmocka_unit_test(a_link_local_address_wants_its_zone),
        cmocka_unit_test(a_unix_socket_whose_server_is_stuck_stays),
        cmocka_unit_test(a_file_is_no_unix_socket),
        cmocka_unit_test(a_list_has_one_to_eight_addresses),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
