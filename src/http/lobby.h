/* lobby.h - where connections wait without a worker.
 *
 *     accept --> lobby: until a whole head is there --> worker: answers
 *                  ^                                      |
 *                  '------ kept alive, while workers -----'
 *                          are needed by others
 *
 * A worker serves one connection at a time, and a client that says nothing, or
 * half a head, would keep it from all others. Here such a client costs a
 * descriptor. */
#ifndef HTTP_LOBBY_H
#define HTTP_LOBBY_H

#include "base/err.h"
#include "base/network.h"
#include "http/capacity.h"
#include "http/head.h"

#include <netinet/in.h>
#include <stdint.h>

#define LOBBY_MAX_WAIT_MS 2000 /* for a worker; then it is refused */

struct lobby; /* opaque, see lobby.c */
struct proxies;

struct lobby_options {
    struct capacity capacity;
    /* Answers a client that no worker is free for, without waiting for it; its
     * address is as lobby_address() has it. */
    void (*refuse)(void *context, int fd, const char *address);
    void *context;
    const struct proxies *proxies; /* each connection of theirs is a client */
};

bool lobby_new(const struct lobby_options *options, struct lobby **ret_lobby,
               struct err *err) MUST_USE;
void lobby_free(struct lobby *lobby); /* accepts NULL; after all threads */

/* Accepts connections from a socket that listens, which stays the caller's and
 * is open until all threads have ended. */
bool lobby_listen(struct lobby *lobby, int listening, struct err *err) MUST_USE;

/* Closes the socket that the library listens on and takes its place: accept()
 * on that descriptor is to be lobby_next() from then on. The library's thread
 * that accepts calls this before it first waits. */
void lobby_open(const struct lobby *lobby, int library_fd);

/* Whether the library has called lobby_next() since then, for which it waits.
 */
bool lobby_is_asked(struct lobby *lobby, unsigned deadline_ms) MUST_USE;

/* A seat for a connection that has sent a whole head: a descriptor of it that
 * is the library's to close. -1 with errno EAGAIN if there is none, or no
 * worker is free. As its port the client gets the seat, by which the functions
 * below know it: the library passes that on to us. */
int lobby_next(struct lobby *lobby, struct sockaddr_in *ret_client);

/* Of the client whose connection is in the seat: its address in digits, or
 * PROXIES_UNIX, and whether its head has not come in time. */
void lobby_address(const struct lobby *lobby, int seat,
                   char ret_text[NETWORK_ADDRESS_BYTES]);
bool lobby_was_late(const struct lobby *lobby, int seat);
/* How many bytes came before its first request line. */
size_t lobby_skipped_bytes(const struct lobby *lobby, int seat);

/* A head has been read, and its connection would be kept. True if it may be. It
 * makes room once it is answered if there are many connections and the library
 * has read nothing beyond this head, which could not be given back; if it has
 * read a part of the next one, that must not be waited for. Of a Unix socket
 * nobody knows what was read, so it is not kept then. */
bool lobby_may_keep(struct lobby *lobby, int seat, const struct head *head,
                    bool *ret_makes_room) MUST_USE;

/* Gives the seat of one that makes room to another, whose head the library
 * reads next. False if no other is waiting: then the library should close it,
 * with lobby_leave(). */
bool lobby_change_guest(struct lobby *lobby, int seat) MUST_USE;

/* The library is about to close the descriptor; the connection goes on in the
 * lobby if `is_kept`. The worker is free once lobby_end_service() is called. */
void lobby_leave(struct lobby *lobby, int seat, bool is_kept);
void lobby_end_service(struct lobby *lobby);

struct lobby_stats {
    unsigned workers, served;              /* all, those with a connection */
    unsigned max_connections, connections; /* with a worker or without */
};

struct lobby_stats lobby_stats(struct lobby *lobby);

/* Whether, since the last call, the thread that accepts has looked at the
 * connections, and a worker was free or has taken one. The first call, from
 * which on this means something, returns false; for one thread. */
bool lobby_has_progressed(struct lobby *lobby);

/* Stopping, in this order: refuses new connections; ends those that wait, and
 * shuts down those with a worker (SHUT_RD or SHUT_RDWR), for at most
 * `deadline_ms`; wakes the thread that accepts for good. */
void lobby_stop_listening(struct lobby *lobby);
void lobby_clear(struct lobby *lobby, int how, unsigned deadline_ms);
void lobby_wake(struct lobby *lobby);

#endif
