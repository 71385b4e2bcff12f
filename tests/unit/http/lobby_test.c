/* lobby_test.c - whether a server gets on, and who is served next. What real
 * clients see of that is in tests/http/waiting.test.mjs. */
#include "test.h"

#include "http/lobby.h"
#include "http/proxies.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/sockios.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MAX_PEERS 16

struct hall {
    struct lobby *lobby;
    struct sockaddr_in at;
    int listening;
    int peers[MAX_PEERS]; /* the other ends of the connections */
    unsigned peer_count;
};

/* What a worker would be offered while a guest is refused. */
static struct {
    struct lobby *lobby;
    int seat; /* that has its own guest; -1: nobody asks */
    unsigned refused;
    bool is_offered;
} asker = {.seat = -1};

static void refuse(void *context, int fd, const char *address)
{
    (void)context;
    (void)fd;
    assert_string_equal(address, "127.0.0.3");
    asker.refused++;
    if (asker.seat >= 0)
        asker.is_offered |= lobby_change_guest(asker.lobby, asker.seat);
}

static struct lobby *new_lobby_for(const struct proxies *proxies,
                                   unsigned workers)
{
    const struct lobby_options options = {.capacity = capacity_of(workers, 400),
                                          .refuse = refuse,
                                          .proxies = proxies};
    struct lobby *lobby;
    struct err err;
    assert_true(lobby_new(&options, &lobby, &err));
    return lobby;
}

static struct lobby *new_lobby(const struct proxies *proxies)
{
    return new_lobby_for(proxies, 32);
}

static void
it_has_progressed_if_the_thread_that_accepts_has_looked(void **state)
{
    const struct proxies nobody = {0};
    struct lobby *lobby = new_lobby(&nobody);
    struct sockaddr_in client;
    (void)state;

    assert_false(lobby_has_progressed(lobby)); /* from here on */
    assert_false(lobby_has_progressed(lobby));
    assert_int_equal(lobby_next(lobby, &client), -1);
    assert_int_equal(errno, EAGAIN);
    assert_true(lobby_has_progressed(lobby));
    assert_false(lobby_has_progressed(lobby));
    lobby_free(lobby);
}

static void what_cannot_be_waited_for_is_an_error(void **state)
{
    const struct proxies nobody = {0};
    struct lobby *lobby = new_lobby(&nobody);
    char path[] = "/tmp/lobby_test_XXXXXX";
    struct err err;
    (void)state;
    int file = mkstemp(path); /* epoll takes no files: EPERM */
    assert_false(lobby_listen(lobby, file, &err));
    assert_non_null(strstr(err.text, "cannot wait for connections: "));
    (void)close(file);
    (void)unlink(path);
    lobby_free(lobby);
}

static struct hall open_hall(const struct proxies *proxies, unsigned workers)
{
    struct hall hall = {
        .lobby = new_lobby_for(proxies, workers),
        .at = {.sin_family = AF_INET,
               .sin_addr.s_addr = htonl(INADDR_LOOPBACK)},
    };
    socklen_t size = sizeof hall.at;
    struct err err;
    hall.listening = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    assert_int_equal(bind(hall.listening, (struct sockaddr *)&hall.at, size),
                     0);
    assert_int_equal(listen(hall.listening, MAX_PEERS), 0);
    assert_int_equal(
        getsockname(hall.listening, (struct sockaddr *)&hall.at, &size), 0);
    assert_true(lobby_listen(hall.lobby, hall.listening, &err));
    return hall;
}

static void close_hall(struct hall *hall)
{
    for (unsigned i = 0; i < hall->peer_count; i++)
        (void)close(hall->peers[i]);
    lobby_free(hall->lobby);
    (void)close(hall->listening);
}

/* Until the other side's system has all of it, and so has the connection. */
static void await_arrival(int fd)
{
    int left = 1;
    while (left > 0) {
        assert_int_equal(ioctl(fd, SIOCOUTQ, &left), 0);
        (void)usleep(100);
    }
}

/* So many connections from that address, each with a request. */
static void come(struct hall *hall, const char *address, const char *target,
                 unsigned count)
{
    char head[128];
    int size = snprintf(head, sizeof head, "GET %s HTTP/1.1\r\nHost: x\r\n\r\n",
                        target);
    for (unsigned i = 0; i < count; i++) {
        struct sockaddr_in from = {.sin_family = AF_INET};
        int fd = socket(AF_INET, SOCK_STREAM, 0);
        assert_int_equal(inet_pton(AF_INET, address, &from.sin_addr), 1);
        assert_int_equal(bind(fd, (struct sockaddr *)&from, sizeof from), 0);
        assert_int_equal(
            connect(fd, (struct sockaddr *)&hall->at, sizeof hall->at), 0);
        assert_int_equal(send(fd, head, (size_t)size, 0), size);
        await_arrival(fd);
        hall->peers[hall->peer_count++] = fd;
    }
}

/* The last digit of each address in the order in which they are served. */
static void assert_order(struct hall *hall, const char *expected)
{
    char order[MAX_PEERS + 1] = "";
    for (unsigned i = 0; i < hall->peer_count; i++) {
        struct sockaddr_in client;
        char address[NETWORK_ADDRESS_BYTES];
        int seat = lobby_next(hall->lobby, &client);
        assert_true(seat >= 0);
        lobby_address(hall->lobby, ntohs(client.sin_port), address);
        order[i] = address[strlen(address) - 1];
        (void)close(seat);
    }
    assert_string_equal(order, expected);
}

static void who_has_many_connections_is_served_by_turns(void **state)
{
    const struct proxies nobody = {0};
    struct hall hall = open_hall(&nobody, 32);
    (void)state;
    come(&hall, "127.0.0.2", "/posts", 4);
    come(&hall, "127.0.0.3", "/posts", 2);
    come(&hall, "127.0.0.4", "/posts", 1);
    assert_order(&hall, "2342322");
    close_hall(&hall);
}

static void those_who_ask_for_life_do_not_keep_others_away(void **state)
{
    const struct proxies nobody = {0};
    struct hall hall = open_hall(&nobody, 32);
    (void)state;
    come(&hall, "127.0.0.4", "/posts", 2);
    come(&hall, "127.0.0.2", "/_live", 3);
    come(&hall, "127.0.0.3", "/_live", 1);
    /* One of each that asks is ahead, but not of all others at once. */
    assert_order(&hall, "243242");
    close_hall(&hall);
}

static void connections_of_a_proxy_are_clients_by_themselves(void **state)
{
    struct proxies proxies = {.count = 1};
    (void)state;
    assert_true(network_parse(SLICE("127.0.0.2"), &proxies.items[0]));
    struct hall hall = open_hall(&proxies, 32);
    come(&hall, "127.0.0.2", "/posts", 4);
    come(&hall, "127.0.0.3", "/posts", 2);
    assert_order(&hall, "222233");
    close_hall(&hall);
}

/* Else a worker and the thread that accepts would both have its descriptor, and
 * the second to close it would close another guest's. */
static void who_is_refused_is_offered_to_no_worker(void **state)
{
    const struct timespec step = {.tv_nsec = 50 * 1000000L};
    const struct proxies nobody = {0};
    struct hall hall = open_hall(&nobody, 1);
    struct sockaddr_in client;
    (void)state;
    come(&hall, "127.0.0.2", "/posts", 1);
    come(&hall, "127.0.0.3", "/posts", 1);
    asker.lobby = hall.lobby;
    asker.seat = lobby_next(hall.lobby, &client);
    assert_true(asker.seat >= 0);
    while (asker.refused == 0) { /* after LOBBY_MAX_WAIT_MS */
        assert_int_equal(lobby_next(hall.lobby, &client), -1);
        (void)nanosleep(&step, NULL);
    }
    assert_int_equal(asker.refused, 1);
    assert_false(asker.is_offered);
    assert_int_equal(lobby_stats(hall.lobby).connections, 1);
    (void)close(asker.seat);
    asker.seat = -1;
    close_hall(&hall);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            it_has_progressed_if_the_thread_that_accepts_has_looked),
        cmocka_unit_test(what_cannot_be_waited_for_is_an_error),
        cmocka_unit_test(who_has_many_connections_is_served_by_turns),
        cmocka_unit_test(those_who_ask_for_life_do_not_keep_others_away),
        cmocka_unit_test(connections_of_a_proxy_are_clients_by_themselves),
        cmocka_unit_test(who_is_refused_is_offered_to_no_worker),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
