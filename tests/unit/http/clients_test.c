/* clients_test.c - whose turn it is. */
#include "test.h"

#include "http/clients.h"

enum { A = 3, B = 7, C = 4000 };

static void assert_next(struct clients *clients, int fd, unsigned client)
{
    assert_int_equal(clients_next(clients), fd);
    if (fd != GUEST_NOBODY)
        clients_remove_first(clients, client);
}

static void each_client_has_its_turn(void **state)
{
    struct clients clients;
    (void)state;
    clients_init(&clients, 100, 10);
    assert_int_equal(clients_next(&clients), GUEST_NOBODY);
    for (int fd = 10; fd < 14; fd++)
        clients_add(&clients, A, fd);
    clients_add(&clients, B, 20);
    clients_add(&clients, C, 30);
    clients_add(&clients, C, 31);
    assert_next(&clients, 10, A);
    assert_next(&clients, 20, B);
    assert_next(&clients, 30, C);
    assert_next(&clients, 11, A);
    clients_add(&clients, B, 21); /* behind those who have waited */
    assert_next(&clients, 31, C);
    assert_next(&clients, 12, A);
    assert_next(&clients, 21, B);
    assert_next(&clients, 13, A);
    assert_next(&clients, GUEST_NOBODY, A);
    clients_release(&clients);
}

static void a_full_share_waits_for_those_without(void **state)
{
    struct clients clients;
    (void)state;
    clients_init(&clients, 100, 2);
    clients.places[A].served = clients.places[B].served = 2;
    clients_add(&clients, A, 10);
    clients_add(&clients, B, 20);
    assert_int_equal(clients_next(&clients), 10); /* nobody else is there */
    clients_add(&clients, C, 30);
    clients_add(&clients, C, 31);
    assert_next(&clients, 30, C);
    assert_next(&clients, 31, C);
    clients.places[B].served = 1;
    assert_next(&clients, 20, B);
    assert_next(&clients, 10, A);
    clients_release(&clients);
}

static unsigned place(const struct clients *clients, const char *address)
{
    struct network network;
    assert_true(network_parse(slice_of(address), &network));
    return clients_find(clients, &network, 1);
}

static void a_client_is_an_address_or_a_network_of_a_customer(void **state)
{
    struct clients clients;
    unsigned distinct = 0;
    (void)state;
    clients_init(&clients, 100, 1);
    assert_int_equal(place(&clients, "192.0.2.1"),
                     place(&clients, "::ffff:192.0.2.1"));
    assert_int_equal(place(&clients, "2001:db8::1"),
                     place(&clients, "2001:db8::ffff:1"));
    /* By chance, some of a hundred may meet. */
    for (int i = 0; i < 100; i++) {
        char text[32];
        (void)snprintf(text, sizeof text, "192.0.2.%d", i);
        distinct += place(&clients, text) != place(&clients, "198.51.100.1");
        (void)snprintf(text, sizeof text, "2001:db8:0:%d::1", i);
        distinct += place(&clients, text) != place(&clients, "2001:db8::1");
        distinct += clients_find(&clients, NULL, i) !=
                    clients_find(&clients, NULL, 100);
    }
    assert_in_range(distinct, 280, 300);
    clients_release(&clients);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_client_has_its_turn),
        cmocka_unit_test(a_full_share_waits_for_those_without),
        cmocka_unit_test(a_client_is_an_address_or_a_network_of_a_customer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
