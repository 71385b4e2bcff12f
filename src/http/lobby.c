/* lobby.c - an epoll descriptor in the place of the library's listening socket.
 *
 *     library's thread   poll(event) -> accept() -> its queue -> workers
 *                          |               '- lobby_next(), by door.c
 *          epoll <- listening sockets, connections that wait, bell, timer
 *
 * CivetWeb hands each connection to a worker as soon as it is accepted. It has
 * no other way in than its listening socket; so that is what it gets a
 * substitute for: it waits for our events, and what it accepts are connections
 * whose head lies ready in the kernel. The head is only peeked at; the library
 * reads it.
 *
 * The thread that accepts is the only one that ends a guest who has no worker.
 * Workers add guests, so lists are locked; the bell is readable while there is
 * a guest to serve and a worker for it.
 *
 * A connection stays with its worker between requests, as the library has it,
 * for that takes the fewest system calls. But once three quarters of them have
 * one, it comes back here after each answer: then any number of clients share
 * the rest by turns. */
#include "http/lobby.h"

#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"
#include "http/head.h"
#include "http/library_options.h"
#include "http/lobby_state.h"
#include "http/proxies.h"
#include "http/sockets.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#define SWEEP_MS    50
#define MAX_HELD_MS 1 /* before one more worker is woken up */
#define CLIENT_PART 2 /* of the workers are one client's, if others wait */
#define US_IN_MS    1000
#define HEARING     (EPOLLIN | EPOLLRDHUP | EPOLLET)

void lobby_pause(int ms)
{
    const struct timespec moment = {.tv_nsec = ms * 1000000L};
    (void)nanosleep(&moment, NULL);
}

bool lobby_is_crowded(const struct lobby *lobby)
{
    return (unsigned long)atomic_load(&lobby->guests.count) * 4 >
           (unsigned long)lobby->options.capacity.workers * 3;
}

/* With the lock held, as all down to the next such line.
 *
 * While it is crowded, the workers that are at it are left to serve the next
 * guest: one more is woken up only if none of them has taken any for a moment.
 */
static bool has_worker(const struct lobby *lobby, int fd, int64_t now_us)
{
    unsigned workers = lobby->options.capacity.workers;
    if (lobby->guests.items[fd].state == GUEST_URGENT || workers == 1)
        return lobby->served < workers;
    return lobby->served + 1 < workers &&
           (lobby->served < lobby->at_once || !lobby_is_crowded(lobby) ||
            now_us - lobby->taken_at_us >= MAX_HELD_MS * US_IN_MS);
}

/* Who is urgent goes ahead of all others, but not twice in a row: no client can
 * keep the others away by asking for life again and again. */
static int find_next(const struct lobby *lobby)
{
    int urgent = guests_first(&lobby->guests, GUEST_URGENT);
    int ready = clients_next(&lobby->guests.clients);
    return urgent != GUEST_NOBODY &&
                   (!lobby->took_urgent || ready == GUEST_NOBODY)
               ? urgent
               : ready;
}

/* The last worker is for who is urgent. */
static int find_next_with_worker(const struct lobby *lobby)
{
    int64_t now_us = clock_monotonic_us();
    int next = find_next(lobby);
    int urgent = guests_first(&lobby->guests, GUEST_URGENT);
    if (next != GUEST_NOBODY && has_worker(lobby, next, now_us))
        return next;
    return urgent != GUEST_NOBODY && has_worker(lobby, urgent, now_us)
               ? urgent
               : GUEST_NOBODY;
}

static void set_timer(struct lobby *lobby, int ms)
{
    const struct itimerspec soon = {.it_value.tv_nsec = ms * 1000000L};
    if (lobby->timed_ms > 0 && lobby->timed_ms <= ms)
        return;
    if (timerfd_settime(lobby->timer, 0, &soon, NULL) == 0)
        lobby->timed_ms = ms;
}

int lobby_set_bell(struct lobby *lobby)
{
    eventfd_t count;
    int next = find_next_with_worker(lobby);
    bool rings = lobby->is_over || next != GUEST_NOBODY;
    if (next == GUEST_NOBODY && find_next(lobby) != GUEST_NOBODY)
        set_timer(lobby, MAX_HELD_MS);
    if (rings && !lobby->is_ringing)
        (void)eventfd_write(lobby->bell, 1);
    else if (!rings && lobby->is_ringing)
        (void)eventfd_read(lobby->bell, &count);
    lobby->is_ringing = rings;
    return next;
}

void lobby_set_timer(struct lobby *lobby)
{
    if (atomic_load(&lobby->guests.count) >
        lobby->guests.lists[GUEST_SERVED].count)
        set_timer(lobby, SWEEP_MS);
}

void lobby_move(struct lobby *lobby, int fd, enum guest_state state)
{
    guests_move(&lobby->guests, fd, state, clock_monotonic_us());
    lobby_set_timer(lobby);
}

void lobby_seat(struct lobby *lobby, int fd, int seat)
{
    lobby->seats[seat] = fd;
    lobby->took_urgent = lobby->guests.items[fd].state == GUEST_URGENT;
    lobby_move(lobby, fd, GUEST_SERVED);
    lobby->taken_at_us = lobby->guests.items[fd].since_us;
}

/* Without the lock. */
void lobby_watch(struct lobby *lobby, int fd, int operation)
{
    struct epoll_event event = {.events = HEARING, .data.fd = fd};
    (void)epoll_ctl(lobby->epoll, operation, fd, &event);
}

void lobby_end_guest(struct lobby *lobby, int fd)
{
    pthread_mutex_lock(&lobby->lock);
    guests_move(&lobby->guests, fd, GUEST_NONE, 0);
    pthread_mutex_unlock(&lobby->lock);
    (void)close(fd);
}

bool lobby_listens_on(const struct lobby *lobby, int fd)
{
    for (unsigned i = 0; i < lobby->listening_count; i++) {
        if (lobby->listening[i] == fd)
            return true;
    }
    return false;
}

/* A seat is its worker's alone, and so is what is known of the guest in it. */
static struct guest *guest_in(const struct lobby *lobby, int seat)
{
    return &lobby->guests.items[lobby->seats[seat]];
}

bool lobby_was_late(const struct lobby *lobby, int seat)
{
    return guest_in(lobby, seat)->is_late;
}

size_t lobby_skipped_bytes(const struct lobby *lobby, int seat)
{
    return guest_in(lobby, seat)->skipped;
}

void lobby_render_address(const struct guest *guest,
                          char ret_text[NETWORK_ADDRESS_BYTES])
{
    if (guest->has_address)
        network_render_address(&guest->address, ret_text);
    else
        (void)snprintf(ret_text, NETWORK_ADDRESS_BYTES, "%s", PROXIES_UNIX);
}

void lobby_address(const struct lobby *lobby, int seat,
                   char ret_text[NETWORK_ADDRESS_BYTES])
{
    lobby_render_address(guest_in(lobby, seat), ret_text);
}

/* With the lock held. Returns what is still to be done without it. */
static int let_wait(struct lobby *lobby, int fd)
{
    struct guest *guest = &lobby->guests.items[fd];
    int operation = !guest->is_watched ? EPOLL_CTL_ADD
                    : guest->has_news  ? EPOLL_CTL_MOD
                                       : 0;
    guest->is_watched = true;
    guest->has_news = false;
    lobby_move(lobby, fd, GUEST_IDLE);
    return operation;
}

bool lobby_may_keep(struct lobby *lobby, int seat, const struct head *head,
                    bool *ret_makes_room)
{
    uint64_t read = 0;
    uint64_t heads = guest_in(lobby, seat)->heads_bytes += head->bytes;
    bool must_share =
        lobby_is_crowded(lobby) && !atomic_load(&lobby->is_clearing);
    *ret_makes_room = false;
    if (!must_share)
        return true;
    if (!sockets_read(seat, &read))
        return false;
    if (read < heads)
        return true;
    *ret_makes_room = read == heads;
    return !head_is_cut(head->end, (size_t)(read - heads));
}

/* Gives the seat to the guest who is next, if there is one. */
bool lobby_change_guest(struct lobby *lobby, int seat)
{
    pthread_mutex_lock(&lobby->lock);
    int fd = lobby->seats[seat], next = find_next(lobby), operation = 0;
    if (next != GUEST_NOBODY) {
        operation = let_wait(lobby, fd);
        next = find_next(lobby); /* its client has one worker less now */
        lobby_seat(lobby, next, seat);
        (void)lobby_set_bell(lobby);
    }
    pthread_mutex_unlock(&lobby->lock);
    if (next == GUEST_NOBODY)
        return false;
    sockets_replace(seat, next);
    if (operation != 0)
        lobby_watch(lobby, fd, operation);
    return true;
}

void lobby_leave(struct lobby *lobby, int seat, bool is_kept)
{
    int operation = 0;
    if (is_kept)
        sockets_replace(seat, lobby->nothing);
    pthread_mutex_lock(&lobby->lock);
    int fd = lobby->seats[seat];
    if (is_kept)
        operation = let_wait(lobby, fd);
    pthread_mutex_unlock(&lobby->lock);
    if (!is_kept)
        lobby_end_guest(lobby, fd);
    else if (operation != 0)
        lobby_watch(lobby, fd, operation);
}

void lobby_end_service(struct lobby *lobby)
{
    pthread_mutex_lock(&lobby->lock);
    lobby->served--;
    (void)lobby_set_bell(lobby);
    pthread_mutex_unlock(&lobby->lock);
}

static bool add_own(struct lobby *lobby, int fd)
{
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    return fd >= 0 && epoll_ctl(lobby->epoll, EPOLL_CTL_ADD, fd, &event) == 0;
}

bool lobby_listen(struct lobby *lobby, int listening, struct err *err)
{
    if (!add_own(lobby, listening))
        return err_set(err, ERR_IO, "cannot wait for connections: %s",
                       strerror(errno));
    pthread_mutex_lock(&lobby->lock);
    lobby->listening[lobby->listening_count++] = listening;
    pthread_mutex_unlock(&lobby->lock);
    return true;
}

void lobby_open(const struct lobby *lobby, int library_fd)
{
    sockets_replace(library_fd, lobby->epoll);
    (void)eventfd_write(lobby->bell, 1); /* see lobby_is_asked() */
}

bool lobby_is_asked(struct lobby *lobby, unsigned deadline_ms)
{
    int64_t deadline = clock_monotonic_us() + (int64_t)deadline_ms * US_IN_MS;
    bool is_asked = false;
    while (!is_asked && clock_monotonic_us() < deadline) {
        lobby_pause(LOBBY_STEP_MS);
        pthread_mutex_lock(&lobby->lock);
        is_asked = lobby->looks > 0;
        pthread_mutex_unlock(&lobby->lock);
    }
    return is_asked;
}

struct lobby_stats lobby_stats(struct lobby *lobby)
{
    pthread_mutex_lock(&lobby->lock);
    const struct lobby_stats stats = {
        .workers = lobby->options.capacity.workers,
        .served = lobby->served,
        .max_connections = lobby->options.capacity.connections,
        .connections = atomic_load(&lobby->guests.count),
    };
    pthread_mutex_unlock(&lobby->lock);
    return stats;
}

/* The timer has that thread look even if nobody connects. */
bool lobby_has_progressed(struct lobby *lobby)
{
    pthread_mutex_lock(&lobby->lock);
    bool has_looked = lobby->looks != lobby->looks_seen;
    bool has_served = lobby->served < lobby->options.capacity.workers ||
                      lobby->taken_at_us != lobby->taken_seen_us;
    lobby->looks_seen = lobby->looks;
    lobby->taken_seen_us = lobby->taken_at_us;
    set_timer(lobby, LOBBY_STEP_MS);
    pthread_mutex_unlock(&lobby->lock);
    return has_looked && has_served;
}

void lobby_free(struct lobby *lobby)
{
    if (lobby == NULL)
        return;
    for (int state = GUEST_NONE; state < GUEST_SERVED; state++) {
        int fd;
        while ((fd = guests_first(&lobby->guests, (enum guest_state)state)) !=
               GUEST_NOBODY)
            lobby_end_guest(lobby, fd);
    }
    const int own[] = {lobby->epoll, lobby->bell, lobby->timer, lobby->nothing};
    for (size_t i = 0; i < ARRAY_COUNT(own); i++) {
        if (own[i] >= 0)
            (void)close(own[i]);
    }
    pthread_mutex_destroy(&lobby->lock);
    guests_release(&lobby->guests);
    free(lobby->seats);
    free(lobby->peeked);
    free(lobby);
}

bool lobby_new(const struct lobby_options *options, struct lobby **ret_lobby,
               struct err *err)
{
    struct lobby *lobby = mem_alloc(1, sizeof *lobby);
    lobby->options = *options;
    lobby->epoll = epoll_create1(EPOLL_CLOEXEC);
    lobby->bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    lobby->nothing = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    lobby->timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    lobby->peeked = mem_alloc(1, LIBRARY_MAX_HEAD_BYTES);
    lobby->seats =
        mem_alloc(options->capacity.descriptors, sizeof *lobby->seats);
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    lobby->at_once = cores > 0 ? (unsigned)cores * 2 : 2;
    pthread_mutex_init(&lobby->lock, NULL);
    guests_init(&lobby->guests, options->capacity.descriptors,
                (options->capacity.workers + 1) / CLIENT_PART);
    if (!add_own(lobby, lobby->bell) || !add_own(lobby, lobby->timer) ||
        lobby->nothing < 0) {
        err_set(err, ERR_IO, "cannot wait for connections: %s",
                strerror(errno));
        lobby_free(lobby);
        return false;
    }
    *ret_lobby = lobby;
    return true;
}
