/* clients.c - a queue for each client, and a ring of those that are not empty.
 *
 * At most two clients can have half of the workers, so the one whose turn it is
 * is among the first three of the ring. */
#include "http/clients.h"

#include "base/map.h"
#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>

#define NETWORK_BYTES 8 /* of an IPv6 address: what one customer has */

void clients_init(struct clients *clients, unsigned end, unsigned share)
{
    *clients = (struct clients){.share = share, .first = CLIENTS_PLACES};
    clients->places = mem_alloc(CLIENTS_PLACES, sizeof *clients->places);
    clients->after = mem_alloc(end, sizeof *clients->after);
    clients->seed = hash_random_seed();
    for (unsigned i = 0; i < CLIENTS_PLACES; i++)
        clients->places[i].first = clients->places[i].last = GUEST_NOBODY;
}

void clients_release(struct clients *clients)
{
    free(clients->places);
    free(clients->after);
    *clients = (struct clients){0};
}

unsigned clients_find(const struct clients *clients,
                      const struct network *address, int fd)
{
    const struct slice by_address = {
        address != NULL ? (const char *)address->address : NULL, NETWORK_BYTES};
    const struct slice by_fd = {(const char *)&fd, sizeof fd};
    uint64_t seed =
        clients->seed ^ (address != NULL && address->is_ipv6 ? 1 : 0);
    return (unsigned)(hash_bytes(address != NULL ? by_address : by_fd, seed) %
                      CLIENTS_PLACES);
}

/* Before the first: the last to have its turn. */
static void link_last(struct clients *clients, unsigned at)
{
    struct client *client = &clients->places[at];
    if (clients->first == CLIENTS_PLACES) {
        clients->first = client->before = client->after = at;
        return;
    }
    client->after = clients->first;
    client->before = clients->places[clients->first].before;
    clients->places[client->before].after = at;
    clients->places[client->after].before = at;
}

static void unlink_client(struct clients *clients, unsigned at)
{
    const struct client *client = &clients->places[at];
    clients->places[client->before].after = client->after;
    clients->places[client->after].before = client->before;
    if (clients->first == at)
        clients->first = client->after != at ? client->after : CLIENTS_PLACES;
}

void clients_add(struct clients *clients, unsigned client, int fd)
{
    struct client *place = &clients->places[client];
    clients->after[fd] = GUEST_NOBODY;
    if (place->first == GUEST_NOBODY) {
        place->first = fd;
        link_last(clients, client);
    } else {
        clients->after[place->last] = fd;
    }
    place->last = fd;
}

void clients_remove_first(struct clients *clients, unsigned client)
{
    struct client *place = &clients->places[client];
    assert(place->first != GUEST_NOBODY);
    place->first = clients->after[place->first];
    unlink_client(clients, client);
    if (place->first != GUEST_NOBODY)
        link_last(clients, client);
}

int clients_next(const struct clients *clients)
{
    if (clients->first == CLIENTS_PLACES)
        return GUEST_NOBODY;
    unsigned at = clients->first;
    while (clients->places[at].served >= clients->share) {
        at = clients->places[at].after;
        if (at == clients->first) /* no other client waits */
            break;
    }
    return clients->places[at].first;
}
