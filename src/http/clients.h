/* clients.h - connections that need a worker, by client, each in its turn.
 *
 *     ring --> A: 7, 12, 9, 31 ...    (descriptors, the first one is next)
 *          --> B: 4
 *          --> C: 8, 15
 *
 * One from each client in turn, so that who asks on a thousand connections is
 * behind nobody and nobody is behind all of these. A client that has its share
 * of the workers is passed over while another one waits.
 *
 * A client is an IPv4 address or an IPv6 network of 64 bits, as for rate.h.
 * There are places for 4096, chosen at random, and two that meet in one count
 * as one: McKenney, Stochastic Fairness Queueing, 1990. Not thread-safe. */
#ifndef HTTP_CLIENTS_H
#define HTTP_CLIENTS_H

#include "base/network.h"

#include <stdbool.h>
#include <stdint.h>

#define CLIENTS_PLACES 4096
#define GUEST_NOBODY   (-1) /* instead of a descriptor */

struct client {
    int first, last;        /* who waits, or GUEST_NOBODY */
    unsigned served;        /* connections that have a worker */
    unsigned urgent;        /* that wait ahead of all others */
    unsigned before, after; /* in the ring, while somebody waits */
};

struct clients {
    struct client *places;
    int *after;     /* by descriptor: who waits next, of the same client */
    unsigned share; /* workers of a client while others wait */
    unsigned first; /* in the ring; CLIENTS_PLACES: nobody waits */
    uint64_t seed;  /* so that nobody can choose a place */
};

/* All descriptors are below `end`. */
void clients_init(struct clients *clients, unsigned end, unsigned share);
void clients_release(struct clients *clients);

/* The place of the client at that address; with NULL, of a connection that is
 * a client by itself: it comes from a proxy, which has many. */
unsigned clients_find(const struct clients *clients,
                      const struct network *address, int fd);

/* A connection of that client begins to wait; the first one of it no longer
 * does. */
void clients_add(struct clients *clients, unsigned client, int fd);
void clients_remove_first(struct clients *clients, unsigned client);

/* Whose turn it is, or GUEST_NOBODY. */
int clients_next(const struct clients *clients);

#endif
