/* lobby_state.h - what both sides of the lobby share: lobby.c, which workers
 * call, and lobby_events.c, which the thread that accepts calls. */
#ifndef HTTP_LOBBY_STATE_H
#define HTTP_LOBBY_STATE_H

#include "http/guests.h"
#include "http/lobby.h"
#include "http/server.h"

#include <pthread.h>

#define LOBBY_STEP_MS 2 /* between two looks at something */

struct lobby {
    struct lobby_options options;
    int epoll, bell, timer, nothing;
    int listening[SERVER_MAX_ADDRESSES];
    unsigned listening_count;
    unsigned untaken; /* guests to take before events are looked at again */
    unsigned at_once; /* so many workers keep all cores busy */
    char *peeked;
    atomic_bool is_clearing;

    pthread_mutex_t lock; /* for what follows */
    struct guests guests;
    int *seats;            /* the library's descriptors -> guests; one that is
                              taken, and its guest's data, are its worker's */
    unsigned served;       /* seats that are taken */
    int64_t taken_at_us;   /* the last one */
    bool took_urgent;      /* which was urgent */
    int timed_ms;          /* what the timer was set to, or 0 */
    unsigned looks;        /* of the thread that accepts */
    unsigned looks_seen;   /* by lobby_has_progressed(), as is the next */
    int64_t taken_seen_us; /* of taken_at_us */
    bool is_ringing, is_over;
};

/* With the lock held: puts a guest into another state; rings or stops the bell,
 * and returns who is to be served now, or GUEST_NOBODY; has guests looked after
 * who wait too long. */
void lobby_move(struct lobby *lobby, int fd, enum guest_state state);
void lobby_seat(struct lobby *lobby, int fd, int seat);
int lobby_set_bell(struct lobby *lobby);
void lobby_set_timer(struct lobby *lobby);

/* Without it. Many connections: workers are shared between answers. */
bool lobby_is_crowded(const struct lobby *lobby);
void lobby_watch(struct lobby *lobby, int fd, int operation);
void lobby_end_guest(struct lobby *lobby, int fd);
bool lobby_listens_on(const struct lobby *lobby, int fd);
void lobby_pause(int ms);
void lobby_render_address(const struct guest *guest,
                          char ret_text[NETWORK_ADDRESS_BYTES]);

#endif
