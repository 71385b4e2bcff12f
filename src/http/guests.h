/* guests.h - the connections of a server, by what they are waiting for.
 *
 *     SPEAKING ---> READY or URGENT ---> SERVED ---> gone
 *         ^                                 |
 *         '------------ IDLE <--------------'
 *
 * A guest is known by its descriptor. Those of one state are in a list, the one
 * that has been in it for longest first; those who are READY, also by client.
 * Not thread-safe, but for `count`, which any thread may read. */
#ifndef HTTP_GUESTS_H
#define HTTP_GUESTS_H

#include "http/clients.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum guest_state {
    GUEST_NONE,     /* there is no such connection */
    GUEST_SPEAKING, /* has not sent a whole head yet */
    GUEST_IDLE,     /* has been answered and sent nothing since */
    GUEST_READY,    /* has sent a head, and needs a worker */
    GUEST_URGENT,   /* the same, ahead of all others */
    GUEST_SERVED,   /* has a worker */
    GUEST_STATES
};

struct guest {
    enum guest_state state;
    bool has_spoken;      /* sent anything */
    bool is_late;         /* its head has not come in time */
    size_t skipped;       /* bytes before its request line; see head.h */
    bool is_watched;      /* epoll reports what it sends */
    bool has_news;        /* and has while it was ready or served */
    int before, after;    /* in its list, or GUEST_NOBODY */
    int64_t since_us;     /* in this state */
    uint64_t heads_bytes; /* of the requests that were answered */
    struct network address;
    bool has_address; /* else it came over a Unix socket */
    unsigned client;  /* see clients.h */
};

struct guests {
    struct guest *items; /* by descriptor */
    unsigned end;        /* all descriptors are below */
    atomic_uint count;
    struct clients clients;
    struct {
        int first, last;
        unsigned count;
    } lists[GUEST_STATES];
};

/* `share`: workers of a client while others wait. */
void guests_init(struct guests *guests, unsigned end, unsigned share);
void guests_release(struct guests *guests);

/* Adds one, moves one to the end of another list, or removes one (NONE). */
void guests_move(struct guests *guests, int fd, enum guest_state state,
                 int64_t now_us);

/* The one that has been in this state for longest, or GUEST_NOBODY. */
int guests_first(const struct guests *guests, enum guest_state state);

/* The same, if it has been there since then or before. */
int guests_first_since(const struct guests *guests, enum guest_state state,
                       int64_t then_us);

/* A new connection does not fit any more: who makes room, or GUEST_NOBODY if
 * all are being served or about to be. First those who owe us a head, since one
 * that means to send it has done so within a moment; of the idle ones, who has
 * not been heard of for longest. */
int guests_to_evict(const struct guests *guests);

#endif
