/* guests_test.c - who waits for what, who is first, who makes room. */
#include "test.h"

#include "http/guests.h"

static void the_one_that_waits_for_longest_is_first(void **state)
{
    struct guests guests;
    (void)state;
    guests_init(&guests, 10, 1);
    assert_int_equal(guests_first(&guests, GUEST_SPEAKING), GUEST_NOBODY);
    guests_move(&guests, 7, GUEST_SPEAKING, 100);
    guests_move(&guests, 0, GUEST_SPEAKING, 200);
    guests_move(&guests, 9, GUEST_SPEAKING, 300);
    assert_int_equal(guests_first(&guests, GUEST_SPEAKING), 7);
    guests_move(&guests, 7, GUEST_READY, 400);
    assert_int_equal(guests_first(&guests, GUEST_SPEAKING), 0);
    assert_int_equal(guests_first(&guests, GUEST_READY), 7);
    guests_move(&guests, 9, GUEST_NONE, 0);
    guests_move(&guests, 0, GUEST_NONE, 0);
    assert_int_equal(guests_first(&guests, GUEST_SPEAKING), GUEST_NOBODY);
    assert_int_equal(guests.count, 1);
    guests_release(&guests);
}

static void one_in_the_middle_can_leave(void **state)
{
    struct guests guests;
    (void)state;
    guests_init(&guests, 3, 1);
    for (int fd = 0; fd < 3; fd++)
        guests_move(&guests, fd, GUEST_IDLE, fd);
    guests_move(&guests, 1, GUEST_NONE, 0);
    assert_int_equal(guests.lists[GUEST_IDLE].count, 2);
    guests_move(&guests, 0, GUEST_SERVED, 5);
    assert_int_equal(guests_first(&guests, GUEST_IDLE), 2);
    guests_release(&guests);
}

static void waiting_is_counted_from_the_last_move(void **state)
{
    struct guests guests;
    (void)state;
    guests_init(&guests, 3, 1);
    guests_move(&guests, 1, GUEST_IDLE, 100);
    assert_int_equal(guests_first_since(&guests, GUEST_IDLE, 99), GUEST_NOBODY);
    assert_int_equal(guests_first_since(&guests, GUEST_IDLE, 100), 1);
    guests_move(&guests, 1, GUEST_IDLE, 150);
    assert_int_equal(guests_first_since(&guests, GUEST_IDLE, 149),
                     GUEST_NOBODY);
    guests_release(&guests);
}

static void who_leaves_takes_everything_along(void **state)
{
    struct guests guests;
    (void)state;
    guests_init(&guests, 2, 1);
    guests_move(&guests, 1, GUEST_SPEAKING, 1);
    guests.items[1].has_spoken = true;
    guests.items[1].heads_bytes = 100;
    guests_move(&guests, 1, GUEST_NONE, 2);
    guests_move(&guests, 1, GUEST_SPEAKING, 3);
    assert_false(guests.items[1].has_spoken);
    assert_int_equal(guests.items[1].heads_bytes, 0);
    guests_release(&guests);
}

static void who_owes_a_head_makes_room_before_who_is_idle(void **state)
{
    struct guests guests;
    (void)state;
    guests_init(&guests, 10, 1);
    guests_move(&guests, 1, GUEST_SERVED, 1);
    guests_move(&guests, 2, GUEST_READY, 2);
    assert_int_equal(guests_to_evict(&guests), GUEST_NOBODY);
    guests_move(&guests, 3, GUEST_IDLE, 3);
    guests_move(&guests, 4, GUEST_IDLE, 4);
    assert_int_equal(guests_to_evict(&guests), 3);
    guests_move(&guests, 5, GUEST_SPEAKING, 5);
    assert_int_equal(guests_to_evict(&guests), 5);
    guests_release(&guests);
}

static void who_is_ready_waits_with_its_client(void **state)
{
    struct guests guests;
    (void)state;
    guests_init(&guests, 10, 1);
    for (int fd = 1; fd < 5; fd++) {
        guests_move(&guests, fd, GUEST_SPEAKING, fd);
        guests.items[fd].client = fd == 4 ? 9 : 8;
        guests_move(&guests, fd, GUEST_READY, fd);
    }
    assert_int_equal(clients_next(&guests.clients), 1);
    guests_move(&guests, 1, GUEST_SERVED, 5); /* the share of its client */
    assert_int_equal(clients_next(&guests.clients), 4);
    guests_move(&guests, 2, GUEST_NONE, 6); /* refused */
    assert_int_equal(clients_next(&guests.clients), 4);
    guests_move(&guests, 4, GUEST_SERVED, 7);
    assert_int_equal(clients_next(&guests.clients), 3);
    guests_move(&guests, 3, GUEST_SERVED, 8);
    assert_int_equal(guests.clients.places[8].served, 2);
    guests_move(&guests, 3, GUEST_IDLE, 9);
    guests_move(&guests, 1, GUEST_NONE, 9);
    assert_int_equal(guests.clients.places[8].served, 0);
    guests_move(&guests, 3, GUEST_URGENT, 10);
    assert_int_equal(guests.clients.places[8].urgent, 1);
    assert_int_equal(clients_next(&guests.clients), GUEST_NOBODY);
    guests_release(&guests);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_one_that_waits_for_longest_is_first),
        cmocka_unit_test(one_in_the_middle_can_leave),
        cmocka_unit_test(waiting_is_counted_from_the_last_move),
        cmocka_unit_test(who_leaves_takes_everything_along),
        cmocka_unit_test(who_owes_a_head_makes_room_before_who_is_idle),
        cmocka_unit_test(who_is_ready_waits_with_its_client),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
