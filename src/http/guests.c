/* guests.c - lists through an array: a descriptor is a small number that the
 * system reuses, so it is an index, and a list needs no memory of its own. */
#include "http/guests.h"

#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>

void guests_init(struct guests *guests, unsigned end, unsigned share)
{
    *guests = (struct guests){.end = end};
    guests->items = mem_alloc(end, sizeof *guests->items);
    clients_init(&guests->clients, end, share);
    for (int i = 0; i < GUEST_STATES; i++)
        guests->lists[i].first = guests->lists[i].last = GUEST_NOBODY;
}

void guests_release(struct guests *guests)
{
    clients_release(&guests->clients);
    free(guests->items);
    *guests = (struct guests){0};
}

/* A guest is one more, or one less, of its client's in that state. Of those who
 * are ready, the first of a client leaves first: it is served or refused. */
static void count_of_client(struct guests *guests, int fd, bool is_more)
{
    const struct guest *guest = &guests->items[fd];
    struct client *client = &guests->clients.places[guest->client];
    unsigned more = is_more ? 1 : -1U;
    if (guest->state == GUEST_SERVED)
        client->served += more;
    else if (guest->state == GUEST_URGENT)
        client->urgent += more;
    else if (guest->state == GUEST_READY && is_more)
        clients_add(&guests->clients, guest->client, fd);
    else if (guest->state == GUEST_READY)
        clients_remove_first(&guests->clients, guest->client);
}

static void unlink_guest(struct guests *guests, const struct guest *guest)
{
    enum guest_state state = guest->state;
    if (guest->before != GUEST_NOBODY)
        guests->items[guest->before].after = guest->after;
    else
        guests->lists[state].first = guest->after;
    if (guest->after != GUEST_NOBODY)
        guests->items[guest->after].before = guest->before;
    else
        guests->lists[state].last = guest->before;
    guests->lists[state].count--;
}

static void append_guest(struct guests *guests, struct guest *guest, int fd)
{
    enum guest_state state = guest->state;
    guest->before = guests->lists[state].last;
    guest->after = GUEST_NOBODY;
    if (guest->before != GUEST_NOBODY)
        guests->items[guest->before].after = fd;
    else
        guests->lists[state].first = fd;
    guests->lists[state].last = fd;
    guests->lists[state].count++;
}

void guests_move(struct guests *guests, int fd, enum guest_state state,
                 int64_t now_us)
{
    assert(fd >= 0 && (unsigned)fd < guests->end);
    struct guest *guest = &guests->items[fd];
    if (guest->state != GUEST_NONE) {
        count_of_client(guests, fd, false);
        unlink_guest(guests, guest);
    }
    int more = (state != GUEST_NONE) - (guest->state != GUEST_NONE);
    atomic_fetch_add(&guests->count, (unsigned)more);
    if (state == GUEST_NONE) {
        *guest = (struct guest){0};
        return;
    }
    guest->state = state;
    guest->since_us = now_us;
    append_guest(guests, guest, fd);
    count_of_client(guests, fd, true);
}

int guests_first(const struct guests *guests, enum guest_state state)
{
    return guests->lists[state].first;
}

int guests_first_since(const struct guests *guests, enum guest_state state,
                       int64_t then_us)
{
    int first = guests_first(guests, state);
    return first != GUEST_NOBODY && guests->items[first].since_us <= then_us
               ? first
               : GUEST_NOBODY;
}

int guests_to_evict(const struct guests *guests)
{
    int speaking = guests_first(guests, GUEST_SPEAKING);
    return speaking != GUEST_NOBODY ? speaking
                                    : guests_first(guests, GUEST_IDLE);
}
