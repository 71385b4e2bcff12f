/* lobby_stop.c - how everybody leaves the lobby.
 *
 * First nobody new comes; those who came before are still let in, which takes a
 * moment. What waits is then ended by the thread that accepts, and what has a
 * worker by that: its socket is shut down, and the worker finds out. */
#include "base/clock.h"
#include "http/lobby_state.h"
#include "http/sockets.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#define ACCEPTING_MS 10 /* what has come before the end of listening */
#define US_IN_MS     1000

void lobby_stop_listening(struct lobby *lobby)
{
    pthread_mutex_lock(&lobby->lock);
    unsigned count = lobby->listening_count;
    pthread_mutex_unlock(&lobby->lock);
    for (unsigned i = 0; i < count; i++)
        sockets_drop_packets(lobby->listening[i]);
    lobby_pause(ACCEPTING_MS);
    for (unsigned i = 0; i < count; i++) {
        lobby_watch(lobby, lobby->listening[i], EPOLL_CTL_DEL);
        (void)shutdown(lobby->listening[i], SHUT_RDWR);
    }
}

static void shut_down_served(struct lobby *lobby, int how)
{
    const struct guests *guests = &lobby->guests;
    int fd = guests_first(guests, GUEST_SERVED);
    for (; fd != GUEST_NOBODY; fd = guests->items[fd].after)
        (void)shutdown(fd, how);
}

void lobby_clear(struct lobby *lobby, int how, unsigned deadline_ms)
{
    int64_t deadline = clock_monotonic_us() + (int64_t)deadline_ms * US_IN_MS;
    pthread_mutex_lock(&lobby->lock);
    shut_down_served(lobby, how);
    pthread_mutex_unlock(&lobby->lock);
    atomic_store(&lobby->is_clearing, true);
    (void)eventfd_write(lobby->bell, 1);
    do
        lobby_pause(LOBBY_STEP_MS);
    while (atomic_load(&lobby->guests.count) > 0 &&
           clock_monotonic_us() < deadline);
}

void lobby_wake(struct lobby *lobby)
{
    pthread_mutex_lock(&lobby->lock);
    lobby->is_over = true;
    (void)lobby_set_bell(lobby);
    pthread_mutex_unlock(&lobby->lock);
}
