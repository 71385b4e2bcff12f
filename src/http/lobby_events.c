/* lobby_events.c - what the library's thread that accepts does in the lobby.
 *
 *     look: accept, hear, sweep    take: who is served next
 *
 * It runs between poll() and accept() of the library and never waits for a
 * client. */
#include "base/clock.h"
#include "base/counters.h"
#include "http/head.h"
#include "http/library_options.h"
#include "http/lobby_state.h"
#include "http/proxies.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_EVENTS   64
#define MAX_ACCEPTED 64 /* at a time, before others get their turn */
#define US_IN_MS     1000

enum heard { HEARD_NOTHING, HEARD_PART, HEARD_HEAD, HEARD_URGENT, HEARD_END };

static enum heard listen_to(struct lobby *lobby, int fd, bool has_ended,
                            size_t *ret_skipped)
{
    ssize_t size = recv(fd, lobby->peeked, LIBRARY_MAX_HEAD_BYTES,
                        MSG_PEEK | MSG_DONTWAIT);
    if (size < 0)
        return errno == EAGAIN ? HEARD_NOTHING : HEARD_END;
    if (size == 0)
        return HEARD_END;
    struct slice bytes = {lobby->peeked, (size_t)size};
    *ret_skipped = head_skipped_bytes(bytes);
    bool is_whole =
        has_ended || size == LIBRARY_MAX_HEAD_BYTES || head_is_complete(bytes);
    if (!is_whole)
        return HEARD_PART;
    return head_asks_for_life(bytes) ? HEARD_URGENT : HEARD_HEAD;
}

/* One of a client at a time, or its others would go ahead of everybody's. */
static bool has_urgent(const struct lobby *lobby, const struct guest *guest)
{
    return lobby->guests.clients.places[guest->client].urgent > 0;
}

/* What becomes of a guest that may have said something. */
static void hear(struct lobby *lobby, int fd, bool has_ended)
{
    size_t skipped = 0;
    enum heard heard = listen_to(lobby, fd, has_ended, &skipped);
    if (heard == HEARD_END) {
        lobby_end_guest(lobby, fd);
        return;
    }
    pthread_mutex_lock(&lobby->lock);
    struct guest *guest = &lobby->guests.items[fd];
    guest->has_spoken |= heard != HEARD_NOTHING;
    guest->skipped = skipped;
    if (heard == HEARD_URGENT || heard == HEARD_HEAD)
        lobby_move(lobby, fd,
                   heard == HEARD_URGENT && !has_urgent(lobby, guest)
                       ? GUEST_URGENT
                       : GUEST_READY);
    else if (heard == HEARD_PART && guest->state != GUEST_SPEAKING)
        lobby_move(lobby, fd, GUEST_SPEAKING);
    bool has_to_wait = guest->state == GUEST_SPEAKING && !guest->is_watched;
    guest->is_watched |= has_to_wait;
    pthread_mutex_unlock(&lobby->lock);
    if (has_to_wait)
        lobby_watch(lobby, fd, EPOLL_CTL_ADD);
}

/* Whether it is worth listening; else what it says waits for later. One that
 * stays with its worker is not watched any longer, or each of its requests
 * would wake this thread too. */
static bool notice(struct lobby *lobby, int fd)
{
    pthread_mutex_lock(&lobby->lock);
    struct guest *guest = &lobby->guests.items[fd];
    bool is_waiting =
        guest->state == GUEST_SPEAKING || guest->state == GUEST_IDLE;
    if (guest->state == GUEST_SERVED && !lobby_is_crowded(lobby)) {
        lobby_watch(lobby, fd, EPOLL_CTL_DEL);
        guest->is_watched = false;
    }
    guest->has_news |= !is_waiting && guest->state != GUEST_NONE;
    pthread_mutex_unlock(&lobby->lock);
    return is_waiting;
}

/* False if there is no room, and nobody to make some. */
static bool make_room(struct lobby *lobby)
{
    pthread_mutex_lock(&lobby->lock);
    bool has_room =
        atomic_load(&lobby->guests.count) < lobby->options.capacity.connections;
    int fd = has_room ? GUEST_NOBODY : guests_to_evict(&lobby->guests);
    pthread_mutex_unlock(&lobby->lock);
    if (fd != GUEST_NOBODY)
        lobby_end_guest(lobby, fd);
    return has_room || fd != GUEST_NOBODY;
}

/* A proxy has many clients, and so has a Unix socket, which has no address. */
static unsigned find_client(const struct lobby *lobby, int fd)
{
    const struct guest *guest = &lobby->guests.items[fd];
    bool has_many = !guest->has_address ||
                    proxies_trust(lobby->options.proxies, &guest->address);
    return clients_find(&lobby->guests.clients,
                        has_many ? NULL : &guest->address, fd);
}

static void welcome(struct lobby *lobby, int fd, const struct sockaddr *peer)
{
    pthread_mutex_lock(&lobby->lock);
    lobby_move(lobby, fd, GUEST_SPEAKING);
    struct guest *guest = &lobby->guests.items[fd];
    guest->has_address = network_of_peer(peer, &guest->address);
    guest->client = find_client(lobby, fd);
    pthread_mutex_unlock(&lobby->lock);
    hear(lobby, fd, false);
}

/* Where descriptors have run out, accept() would fail at once, again and
 * again; so it is left alone for a moment. */
static void accept_from(struct lobby *lobby, int listening)
{
    for (int i = 0; i < MAX_ACCEPTED; i++) {
        union {
            struct sockaddr any;
            struct sockaddr_in in;
            struct sockaddr_in6 in6;
        } peer = {0};
        socklen_t size = sizeof peer;
        if (!make_room(lobby)) {
            lobby_pause(LOBBY_STEP_MS);
            return;
        }
        int fd =
            accept4(listening, &peer.any, &size, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (fd < 0) {
            if (errno == EMFILE || errno == ENFILE)
                lobby_pause(LOBBY_STEP_MS);
            return;
        }
        counters_add(COUNTER_CONNECTIONS, 1);
        if ((unsigned)fd < lobby->guests.end)
            welcome(lobby, fd, &peer.any);
        else
            (void)close(fd);
    }
}

static int find_since(struct lobby *lobby, enum guest_state state, int wait_ms)
{
    pthread_mutex_lock(&lobby->lock);
    int fd =
        guests_first_since(&lobby->guests, state,
                           clock_monotonic_us() - (int64_t)wait_ms * US_IN_MS);
    pthread_mutex_unlock(&lobby->lock);
    return fd;
}

/* A worker answers it, since it will read the head and then its end. */
static void end_late_head(struct lobby *lobby, int fd)
{
    if (!lobby->guests.items[fd].has_spoken) {
        lobby_end_guest(lobby, fd);
        return;
    }
    (void)shutdown(fd, SHUT_RD);
    pthread_mutex_lock(&lobby->lock);
    lobby->guests.items[fd].is_late = true;
    lobby_move(lobby, fd, GUEST_READY);
    pthread_mutex_unlock(&lobby->lock);
}

/* Takes the one that has been ready for too long off all lists, or a worker
 * could serve it while it is refused, and close a descriptor that is another
 * guest's by then. */
static int take_refused(struct lobby *lobby,
                        char ret_address[NETWORK_ADDRESS_BYTES])
{
    int64_t now_us = clock_monotonic_us();
    pthread_mutex_lock(&lobby->lock);
    int fd = guests_first_since(&lobby->guests, GUEST_READY,
                                now_us - (int64_t)LOBBY_MAX_WAIT_MS * US_IN_MS);
    if (fd != GUEST_NOBODY) {
        lobby_render_address(&lobby->guests.items[fd], ret_address);
        guests_move(&lobby->guests, fd, GUEST_NONE, now_us);
    }
    pthread_mutex_unlock(&lobby->lock);
    return fd;
}

static void refuse_guest(struct lobby *lobby, int fd, const char *address)
{
    lobby->options.refuse(lobby->options.context, fd, address);
    /* What is unread when a socket is closed makes the client's system drop
     * the answer. */
    while (recv(fd, lobby->peeked, LIBRARY_MAX_HEAD_BYTES, MSG_DONTWAIT) > 0)
        ;
    (void)close(fd);
}

static void sweep(struct lobby *lobby)
{
    char address[NETWORK_ADDRESS_BYTES];
    int fd;
    while ((fd = find_since(lobby, GUEST_SPEAKING, REQUEST_TIMEOUT_MS)) !=
           GUEST_NOBODY)
        end_late_head(lobby, fd);
    while ((fd = find_since(lobby, GUEST_IDLE, KEEP_ALIVE_TIMEOUT_MS)) !=
           GUEST_NOBODY)
        lobby_end_guest(lobby, fd);
    while ((fd = take_refused(lobby, address)) != GUEST_NOBODY)
        refuse_guest(lobby, fd, address);
    pthread_mutex_lock(&lobby->lock);
    lobby->timed_ms = 0;
    lobby_set_timer(lobby);
    pthread_mutex_unlock(&lobby->lock);
}

/* Everybody who waits is heard for a last time. */
static void clear(struct lobby *lobby)
{
    static const enum guest_state waiting[] = {GUEST_SPEAKING, GUEST_IDLE};
    for (int i = 0; i < 2; i++) {
        int fd;
        while ((fd = find_since(lobby, waiting[i], 0)) != GUEST_NOBODY) {
            hear(lobby, fd, false);
            if (notice(lobby, fd))
                lobby_end_guest(lobby, fd);
        }
    }
}

/* It may have been rung for something else than a guest. */
static void hush(struct lobby *lobby)
{
    eventfd_t count;
    pthread_mutex_lock(&lobby->lock);
    if (!lobby->is_ringing)
        (void)eventfd_read(lobby->bell, &count);
    pthread_mutex_unlock(&lobby->lock);
}

static void look(struct lobby *lobby)
{
    struct epoll_event events[MAX_EVENTS];
    eventfd_t count;
    int found = epoll_wait(lobby->epoll, events, MAX_EVENTS, 0);

    for (int i = 0; i < found; i++) {
        int fd = events[i].data.fd;
        if (fd == lobby->timer) {
            (void)eventfd_read(fd, &count);
            sweep(lobby);
        } else if (fd == lobby->bell) {
            hush(lobby);
        } else if (lobby_listens_on(lobby, fd)) {
            accept_from(lobby, fd);
        } else if (notice(lobby, fd)) {
            hear(lobby, fd, (events[i].events & EPOLLRDHUP) != 0);
        }
    }
    pthread_mutex_lock(&lobby->lock);
    lobby->looks++;
    pthread_mutex_unlock(&lobby->lock);
    if (atomic_load(&lobby->is_clearing))
        clear(lobby);
}

static int take(struct lobby *lobby, struct sockaddr_in *ret_client)
{
    int seat = -1;
    pthread_mutex_lock(&lobby->lock);
    int fd = lobby_set_bell(lobby);
    if (fd != GUEST_NOBODY)
        seat = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    if (seat >= 0) {
        *ret_client = (struct sockaddr_in){.sin_family = AF_INET,
                                           .sin_port = htons((uint16_t)seat)};
        lobby->served++;
        lobby_seat(lobby, fd, seat);
        (void)lobby_set_bell(lobby);
    }
    pthread_mutex_unlock(&lobby->lock);
    return seat;
}

int lobby_next(struct lobby *lobby, struct sockaddr_in *ret_client)
{
    if (lobby->untaken == 0) {
        look(lobby);
        lobby->untaken = MAX_EVENTS;
    }
    lobby->untaken--;
    int seat = take(lobby, ret_client);
    if (seat < 0) {
        lobby->untaken = 0;
        errno = EAGAIN;
    }
    return seat;
}
